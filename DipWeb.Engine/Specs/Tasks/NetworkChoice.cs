namespace DipWeb.Engine.Specs.Tasks;

/// <summary>The words of the parameter network, and the networks that most tasks mean by them.</summary>
internal static class NetworkChoice
{
    public const string Decoder = "decoder";
    public const string NarrowHourglass = "hourglass-narrow";
    public const string Hourglass = "hourglass";

    /// <summary>The published network of most tasks: 128x5, skips of 4, bilinear.</summary>
    public static HourglassSpec Published { get; } = new() { Widths = [128, 128, 128, 128, 128], SkipWidths = [4, 4, 4, 4, 4] };

    /// <summary>A hourglass whose costly convolutions work before each upsampling.</summary>
    public static HourglassSpec Narrow { get; } = new()
    {
        Widths = [32, 64, 64, 64, 64], SkipWidths = [4, 4, 4, 4, 4], ConvolvesBeforeUpsampling = true,
    };

    /// <summary>What <see cref="Preset.Balanced"/> becomes with the published network, which wants more iterations than the decoder.</summary>
    /// <param name="changes">Parameter and value.</param>
    public static PresetVariant WithHourglass(params (string Parameter, string Value)[] changes) =>
        new(Preset.Balanced, "network", Hourglass, changes.ToDictionary(change => change.Parameter, change => change.Value));

    /// <summary>The network of a word.</summary>
    /// <param name="word">A value of the parameter network.</param>
    /// <param name="decoder">What the task means by a light decoder.</param>
    /// <param name="published">The published network of the task.</param>
    public static NetworkSpec Of(string word, DecoderSpec decoder, HourglassSpec published) => word switch
    {
        Decoder => decoder,
        NarrowHourglass => Narrow,
        Hourglass => published,
        _ => throw new InvalidOperationException($"The network {word} is listed but has no spec."),
    };
}
