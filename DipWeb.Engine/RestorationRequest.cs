using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;

namespace DipWeb.Engine;

/// <summary>Everything one run needs: the spec, the pictures, and where to go on from.</summary>
public sealed record RestorationRequest
{
    /// <summary>What to do.</summary>
    public required RestorationSpec Spec { get; init; }

    /// <summary>The damaged picture.</summary>
    public required ImageBuffer Measurement { get; init; }

    /// <summary>Which pixels of the measurement are known; required for inpainting, of the measurement's size.</summary>
    public KnownMask? KnownMask { get; init; }

    /// <summary>What the file of a compressed measurement says of its coefficients; null where it was no JPEG.</summary>
    public JpegMeasurement? Coefficients { get; init; }

    /// <summary>A second picture of the measurement's size that guides the restoration, for tasks that take one.</summary>
    public ImageBuffer? Guide { get; init; }

    /// <summary>The clean picture, of the result's shape, for metrics alone: the optimizer never sees it.</summary>
    public ImageBuffer? Reference { get; init; }

    /// <summary>Bytes of the larger picture that an observer completes each iterate to; 0 for none.</summary>
    public long CompletedBytes { get; init; }

    /// <summary>A checkpoint of the same request to go on from.</summary>
    public Checkpoint? Checkpoint { get; init; }
}
