using DipWeb.Engine.Devices;
using DipWeb.Engine.Objectives;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>The PSNR of a denoised picture without a reference, from how far it follows noise that is known.</summary>
/// <remarks>
/// With the measurement y = x + n and an estimate p, the mean of (p - y)² is MSE + σ² - 2 C, where C = mean of n p is how far p
/// follows the noise. Both unknowns are measured. A little noise e of a quarter of σ is added to the measurement that the prior fits, and it follows that one
/// as it follows n (as in Ye, JASA 93(441), 1998, where data are disturbed to count degrees of freedom): C is 16 times the mean of e (p - l) over the
/// fitted pixels; l, the mean of a pixel's neighbours in y, takes most of the picture's own variation out of it. σ is what the mask of Immerkaer (CVIU 64(2), 1996) sees of y - p: the mask is blind
/// to all but the finest detail, which a fit takes over last, of picture and noise alike. Where p is the mean of the prior and of something
/// that is computed from the measurement, both C and σ are measured of the prior alone, with that other thing as l, and the other's C follows from its response
/// (Stein's lemma). For how near this comes, see docs/stopping.md.
/// </remarks>
internal sealed class ErrorEstimate : IDisposable
{
    private const int Neighbourhood = 5;
    private const double KnownShare = 0.25; // of σ
    private const double Texture = 0.5; // the share where unresolved texture may pass for noise
    private const double MaskPower = 36; // sum of the mask's squares
    private const int Rounds = 4;
    private const double LeastDeviation = 1e-4; // a picture without noise has an estimate too
    private const ulong ProbeSeed = 2008; // any: the same picture shall have the same estimate always

    private readonly double? _deviation;
    private readonly bool _isClipped;
    private readonly double _assumedDeviation; // of which the known noise is a quarter
    private readonly Tensor _measurement; // 1xCxHxW
    private readonly Tensor _fitted; // 1x1xHxW of 1 and 0, pixels of the picture
    private readonly Tensor _heldOut; // 1x1xHxW
    private readonly Tensor _mask; // Cx1x3x3
    private readonly Tensor _probe; // 1xCxHxW of 1 and -1
    private Tensor _reference; // l, 1xCxHxW
    private Tensor? _response; // 1xCxHxW, of what the prior is averaged with, to the probe
    private double _followedBeside; // C of that
    private bool _isWeighing;

    /// <summary>Copies what it needs.</summary>
    /// <param name="measurement">1xCxHxW, with its extension.</param>
    /// <param name="fitted">1x1xHxW: 1 at pixels of the picture that the fit sees.</param>
    /// <param name="heldOut">1x1xHxW: 1 at pixels of the picture that it does not see.</param>
    /// <param name="deviation">σ before clipping; null to measure it.</param>
    /// <param name="assumedDeviation">About what σ is.</param>
    /// <param name="isClipped">Whether the noise was clipped to [0, 1].</param>
    public ErrorEstimate(Tensor measurement, Tensor fitted, Tensor heldOut, double? deviation, double assumedDeviation, bool isClipped)
    {
        const int Pixels = Neighbourhood * Neighbourhood;
        using var scope = torch.NewDisposeScope();
        (_deviation, _assumedDeviation, _isClipped) = (deviation, Math.Max(LeastDeviation, assumedDeviation), isClipped);
        _measurement = measurement.clone().DetachFromDisposeScope();
        var boxed = Boxed(measurement);
        _reference = (((boxed * Pixels) - measurement) / (Pixels - 1)).DetachFromDisposeScope();
        _fitted = fitted.clone().DetachFromDisposeScope();
        _heldOut = heldOut.clone().DetachFromDisposeScope();
        using var generator = new torch.Generator(ProbeSeed, torch.CPU);
        _probe = ((torch.randint(2, measurement.shape, generator: generator).to_type(torch.ScalarType.Float32) * 2) - 1).to(measurement.device).DetachFromDisposeScope();
        var scale = isClipped ? new ClippedNoise(_assumedDeviation).Variance(boxed).sqrt() : torch.full(1, _assumedDeviation, device: measurement.device);
        KnownNoise = (generator.FillNormal(torch.empty(measurement.shape), KnownShare).to(measurement.device) * scale).DetachFromDisposeScope();
        _mask = torch.tensor([1f, -2, 1, -2, 4, -2, 1, -2, 1], [1, 1, 3, 3]).to(measurement.device).repeat(measurement.shape[1], 1, 1, 1).DetachFromDisposeScope();
    }

    /// <summary>How much of the next iterate is what the prior is averaged with, in [0, 1].</summary>
    public double Share { get; set; }

    /// <summary>What has to be added to the measurement that the prior fits, 1xCxHxW.</summary>
    public Tensor KnownNoise { get; }

    /// <summary>Lets every estimate be the mean of the prior and of something that is computed from the measurement.</summary>
    /// <param name="share">How much of it that other thing is, in [0, 1]; null to find out, from all of it on.</param>
    /// <param name="other">The other thing, 1xCxHxW; copied.</param>
    /// <param name="response">How the other thing moves with a move of the measurement.</param>
    public void AverageWith(double? share, Tensor other, Func<Tensor, Tensor> response)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        _response?.Dispose();
        _response = response(_probe).DetachFromDisposeScope();
        _reference.Dispose();
        _reference = other.clone().DetachFromDisposeScope();
        (Share, _isWeighing) = (share ?? 1, share is null);
        var variance = _isClipped ? new ClippedNoise(_assumedDeviation).Variance(other) : torch.full_like(other, _assumedDeviation * _assumedDeviation);
        _followedBeside = Mean(_probe * _response * variance, _fitted + _heldOut);
    }

    /// <summary>Finds the share that makes the error of the mean least, where it is to be found.</summary>
    /// <remarks>
    /// With errors e of the prior p and f of the other thing q, it is at 1/2 + (e² - f²) / 2 |p - q|², and the noise's variance is no part of
    /// e² - f² = |p - y|² - |q - y|² + 2 C - 2 C of the other.
    /// </remarks>
    /// <param name="prediction">What the prior alone predicts of the measurement, 1xCxHxW.</param>
    public void Weigh(Tensor prediction)
    {
        if (!_isWeighing)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var picture = _fitted + _heldOut;
        var difference = Mean((prediction - _measurement).square() - (_reference - _measurement).square(), picture)
            + (2 * ((SeenShare() * Followed(prediction)) - _followedBeside));
        Share = Math.Clamp((1 + (difference / Math.Max(1e-12, Mean((prediction - _reference).square(), picture)))) / 2, 0, 1);
    }

    /// <summary>Estimated PSNR, dB; null where noise hides the error altogether.</summary>
    /// <param name="estimate">The denoised picture, 1xCxHxW, with its extension.</param>
    /// <param name="prediction">What the prior alone predicts of the measurement, 1xCxHxW.</param>
    /// <param name="share">How much of the estimate is what the prior is averaged with.</param>
    public double? Psnr(Tensor estimate, Tensor prediction, double share = 0)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var variation = (Boxed(estimate.square()) - Boxed(estimate).square()).mean([1], keepdim: true);
        var deviation = _deviation ?? NoiseDeviation(estimate, prediction, Smoothest(variation, 1 - Texture));
        var noise = new ClippedNoise(deviation);
        var predicted = _isClipped ? noise.Mean(estimate) : estimate;
        var variance = _isClipped ? noise.Variance(estimate) : torch.full_like(estimate, deviation * deviation);
        var slope = _isClipped ? noise.Slope(estimate) : torch.ones_like(estimate); // of what is predicted, by the picture
        var picture = _fitted + _heldOut;
        var followed = SeenShare() * Followed(prediction) * Math.Pow(deviation / _assumedDeviation, 2);
        if (_response is not null)
        {
            // The rest by Stein's lemma, with one probe (Ramani, Blu and Unser, IEEE TIP 17(9), 2008).
            followed = ((1 - share) * followed) + (share * Mean(_probe * _response * slope * variance, picture));
        }

        var error = Mean((predicted - _measurement).square() - variance, picture) + (2 * followed);
        if (_isClipped)
        {
            // A clipped measurement moves less than the picture and varies less around a wrong one; errors lie where the picture varies.
            error *= Mean(variation, picture) / Mean(noise.ErrorShare(estimate) * variation, picture);
        }

        return error > 0 ? Metrics.Psnr.FromMeanSquaredError(error) : null;
    }

    public void Dispose()
    {
        _response?.Dispose();
        _probe.Dispose();
        _mask.Dispose();
        _heldOut.Dispose();
        _fitted.Dispose();
        _reference.Dispose();
        KnownNoise.Dispose();
        _measurement.Dispose();
    }

    /// <summary>Means over the neighbourhood of each pixel.</summary>
    private static Tensor Boxed(Tensor picture)
    {
        const int Reach = Neighbourhood / 2;
        return torch.nn.functional.avg_pool2d(
            torch.nn.functional.pad(picture, (Reach, Reach, Reach, Reach), PaddingModes.Replicate), Neighbourhood, 1);
    }

    /// <summary>Over channels and pixels, each pixel by its weight.</summary>
    private static double Mean(Tensor values, Tensor weights) =>
        (values.mean([1], keepdim: true) * weights).sum().item<float>() / Math.Max(1, weights.sum().item<float>());

    private double SeenShare() => _fitted.sum().item<float>() / (_fitted + _heldOut).sum().item<float>();

    /// <summary>C over the fitted pixels, as if the assumed σ were right.</summary>
    private double Followed(Tensor prediction) =>
        Math.Max(0, Mean(KnownNoise * (prediction - _reference), _fitted)) / (KnownShare * KnownShare);

    /// <summary>1x1xHxW: 1 at that share of the picture's pixels that vary least.</summary>
    private Tensor Smoothest(Tensor variation, double share)
    {
        var inside = variation.masked_select((_fitted + _heldOut) > 0.5);
        var rank = Math.Max(1, (long)(share * inside.numel()));
        return (variation <= inside.kthvalue(rank, 0).values).to_type(torch.ScalarType.Float32);
    }

    /// <summary>σ before clipping, so that the prior's residual would vary among these pixels as it does.</summary>
    private double NoiseDeviation(Tensor estimate, Tensor prediction, Tensor among)
    {
        var inside = (_fitted + _heldOut) * among;
        var variance = Math.Max(1e-12, Finest(_measurement - prediction, inside));
        var deviation = Math.Sqrt(variance);
        for (var round = 0; _isClipped && round < Rounds; round++)
        {
            deviation *= Math.Sqrt(variance / Math.Max(1e-12, Mean(new ClippedNoise(deviation).Variance(estimate), inside)));
        }

        return deviation;
    }

    /// <summary>The variance that white noise would have to show as much of the finest detail.</summary>
    private double Finest(Tensor values, Tensor among) =>
        Mean(torch.nn.functional.conv2d(values, _mask, padding: [1, 1], groups: _mask.shape[0]).square() / MaskPower, among);
}
