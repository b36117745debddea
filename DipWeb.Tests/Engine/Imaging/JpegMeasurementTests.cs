using DipWeb.Engine.Imaging;

namespace DipWeb.Tests.Engine.Imaging;

public sealed class JpegMeasurementTests
{
    [Fact]
    public void Constructor_ChromaAtHalfResolution_HasItsRatios()
    {
        var measurement = new JpegMeasurement(33, 17, 8, [Component(2, 2, 5, 3), Component(1, 2, 3, 3), Component(1, 1, 3, 2)]);

        Assert.Equal((2, 1), (measurement.HorizontalRatio(measurement.Components[1]), measurement.VerticalRatio(measurement.Components[1])));
        Assert.Equal((2, 2), (measurement.HorizontalRatio(measurement.Components[2]), measurement.VerticalRatio(measurement.Components[2])));
        Assert.Equal((17, 33), (measurement.UprightWidth, measurement.UprightHeight));
    }

    [Fact]
    public void Constructor_GreyWithLargeSamplingFactors_IsTheWholePicture()
    {
        var measurement = new JpegMeasurement(16, 16, 1, [Component(2, 2, 2, 2)]);

        Assert.Equal(1, measurement.HorizontalRatio(measurement.Components[0]));
    }

    [Fact]
    public void Constructor_WhatMakesNoPicture_IsRefused()
    {
        var grey = Component(1, 1, 2, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegMeasurement(0, 16, 1, [grey]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegMeasurement(16, 16, 9, [grey]));
        Assert.Throws<ArgumentException>(() => new JpegMeasurement(16, 16, 1, [grey, grey]));
        Assert.Throws<ArgumentException>(() => new JpegMeasurement(17, 16, 1, [grey]));
        Assert.Throws<ArgumentException>(() => new JpegMeasurement(16, 16, 1, [grey, grey, Component(2, 1, 2, 2)]));
        Assert.Throws<ArgumentException>(() => new JpegMeasurement(16, 16, 1, [Component(3, 1, 2, 2), grey, Component(2, 1, 1, 2)]));
        Assert.Throws<ArgumentException>(() => new JpegMeasurement(64, 16, 1, [Component(4, 1, 8, 2), Component(1, 1, 2, 2), Component(1, 1, 2, 2)]));
    }

    [Fact]
    public void Component_WhatMakesNoBlocks_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new JpegComponent(1, 1, 2, 2, Steps(1), new short[3 * 64]));
        Assert.Throws<ArgumentException>(() => new JpegComponent(1, 1, 1, 1, new int[63], new short[64]));
        Assert.Throws<ArgumentException>(() => new JpegComponent(1, 1, 1, 1, Steps(0), new short[64]));
        Assert.Throws<ArgumentException>(() => new JpegComponent(1, 1, 1, 1, Steps(65536), new short[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JpegComponent(5, 1, 1, 1, Steps(1), new short[64]));
    }

    private static int[] Steps(int step) => [.. Enumerable.Repeat(step, 64)];

    private static JpegComponent Component(int horizontal, int vertical, int wide, int high) =>
        new(horizontal, vertical, wide, high, Steps(1), new short[wide * high * 64]);
}
