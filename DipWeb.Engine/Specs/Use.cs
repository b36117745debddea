namespace DipWeb.Engine.Specs;

/// <summary>Whether a task takes a second picture: a mask, a guide.</summary>
public enum Use
{
    /// <summary>It does not look at it.</summary>
    None,

    /// <summary>It is better with it.</summary>
    Optional,

    /// <summary>It cannot do without it.</summary>
    Required,
}
