using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>How a run ended.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RunEnd>))]
public enum RunEnd
{
    /// <summary>The result is on the disk.</summary>
    Completed,

    /// <summary>A checkpoint is on the disk, as was wanted.</summary>
    Paused,

    /// <summary>A checkpoint is on the disk because the server is going down.</summary>
    Interrupted,

    /// <summary>Given up, as was wanted.</summary>
    Cancelled,

    /// <summary>Could not go on.</summary>
    Failed,
}
