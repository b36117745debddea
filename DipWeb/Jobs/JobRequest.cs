using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>What a person asks for.</summary>
public sealed record JobRequest
{
    public required string ImageId { get; init; }

    public required string Task { get; init; }

    /// <value>Default: balanced.</value>
    public string? Preset { get; init; }

    /// <summary>Required by tasks that need a mask; the others do not look at it.</summary>
    public string? MaskId { get; init; }

    public string? GuideId { get; init; }

    /// <summary>A clean picture of the result's size, for metrics alone.</summary>
    public string? ReferenceId { get; init; }

    /// <summary>Values that differ from the preset's; numbers may be written as numbers or as text.</summary>
    [JsonConverter(typeof(ParameterValuesConverter))]
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <value>Default: a random one, which the job shows.</value>
    public long? Seed { get; init; }
}
