using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Specs;

/// <summary>
/// What to do to one picture: how it was measured, what it is compared by, which network is fitted and when to stop. Every task
/// is one configuration of it. Pure settings, no pictures and no tensors; serializable.
/// </summary>
public sealed record RestorationSpec
{
    /// <summary>Holes up to this width, in pixels, are text-like; wider ones need <see cref="HoleNetwork"/>.</summary>
    public const int WidestStroke = 24;

    /// <summary>Task identifier, as on the wire.</summary>
    public required string Task { get; init; }

    /// <summary>The preset the settings came from.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Seed of the run's only random generator; member n of several takes Seed + n.</summary>
    public required long Seed { get; init; }

    /// <summary>Number of runs that are averaged, at least 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>What is fitted to the measurement.</summary>
    public RestorationMethod Method { get; init; }

    /// <summary>
    /// How much of the iterate is the picture of the two-view denoiser, which then learns before the prior does, in [0, 1]; 0 for none, null for
    /// as much as makes the estimated error least.
    /// </summary>
    public double? TwoViewShare { get; init; } = 0;

    /// <summary>Whether the two-view denoiser has a part in the result.</summary>
    public bool HasTwoViews => TwoViewShare != 0;

    /// <summary>Steps that the two-view denoiser learns before the prior does, at least 1.</summary>
    public int TwoViewIterations { get; init; } = 3000;

    /// <summary>Which pixels of the measurement are to be believed.</summary>
    public KnownPixels KnownPixels { get; init; } = new KnownPixels.All();

    /// <summary>How many times wider and higher the result is than the measurement, at least 1.</summary>
    public Ratio ScaleFactor { get; init; } = Ratio.One;

    /// <summary>Whether the measurement is denoised before anything else; null: when its noise is stronger than 3/255 and neighbours do not share it.</summary>
    public bool? DenoisesFirst { get; init; } = false;

    /// <summary>Side of the blocks within which the pixels were shuffled; 1 where they were not.</summary>
    public int ShuffledBlock { get; init; } = 1;

    /// <summary>Whether rows may have been shifted sideways by whole pixels, to be measured from the picture.</summary>
    public bool HasShiftedRows { get; init; }

    /// <summary>How the distance between A(x) and the measurement is counted.</summary>
    public Fidelity Fidelity { get; init; }

    /// <summary>Whether the decoded picture counts instead, where <see cref="Fidelity.QuantizationInterval"/> finds no coefficients.</summary>
    public bool MayDoWithoutCoefficients { get; init; }

    /// <summary>Whether the measurement may contain a sparse error that is fitted beside the picture.</summary>
    public bool HasSparseError { get; init; }

    /// <summary>Standard deviation of the measurement's noise, in samples whose peak is 1; null to measure it.</summary>
    public double? NoiseDeviation { get; init; }

    /// <summary>Whether the strength or the kind of the noise decides anything, or is worth telling.</summary>
    public bool LooksAtNoise =>
        ModelsClipping || NoiseKind is null || Fidelity == Fidelity.VarianceStabilized || StopRule.Kind is StopRuleKind.HoldOut or StopRuleKind.Discrepancy;

    /// <summary>Whether the PSNR of the iterates is estimated on the way, as far as the settings decide it.</summary>
    public bool EstimatesItsError =>
        StopRule.HoldOutShare > 0 && KnownPixels is KnownPixels.All && ScaleFactor == Ratio.One && Fidelity == Fidelity.Squared && !HasSparseError && ShuffledBlock == 1;

    /// <summary>Whether noise that was clipped at black and white is fitted as such.</summary>
    public bool ModelsClipping { get; init; }

    /// <summary>How the noise behaves; null to look at the picture.</summary>
    public NoiseKind? NoiseKind { get; init; } = Diagnostics.NoiseKind.Gaussian;

    /// <summary>Whether known pixels are in the result as they were measured.</summary>
    public bool KeepsKnownPixels { get; init; }

    /// <summary>Whether nothing but the surroundings of painted holes decides how they are filled; the published configuration sees the whole picture.</summary>
    public bool CanWorkOnARegion =>
        KnownPixels is KnownPixels.Painted && KeepsKnownPixels && ScaleFactor == Ratio.One && ShuffledBlock == 1 && Preset != Preset.Paper;

    /// <summary>
    /// Whether every part of the picture can be restored without the rest, once the damage is found in all of it; the published configuration sees the
    /// whole picture.
    /// </summary>
    public bool CanWorkInTiles =>
        Method is RestorationMethod.DeepImagePrior or RestorationMethod.GuidedPrior && ShuffledBlock == 1 && Preset != Preset.Paper
            && ((KnownPixels is KnownPixels.All && !HasShiftedRows) || FillsWhatItFinds);

    /// <summary>Whether lost pixels are found and filled, and all others stay as they were measured.</summary>
    public bool FillsWhatItFinds => KeepsKnownPixels && KnownPixels is not KnownPixels.Painted && ScaleFactor == Ratio.One;

    /// <summary>The generator that is fitted.</summary>
    public required NetworkSpec Network { get; init; }

    /// <summary>The generator instead, where the widest hole is too wide for <see cref="Network"/>; null for none.</summary>
    public NetworkSpec? HoleNetwork { get; init; }

    /// <summary>How exactly a GPU computes.</summary>
    public Precision Precision { get; init; }

    /// <summary>Optimizer steps of one run, at least 1.</summary>
    public required int Iterations { get; init; }

    /// <summary>Adam's step size.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How the step size changes on the way.</summary>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>Standard deviation of the Gaussian noise added to the network input each iteration (the paper's reg_noise_std).</summary>
    public required double InputNoise { get; init; }

    /// <summary>Decay of the averaged iterate, in [0, 1): 0.99 keeps 99 % of the past; 0 keeps none.</summary>
    public required double Averaging { get; init; }

    /// <summary>When the run is over before its last iteration, and which iterate is the best.</summary>
    public StopRuleSpec StopRule { get; init; } = new();
}
