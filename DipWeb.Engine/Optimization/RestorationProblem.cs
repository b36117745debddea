using DipWeb.Engine.Imaging;
using DipWeb.Engine.Objectives;
using DipWeb.Engine.Operators;
using DipWeb.Engine.Specs;

namespace DipWeb.Engine.Optimization;

/// <summary>The request in the optimizer's terms: the extended picture, the operator, the fidelity, and the way back.</summary>
internal sealed class RestorationProblem : IDisposable
{
    private readonly RestorationRequest _request;
    private readonly KnownMask? _mask;
    private readonly NetworkPadding _padding;
    private readonly int _scale;

    /// <summary>Checks the request and prepares the pictures.</summary>
    /// <exception cref="InvalidSpecException">mask.required, mask.size, mask.empty, mask.full or reference.size.</exception>
    public RestorationProblem(RestorationRequest request)
    {
        _request = request;
        _scale = request.Spec is SuperResolveSpec superResolve ? superResolve.Factor : 1;
        _mask = request.Spec is InpaintSpec ? request.KnownMask : null;
        Validate();

        var measurement = request.Measurement;
        var cell = 1 << request.Spec.Network.Depth;
        var multiple = cell / GreatestCommonDivisor(cell, _scale);
        var minimum = 2 * multiple; // the coarsest scale needs two pixels to reflect and to normalize
        _padding = new NetworkPadding(measurement.Height, measurement.Width, multiple, minimum);
        Height = _padding.Height * _scale;
        Width = _padding.Width * _scale;
        var extendedMask = _mask is null ? null : _padding.Extend(_mask);
        DegradationOperator degradation = request.Spec switch
        {
            InpaintSpec => new InpaintingOperator(extendedMask!), // Validate has seen the mask
            SuperResolveSpec => new DownsamplingOperator(_scale),
            DenoiseSpec => new IdentityOperator(),
            _ => throw new ArgumentException($"There is no operator for {request.Spec.Task}.", nameof(request)),
        };
        Fidelity = new DataFidelity(degradation, _padding.Extend(measurement), extendedMask);
    }

    /// <summary>Rows of the iterate.</summary>
    public int Height { get; }

    /// <summary>Columns of the iterate.</summary>
    public int Width { get; }

    public int Channels => _request.Measurement.Channels;

    public DataFidelity Fidelity { get; }

    /// <summary>An iterate as the picture for people: without the extension, known pixels as measured.</summary>
    /// <param name="iterate">1xCxHxW.</param>
    public ImageBuffer ToPicture(Tensor iterate)
    {
        var picture = _padding.CutOff(TensorImage.ToPicture(iterate), _scale);
        return _mask?.Composite(_request.Measurement, picture) ?? picture;
    }

    public void Dispose() => Fidelity.Dispose();

    private void Validate()
    {
        var measurement = _request.Measurement;
        if (_request.Spec is InpaintSpec)
        {
            if (_mask is null)
            {
                throw new InvalidSpecException("mask.required", "Inpainting needs a mask that marks what to repair.");
            }

            if (_mask.Width != measurement.Width || _mask.Height != measurement.Height)
            {
                throw new InvalidSpecException("mask.size", $"The mask is {_mask.Width} x {_mask.Height} pixels and the picture {measurement.Width} x {measurement.Height}; they must be equal.");
            }

            if (_mask.HoleCount == 0)
            {
                throw new InvalidSpecException("mask.empty", "The mask marks nothing to repair.");
            }

            if (_mask.KnownCount == 0)
            {
                throw new InvalidSpecException("mask.full", "The mask covers the whole picture, so nothing is left to restore it from.");
            }
        }

        if (_request.Reference is { } reference
            && (reference.Channels != measurement.Channels || reference.Width != measurement.Width * _scale || reference.Height != measurement.Height * _scale))
        {
            throw new InvalidSpecException(
                "reference.size",
                $"The reference is {reference.Width} x {reference.Height} pixels with {reference.Channels} channels; it must be {measurement.Width * _scale} x {measurement.Height * _scale} with {measurement.Channels}, as the result.");
        }
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
