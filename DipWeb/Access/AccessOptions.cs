namespace DipWeb.Access;

/// <summary>Who may reach the server.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Access";

    /// <summary>Allows addresses that other machines can reach. There is no login: everyone who reaches the server sees everything.</summary>
    /// <value>Default: false, which means this machine only.</value>
    public bool AllowPublic { get; set; }
}
