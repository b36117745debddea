using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;

namespace DipWeb.Tests.TestKit;

/// <summary>Specs small enough for a test to run them whole.</summary>
internal static class SmallSpecs
{
    public static DecoderSpec Decoder { get; } = new() { Widths = [16, 12, 8], FeatureNoise = 0.1 };

    public static HourglassSpec Hourglass { get; } = new() { Widths = [8, 8], SkipWidths = [4, 0], InputChannels = 4 };

    public static HourglassSpec NarrowHourglass { get; } = Hourglass with { ConvolvesBeforeUpsampling = true, NearestScales = 2 };

    public static HourglassSpec CoordinateHourglass { get; } = Hourglass with { NearestScales = 1, InputChannels = 2, SeesCoordinates = true };

    public static RestorationSpec Denoise(int iterations, NetworkSpec? network = null, long seed = 1) => new()
    {
        Task = "denoise", Preset = Preset.Preview, Network = network ?? Decoder, Iterations = iterations, LearningRate = 0.01, InputNoise = 0.03, Averaging = 0.9, Seed = seed,
    };

    public static RestorationSpec Inpaint(int iterations, NetworkSpec? network = null) => Denoise(iterations, network) with
    {
        Task = "inpaint", InputNoise = 0, KnownPixels = new KnownPixels.Painted(), KeepsKnownPixels = true,
    };

    public static RestorationSpec SuperResolve(Ratio factor, int iterations) => Denoise(iterations) with
    {
        Task = "superres", InputNoise = 0, ScaleFactor = factor,
    };

    public static RestorationSpec Layers(int iterations) => Inpaint(
        iterations,
        new LayeredSpec { Picture = new DecoderSpec { Widths = [64, 32, 16] }, Opacity = new DecoderSpec { Widths = [64, 32, 16] }, Colour = [1, 1, 1] }) with
    {
        Task = "watermark", Method = RestorationMethod.Layers, LearningRate = 0.015,
    };

    public static RestorationSpec TwoViews(int iterations) => Denoise(iterations, new TwoViewSpec { Width = 16 }) with
    {
        Task = "denoise.fast", Method = RestorationMethod.TwoViews, InputNoise = 0, Averaging = 0,
    };
}
