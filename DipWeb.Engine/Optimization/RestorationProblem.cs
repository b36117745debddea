using DipWeb.Engine.Devices;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Methods;
using DipWeb.Engine.Objectives;
using DipWeb.Engine.Operators;
using DipWeb.Engine.Specs;
using DipWeb.Engine.StopRules;
using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>The request in the optimizer's terms: the extended picture, the objective, the samples held out, and the way back.</summary>
internal sealed class RestorationProblem : IDisposable
{
    private const double ShareWithoutEstimate = 0.5;
    private const ulong HoldOutSeed = 0x9E3779B97F4A7C15; // mixed into the run's seed, so that the choice does not repeat the network's numbers

    private readonly RestorationRequest _request;
    private readonly NetworkPadding _padding;
    private readonly IReadOnlyList<int> _held; // in the picture or its blocks

    /// <summary>Checks the request, measures what it leaves open, and prepares the pictures.</summary>
    /// <param name="request">What to restore.</param>
    /// <param name="believed">1 at pixels of the measurement that a two-view denoiser may see, 1x1xHxW; null for all, or for what the spec says. Copied.</param>
    /// <exception cref="InvalidSpecException">The request does not fit together; by code.</exception>
    public RestorationProblem(RestorationRequest request, Tensor? believed = null)
    {
        _request = request;
        CheckSizes();
        Findings = Findings.Of(request);
        Spec = Resolve(request.Spec);
        _padding = PaddingFor(Spec, request.Measurement);
        Height = Spec.ScaleFactor.Scale(_padding.Height);
        Width = Spec.ScaleFactor.Scale(_padding.Width);

        using var scope = torch.NewDisposeScope();
        var degradation = CreateDegradation();
        var extended = TensorImage.ToTensor(_padding.Extend(request.Measurement), ComputeDevice.Current);
        var grid = new MeasurementGrid(
            _padding, Findings.Known, Spec.ShuffledBlock, believesExtension: Spec.ShuffledBlock == 1 && Findings.RowShifts is null);
        var measured = grid.Reduce(extended);
        var held = ChooseHeldOut(grid);
        _held = held;
        HeldOut = held.Count > 0 ? new HoldOut(grid.Places(held), measured) : null;
        var clipping = Clipping();
        var fitted = BelievedIn(grid, held);
        ErrorEstimate = HeldOut is not null && CanEstimateError(degradation) ? CreateErrorEstimate(extended, grid, held, clipping is not null) : null;
        var disturbed = ErrorEstimate is null ? measured : measured + ErrorEstimate.KnownNoise;
        var fidelity = new DataFidelity(degradation, Spec.Fidelity, disturbed, fitted, Findings.NoiseDeviation ?? 0, clipping);
        Objective = Spec.Fidelity == Fidelity.QuantizationInterval
            ? new CompressionFidelity(new QuantizationInterval(request.Coefficients!, _padding.Top, _padding.Left), fidelity) // Resolve has seen them
            : fidelity;
        Guide = request.Guide is { } guide ? TensorImage.ToTensor(_padding.Extend(guide), ComputeDevice.Current).DetachFromDisposeScope() : null;
        var isLearntFrom = Spec.HasTwoViews || Spec.Method is RestorationMethod.TwoViews or RestorationMethod.Layers;
        Measurement = isLearntFrom ? extended.DetachFromDisposeScope() : null;
        Believed = (believed?.clone() ?? (Spec.HasTwoViews ? fitted : null))?.DetachFromDisposeScope();
        Marked = Spec.Method == RestorationMethod.Layers && Findings.Known is { } known
            ? (1 - TensorImage.ToTensor(_padding.Extend(known), ComputeDevice.Current)).DetachFromDisposeScope()
            : null;
    }

    /// <summary>The spec, with the network that the holes need and the stop rule that the noise allows.</summary>
    public RestorationSpec Spec { get; }

    /// <summary>What was measured from the picture.</summary>
    public Findings Findings { get; }

    /// <summary>Rows of the iterate.</summary>
    public int Height { get; }

    /// <summary>Columns of the iterate.</summary>
    public int Width { get; }

    public int Channels => _request.Measurement.Channels;

    /// <summary>Bytes of what observers complete an iterate to; 0 where they take it as it is.</summary>
    public long CompletedBytes => _request.CompletedBytes;

    public Objective Objective { get; }

    /// <summary>Samples that the fit never sees; null for none.</summary>
    public HoldOut? HeldOut { get; }

    /// <summary>Tells the PSNR of an averaged iterate; null where it cannot.</summary>
    public ErrorEstimate? ErrorEstimate { get; }

    /// <summary>The guide, extended, 1xCxHxW; null without one.</summary>
    public Tensor? Guide { get; }

    /// <summary>The extended measurement itself, for methods that learn from it; else null.</summary>
    public Tensor? Measurement { get; }

    /// <summary>1 at pixels that the loss of a two-view denoiser may see, extended, 1x1xHxW; null: all.</summary>
    public Tensor? Believed { get; }

    /// <summary>What every iterate of the prior is averaged with, 1xCxHxW; null for nothing.</summary>
    public Tensor? Beside { get; private set; }

    /// <summary>How much of the next iterate that is, in [0, 1].</summary>
    public double BesideShare => ErrorEstimate?.Share ?? Spec.TwoViewShare ?? ShareWithoutEstimate;

    /// <summary>1 where the mask marks, extended, 1x1xHxW, for methods that look at what is marked; else null.</summary>
    public Tensor? Marked { get; }

    /// <summary>From now on, averages the prior with what a denoiser makes of the measurement.</summary>
    /// <param name="denoiser">Has learnt from <see cref="Believed"/> pixels of the measurement alone.</param>
    public void AverageWith(TwoViewDenoiser denoiser)
    {
        using var scope = torch.NewDisposeScope();
        Beside?.Dispose();
        Beside = denoiser.Denoise(Measurement!, isFinal: true).DetachFromDisposeScope(); // the problem keeps it where there is a share
        ErrorEstimate?.AverageWith(Spec.TwoViewShare, Beside, probe => denoiser.Response(Measurement!, probe)); // as above
    }

    /// <summary>The picture as it is before the first iteration: the denoised or else the measured one, as large as the result.</summary>
    public ImageBuffer PreparedPicture()
    {
        using var scope = torch.NewDisposeScope();
        return Beside is null ? _request.Measurement.Enlarge(Spec.ScaleFactor) : ToPicture(Beside.clamp(0, 1));
    }

    /// <summary>An iterate as the picture for people: without the extension, known pixels as measured where the task keeps them.</summary>
    /// <param name="iterate">1xCxHxW.</param>
    public ImageBuffer ToPicture(Tensor iterate)
    {
        if (Objective is CompressionFidelity compression)
        {
            using var scope = torch.NewDisposeScope();
            using var noGradient = torch.no_grad();
            return TensorImage.ToPicture(compression.Nearest(iterate).clamp(0, 1));
        }

        var picture = _padding.CutOff(TensorImage.ToPicture(iterate), Spec.ScaleFactor);
        return CarriesKnownPixelsOver ? WithKnownPixels(Findings.Known!, picture) : picture; // see there
    }

    /// <summary>What the result would hold at the held-out samples if they were lost: n samples, plane after plane.</summary>
    /// <param name="prediction">1xCxhxw, in the measurement's shape.</param>
    public Tensor AtHeldOut(Tensor prediction)
    {
        if (!CarriesKnownPixelsOver)
        {
            return HeldOut!.Of(prediction); // asked for by the rule that watches it
        }

        var picture = _padding.CutOff(TensorImage.ToPicture(prediction), Ratio.One);
        var measured = _request.Measurement;
        float[] samples = Findings.KnownByChannel is { } byChannel
            ? [.. byChannel.SelectMany((known, channel) => ResidualKriging.Fill(known.Without(_held), measured.Channel(channel), picture.Channel(channel), _held))]
            : ResidualKriging.Fill(Findings.Known!.Without(_held), measured, picture, _held); // or nothing were carried over
        return torch.tensor(samples, device: prediction.device);
    }

    public void Dispose()
    {
        Marked?.Dispose();
        Beside?.Dispose();
        Believed?.Dispose();
        Measurement?.Dispose();
        Guide?.Dispose();
        ErrorEstimate?.Dispose();
        HeldOut?.Dispose();
        Objective.Dispose();
    }

    /// <summary>Whether the result keeps the known pixels, and what the restoration misses there mends the lost ones.</summary>
    private bool CarriesKnownPixelsOver =>
        Spec is { KeepsKnownPixels: true, ShuffledBlock: 1 } && Spec.ScaleFactor == Ratio.One && Findings is { Known: not null, RowShifts: null };

    private ImageBuffer WithKnownPixels(KnownMask known, ImageBuffer picture)
    {
        if (Findings.KnownByChannel is not { } byChannel)
        {
            return SeamlessFill.Compose(known, _request.Measurement, picture);
        }

        var trusted = Findings.MayHaveOverlooked ? Impulses.WithoutContradicted(byChannel, _request.Measurement, picture) : byChannel;
        return SeamlessFill.Compose(trusted, _request.Measurement, picture);
    }

    private static NetworkPadding PaddingFor(RestorationSpec spec, ImageBuffer measurement)
    {
        var cell = 1 << spec.Network.Depth;
        var (numerator, denominator) = (spec.ScaleFactor.Numerator, spec.ScaleFactor.Denominator);
        var multiple = LeastCommonMultiple(denominator * (cell / GreatestCommonDivisor(cell, numerator)), spec.ShuffledBlock);
        var minimum = 2 * multiple; // the coarsest scale needs two pixels to reflect and to normalize
        return new NetworkPadding(measurement.Height, measurement.Width, multiple, minimum, LeastCommonMultiple(denominator, spec.ShuffledBlock));
    }

    private static int LeastCommonMultiple(int a, int b) => a / GreatestCommonDivisor(a, b) * b;

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private RestorationSpec Resolve(RestorationSpec spec)
    {
        var hasWideHole = spec.HoleNetwork is not null && Findings.Known?.WidestHole() > RestorationSpec.WidestStroke;
        var isCorrelated = Findings.NoiseKind == NoiseKind.Correlated && spec.StopRule.Kind == StopRuleKind.HoldOut;
        return spec with
        {
            Network = hasWideHole ? spec.HoleNetwork! : spec.Network, // the line above has seen it
            Fidelity = spec.Fidelity switch
            {
                Fidelity.Squared when Findings.NoiseKind == NoiseKind.Poisson => Fidelity.VarianceStabilized,
                Fidelity.QuantizationInterval => ResolveCompression(spec),
                var wanted => wanted,
            },
            TwoViewShare = Findings.NoiseKind == NoiseKind.Correlated ? 0 : spec.TwoViewShare,
            StopRule = isCorrelated ? spec.StopRule with { Kind = StopRuleKind.WindowedVariance, Patience = Math.Max(spec.StopRule.Patience, 1000) } : spec.StopRule,
        };
    }

    private Fidelity ResolveCompression(RestorationSpec spec)
    {
        if (_request.Coefficients is { } coefficients && coefficients.IsOf(_request.Measurement))
        {
            return Fidelity.QuantizationInterval;
        }

        return spec.MayDoWithoutCoefficients
            ? Fidelity.Squared
            : throw new InvalidSpecException("jpeg.required", "The interval of the coefficients needs the JPEG file as it was compressed.");
    }

    /// <summary>In the order in which the damage happened: the camera's pixels, then the shuffle, then the tape.</summary>
    private DegradationOperator CreateDegradation()
    {
        var steps = new List<DegradationOperator>();
        if (Spec.ScaleFactor != Ratio.One)
        {
            steps.Add(new ResamplingOperator(Spec.ScaleFactor));
        }

        if (Findings.RowShifts is { } shifts)
        {
            steps.Add(new RowShiftOperator(_padding.ExtendRows(shifts), _padding.Width));
        }

        if (Spec.ShuffledBlock > 1)
        {
            steps.Add(new BlockMeanOperator(Spec.ShuffledBlock, _padding.Inside()));
        }

        return steps switch
        {
            [] => new IdentityOperator(),
            [var only] => only,
            _ => new ComposedOperator(steps),
        };
    }

    /// <summary>1 where the fit believes a sample, 1x1xhxw or 1xCxhxw; null where it believes all of them.</summary>
    private Tensor? BelievedIn(MeasurementGrid grid, IReadOnlyList<int> held) => Findings.KnownByChannel is { } byChannel
        ? torch.cat([.. byChannel.Select(known => grid.With(known).Believed(held) ?? torch.ones(1, 1, Height, Width, device: ComputeDevice.Current))], 1)
        : grid.Believed(held);

    /// <summary>The noise, where it is Gaussian and was clipped; the published configuration knows nothing of that.</summary>
    private ClippedNoise? Clipping() =>
        Spec is { Fidelity: Fidelity.Squared, ModelsClipping: true } && Findings.NoiseDeviation is { } deviation && ClippedNoise.IsIn(_request.Measurement, deviation)
            ? new ClippedNoise(deviation)
            : null;

    /// <summary>Its theory wants independent Gaussian noise on the pixels themselves.</summary>
    private bool CanEstimateError(DegradationOperator degradation) =>
        degradation is IdentityOperator && Spec.Fidelity == Fidelity.Squared && Findings.Known is null && !Spec.HasSparseError;

    private ErrorEstimate CreateErrorEstimate(Tensor extended, MeasurementGrid grid, IReadOnlyList<int> held, bool isClipped)
    {
        var heldOut = torch.zeros(Height * Width, device: extended.device);
        heldOut[torch.tensor(grid.Places(held).Select(place => (long)place).ToArray(), device: extended.device)] = 1f;
        var heldOutPlane = heldOut.view(1, 1, Height, Width);
        var fitted = TensorImage.ToTensor(_padding.Inside(), ComputeDevice.Current) - heldOutPlane;
        return new ErrorEstimate(extended, fitted, heldOutPlane, Spec.NoiseDeviation, Findings.NoiseDeviation ?? 0, isClipped);
    }

    private IReadOnlyList<int> ChooseHeldOut(MeasurementGrid grid)
    {
        if (!Spec.StopRule.HoldsOut)
        {
            return [];
        }

        using var generator = new torch.Generator(unchecked((ulong)Spec.Seed) ^ HoldOutSeed, torch.CPU);
        return HoldOutChoice.Choose(Spec.StopRule, grid.Known, generator);
    }

    private void CheckSizes()
    {
        var (spec, measurement) = (_request.Spec, _request.Measurement);
        var (width, height) = (spec.ScaleFactor.Scale(measurement.Width), spec.ScaleFactor.Scale(measurement.Height));
        if (_request.Reference is { } reference && (reference.Channels != measurement.Channels || reference.Width != width || reference.Height != height))
        {
            throw new InvalidSpecException(
                "reference.size",
                $"The reference is {reference.Width} x {reference.Height} pixels with {reference.Channels} channels; it must be {width} x {height} with {measurement.Channels}, as the result.");
        }

        if (spec.Method == RestorationMethod.GuidedPrior && _request.Guide is null)
        {
            throw new InvalidSpecException("guide.required", "This task needs a second picture that guides it.");
        }

        if (_request.Guide is { } guide && (guide.Width != measurement.Width || guide.Height != measurement.Height))
        {
            throw new InvalidSpecException(
                "guide.size",
                $"The guide is {guide.Width} x {guide.Height} pixels and the picture {measurement.Width} x {measurement.Height}; they must be equal.");
        }
    }
}
