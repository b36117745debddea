using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Networks.Winograd;

/// <summary>
/// A 3x3 convolution with reflection padding by Winograd's minimal filtering F(4x4, 3x3), on a CPU: a quarter of the products of the plain one.
/// </summary>
/// <remarks>
/// Four by four results are 36 products, channel by channel, of what one linear map makes of six by six samples and another of the weights. The products,
/// nearly all of the work, are a 1x1 convolution in 36 groups. The picture goes through in bands of tiles, so that what lies between the maps takes
/// little memory; it is computed again on the way back. A. Lavin and S. Gray, “Fast Algorithms for Convolutional Neural Networks”, CVPR 2016.
/// </remarks>
internal sealed class WinogradConvolution : torch.autograd.SingleTensorFunction<WinogradConvolution>
{
    /// <summary>Channels that it takes and yields.</summary>
    /// <remarks>
    /// With 64 the maps take as long as they save. With some other numbers, 112 and 320 among them, libtorch 2.10's convolution in groups is wrong on a CPU; with
    /// this one it was compared with plain products for some 280 shapes, with and without AVX2 and AVX-512.
    /// </remarks>
    public const int Channels = 128;

    private const int TilesOfABand = 1024;

    // From three taps to six (the paper's G).
    private static readonly float[] TapMap = [1 / 4f, 0, 0, -1 / 6f, -1 / 6f, -1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f, 1 / 24f, 1 / 12f, 1 / 6f, 1 / 24f, -1 / 12f, 1 / 6f, 0, 0, 1];

    public override string Name => nameof(WinogradConvolution);

    /// <summary>Whether it computes what a convolution of these would, and sooner.</summary>
    /// <param name="features">1xCxHxW.</param>
    /// <param name="weight">OxCxKxK.</param>
    public static bool Suits(Tensor features, Tensor weight) =>
        features.device_type == DeviceType.CPU && features.dtype == torch.ScalarType.Float32 && features.stride(1) == 1
        && features.shape is [1, Channels, > 1, > 1] && weight.shape is [Channels, Channels, 3, 3];

    /// <summary>Convolves, mirroring the features at their border.</summary>
    /// <param name="features">1x128xHxW in the layout of <see cref="ChannelsLast"/>, at least 2x2.</param>
    /// <param name="weight">128x128x3x3.</param>
    /// <returns>1x128xHxW in that layout.</returns>
    public static Tensor Convolve(Tensor features, Tensor weight) => apply(features, weight);

    public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var (features, weight) = ((Tensor)vars[0], (Tensor)vars[1]);
        ctx.save_for_backward([features, weight]);
        using var scope = torch.NewDisposeScope();
        var memory = ChannelsLast.Memory(features);
        var factors = FactorsOf(weight).view(-1, Channels, 1, 1);
        var results = ChannelsLast.Empty(features.shape);
        foreach (var band in WinogradBand.Divide(memory, TilesOfABand))
        {
            using var turn = torch.NewDisposeScope();
            WinogradTiles.Scatter<ProductsToResults>(Multiply(SamplesOf(memory, band), factors), ChannelsLast.Memory(results), band.ResultRows, band.ResultColumns);
        }

        return results.MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = torch.NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (memory, weight, slope) = (ChannelsLast.Memory(saved[0]), saved[1], ChannelsLast.Memory(grad_output));
        var transposed = FactorsOf(weight).view(WinogradTiles.Positions, Channels, Channels).transpose(1, 2).reshape(-1, Channels, 1, 1);
        var featureSlope = ChannelsLast.Empty(saved[0].shape).zero_();
        var factorSlope = torch.zeros(WinogradTiles.Positions, Channels, Channels);
        foreach (var band in WinogradBand.Divide(memory, TilesOfABand))
        {
            using var turn = torch.NewDisposeScope();
            var productSlope = Products(band);
            WinogradTiles.Gather<ResultsToProducts>(slope, band.ResultRows, band.ResultColumns, productSlope);
            factorSlope.add_(torch.bmm(ByPosition(productSlope).transpose(1, 2), ByPosition(SamplesOf(memory, band))));
            WinogradTiles.Scatter<FactorsToSamples>(Multiply(productSlope, transposed), ChannelsLast.Memory(featureSlope), band.SampleRows, band.SampleColumns);
        }

        var weightSlope = BothSides().t().matmul(factorSlope.view(WinogradTiles.Positions, -1)).t().reshape(weight.shape);
        return [featureSlope.MoveToOuterDisposeScope(), weightSlope.MoveToOuterDisposeScope()];
    }

    /// <summary>36xOC: what the map makes of the taps.</summary>
    private static Tensor FactorsOf(Tensor weight) => BothSides().matmul(weight.reshape(-1, 9).t());

    /// <summary>36x9: the map of three taps to six, along both sides.</summary>
    private static Tensor BothSides()
    {
        var map = torch.tensor(TapMap).view(WinogradTiles.Side, 3);
        return torch.kron(map, map);
    }

    private static Tensor SamplesOf(Tensor memory, WinogradBand band)
    {
        var samples = Products(band);
        WinogradTiles.Gather<SamplesToFactors>(memory, band.SampleRows, band.SampleColumns, samples);
        return samples;
    }

    private static Tensor Products(WinogradBand band) => torch.empty(1, band.Down, band.Across, WinogradTiles.Positions * Channels);

    private static Tensor Multiply(Tensor samples, Tensor factors) =>
        ChannelsLast.Memory(torch.nn.functional.conv2d(ChannelsLast.View(samples), factors, groups: WinogradTiles.Positions));

    /// <summary>36xTxC, of T tiles.</summary>
    private static Tensor ByPosition(Tensor products) =>
        products.view(-1, WinogradTiles.Positions, Channels).transpose(0, 1);
}
