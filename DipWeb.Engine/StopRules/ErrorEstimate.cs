using DipWeb.Engine.Objectives;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>The PSNR of a denoised picture without a reference, from how differently it follows noise that it saw and noise that it did not.</summary>
/// <remarks>
/// With the measurement y = x + n and an estimate p, the mean of (p - y)² is MSE + σ² - 2 C, where C = mean of n p is how far p
/// follows the noise. At held-out pixels C is 0. Both C and σ are measured so that few held-out pixels suffice:
/// C is the mean of (y - l)(p - l) over fitted pixels less the same over held-out ones, l being the mean of a pixel's neighbours in
/// y, which takes most of the picture's own variation out of the difference; of several neighbourhoods, that which takes most counts. σ comes from the flattest pixels of p,
/// where an estimate makes hardly any error but its share of the noise: there a projection has MSE = C, so (p - y)² is σ² - C.
/// For the variance that a plain hold-out estimate would need of its few samples, see docs/quality.md.
/// </remarks>
internal sealed class ErrorEstimate : IDisposable
{
    private const double FlatShare = 0.4;
    private const double SmallestSlope = 0.3;
    private static readonly int[] Neighbourhoods = [3, 5, 7];

    private readonly Tensor _measurement; // 1xCxHxW
    private readonly List<Tensor> _neighbours = []; // l of each neighbourhood, 1xCxHxW
    private readonly Tensor _fitted; // 1x1xHxW of 1 and 0, pixels of the picture
    private readonly Tensor _heldOut; // 1x1xHxW
    private readonly bool _isClipped;

    /// <summary>Copies what it needs.</summary>
    /// <param name="measurement">1xCxHxW, with its extension.</param>
    /// <param name="fitted">1x1xHxW: 1 at pixels of the picture that the fit sees.</param>
    /// <param name="heldOut">1x1xHxW: 1 at pixels of the picture that it does not see.</param>
    /// <param name="isClipped">Whether the noise was clipped to [0, 1].</param>
    public ErrorEstimate(Tensor measurement, Tensor fitted, Tensor heldOut, bool isClipped)
    {
        using var scope = torch.NewDisposeScope();
        _isClipped = isClipped;
        _measurement = measurement.clone().DetachFromDisposeScope();
        foreach (var side in Neighbourhoods)
        {
            var pixels = side * side;
            _neighbours.Add((((Boxed(measurement, side) * pixels) - measurement) / (pixels - 1)).DetachFromDisposeScope());
        }

        _fitted = fitted.clone().DetachFromDisposeScope();
        _heldOut = heldOut.clone().DetachFromDisposeScope();
    }

    /// <summary>Estimated PSNR, dB; null where noise hides the error altogether.</summary>
    /// <param name="estimate">The denoised picture, 1xCxHxW, with its extension.</param>
    public double? Psnr(Tensor estimate)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var flat = FlatPixels(estimate);
        var deviation = NoiseDeviation(estimate, flat);
        var noise = new ClippedNoise(deviation);
        var predicted = _isClipped ? noise.Mean(estimate) : estimate;
        var picture = _fitted + _heldOut;
        // A clipped measurement moves less than the picture, so an error seen in it counts more.
        var weights = _isClipped ? noise.Slope(estimate).clamp_min(SmallestSlope).pow(-2) : torch.ones_like(estimate);
        var variance = _isClipped ? noise.Variance(estimate) : torch.full_like(estimate, deviation * deviation);
        var seen = _fitted.sum().item<float>() / picture.sum().item<float>();
        var error = Mean(((predicted - _measurement).square() - variance) * weights, picture)
            + (2 * seen * Followed(predicted, weights, torch.ones_like(flat)));
        return error > 0 ? Metrics.Psnr.FromMeanSquaredError(error) : null;
    }

    public void Dispose()
    {
        _heldOut.Dispose();
        _fitted.Dispose();
        _neighbours.ForEach(tensor => tensor.Dispose());
        _measurement.Dispose();
    }

    private static Tensor Boxed(Tensor picture, int side) =>
        torch.nn.functional.avg_pool2d(
            torch.nn.functional.pad(picture, (side / 2, side / 2, side / 2, side / 2), PaddingModes.Replicate), side, 1);

    private static double Mean(Tensor values, Tensor weights) =>
        (values.mean([1], keepdim: true) * weights).sum().item<float>() / Math.Max(1, weights.sum().item<float>());

    /// <summary>C over some of the pixels, each sample by its weight.</summary>
    private double Followed(Tensor predicted, Tensor weights, Tensor among)
    {
        var (followed, least) = (0d, double.PositiveInfinity);
        foreach (var neighbours in _neighbours)
        {
            var product = (_measurement - neighbours) * (predicted - neighbours) * weights;
            var unseen = Mean(product, _heldOut * among);
            var spread = Mean(product.square(), _heldOut * among) - (unseen * unseen);
            if (spread < least)
            {
                (followed, least) = (Mean(product, _fitted * among) - unseen, spread);
            }
        }

        return Math.Max(0, followed);
    }

    /// <summary>1x1xHxW: 1 at the pixels with the least variation around them.</summary>
    private Tensor FlatPixels(Tensor estimate)
    {
        var variation = (Boxed(estimate.square(), 5) - Boxed(estimate, 5).square()).mean([1], keepdim: true);
        var inside = variation.masked_select((_fitted + _heldOut) > 0.5);
        var rank = Math.Max(1, (long)(FlatShare * inside.numel()));
        var threshold = inside.kthvalue(rank, 0).values;
        return (variation <= threshold).to_type(torch.ScalarType.Float32);
    }

    /// <summary>σ before clipping, so that flat pixels would vary as they do.</summary>
    private double NoiseDeviation(Tensor estimate, Tensor flat)
    {
        var fitted = _fitted * flat;
        var deviation = Math.Sqrt(Math.Max(1e-12, Mean((estimate - _measurement).square(), fitted) + Followed(estimate, torch.ones_like(estimate), flat)));
        for (var round = 0; _isClipped && round < 4; round++)
        {
            var noise = new ClippedNoise(deviation);
            var predicted = noise.Mean(estimate);
            var wanted = Mean((predicted - _measurement).square(), fitted) + Followed(predicted, torch.ones_like(estimate), flat);
            deviation *= Math.Sqrt(Math.Max(1e-12, wanted) / Math.Max(1e-12, Mean(noise.Variance(estimate), fitted)));
        }

        return deviation;
    }
}
