using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>Where a job stands.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Waits for the device.</summary>
    Queued,

    /// <summary>Has the device.</summary>
    Running,

    /// <summary>Holds still at its checkpoint until it is resumed.</summary>
    Paused,

    /// <summary>Has a result.</summary>
    Completed,

    /// <summary>Was given up by a person.</summary>
    Cancelled,

    /// <summary>Was given up by the machine; the error says why.</summary>
    Failed,
}
