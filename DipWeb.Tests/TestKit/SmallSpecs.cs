using DipWeb.Engine.Specs;

namespace DipWeb.Tests.TestKit;

/// <summary>Specs small enough for a test to run them whole.</summary>
internal static class SmallSpecs
{
    public static DecoderSpec Decoder { get; } = new() { Widths = [16, 12, 8], FeatureNoise = 0.1 };

    public static HourglassSpec Hourglass { get; } = new() { Widths = [8, 8], SkipWidths = [4, 0], InputChannels = 4 };

    public static HourglassSpec NarrowHourglass { get; } = Hourglass with { ConvolvesBeforeUpsampling = true, Upsampling = Upsampling.Nearest };

    public static DenoiseSpec Denoise(int iterations, NetworkSpec? network = null, long seed = 1) => new()
    {
        Preset = Preset.Preview, Network = network ?? Decoder, Iterations = iterations, LearningRate = 0.01, InputNoise = 0.03, Averaging = 0.9, Seed = seed,
    };

    public static InpaintSpec Inpaint(int iterations, NetworkSpec? network = null) => new()
    {
        Preset = Preset.Preview, Network = network ?? Decoder, Iterations = iterations, LearningRate = 0.01, InputNoise = 0, Averaging = 0.9, Seed = 1,
    };

    public static SuperResolveSpec SuperResolve(int factor, int iterations) => new()
    {
        Preset = Preset.Preview, Network = Decoder, Iterations = iterations, LearningRate = 0.01, InputNoise = 0, Averaging = 0.9, Seed = 1, Factor = factor,
    };
}
