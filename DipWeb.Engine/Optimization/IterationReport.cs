using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Optimization;

/// <summary>The state of a run after an iteration; pure data.</summary>
public sealed record IterationReport
{
    /// <summary>Iterations done.</summary>
    public required int Iteration { get; init; }

    /// <summary>Iterations planned.</summary>
    public required int Iterations { get; init; }

    /// <summary>Mean squared distance between A(iterate) and the measurement, over known samples.</summary>
    public required double Loss { get; init; }

    /// <summary>What the stop rule watches, lower is better; null before its first look or without one.</summary>
    public double? Score { get; init; }

    /// <summary>PSNR of the averaged iterate, estimated without a reference, dB; null where the stop rule cannot tell.</summary>
    public double? EstimatedPsnr { get; init; }

    /// <summary>The iteration that the stop rule likes best so far; null while there is none.</summary>
    public int? BestIteration { get; init; }

    /// <summary>PSNR of the averaged iterate against the reference, dB; null without a reference or picture.</summary>
    public double? Psnr { get; init; }

    /// <summary>The averaged iterate, known pixels as measured; null unless it was wanted.</summary>
    public ImageBuffer? Picture { get; init; }
}
