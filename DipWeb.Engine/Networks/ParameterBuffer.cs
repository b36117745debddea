using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>
/// All parameters of a fit in one flat tensor and all gradients in another; what the layers hold are views. An optimizer
/// step, a checkpoint and a roll-back are then a few operations on whole buffers.
/// </summary>
internal sealed class ParameterBuffer : IDisposable
{
    private const long Alignment = 4; // values, 16 bytes: what a GPU reads at once

    private readonly List<ParameterSlot> _slots = [];
    private readonly List<Tensor> _views = [];
    private Tensor? _values;
    private Tensor? _gradients;

    /// <summary>Number of values declared so far, the gaps between parameters included.</summary>
    public long Count { get; private set; }

    /// <summary>Parameters, 1-dimensional.</summary>
    public Tensor Values => _values ?? throw new InvalidOperationException("The parameters are not allocated yet.");

    /// <summary>Gradients in the order of the parameters; backward passes add to them.</summary>
    public Tensor Gradients => _gradients ?? throw new InvalidOperationException("The parameters are not allocated yet.");

    /// <summary>Declares a parameter with uniform initial values in [-bound, bound].</summary>
    public ParameterSlot DeclareUniform(double bound, params long[] shape) => Declare(shape, bound, 0);

    /// <summary>Declares a parameter with one initial value.</summary>
    public ParameterSlot DeclareConstant(double value, params long[] shape) => Declare(shape, null, value);

    /// <summary>Makes the buffers with given values, in the order of declaration; copied.</summary>
    public void Allocate(Tensor values)
    {
        using var noGradient = torch.no_grad();
        Bind((_, _) => { });
        Values.copy_(values);
    }

    /// <summary>Makes the buffers and draws the initial values, in the order of declaration.</summary>
    public void Allocate(torch.Generator generator) =>
        Bind((slot, part) => _ = slot.Bound is { } bound ? generator.FillUniform(part, -bound, bound) : part.fill_(slot.Constant));

    public void Dispose()
    {
        _views.ForEach(view => view.Dispose());
        _values?.Dispose();
        _gradients?.Dispose();
    }

    private void Bind(Action<ParameterSlot, Tensor> initialize)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        _values = torch.zeros(Count, device: ComputeDevice.Current).DetachFromDisposeScope();
        _gradients = torch.zeros(Count, device: ComputeDevice.Current).DetachFromDisposeScope();
        foreach (var slot in _slots)
        {
            var part = _values.narrow(0, slot.Offset, slot.Count);
            initialize(slot, part);
            var view = part.view(slot.Shape).detach().requires_grad_().DetachFromDisposeScope();
            view.grad = _gradients.narrow(0, slot.Offset, slot.Count).view(slot.Shape);
            slot.Bind(view);
            _views.Add(view);
        }
    }

    private ParameterSlot Declare(long[] shape, double? bound, double constant)
    {
        var offset = (Count + Alignment - 1) / Alignment * Alignment;
        var slot = new ParameterSlot(shape, offset, bound, constant);
        Count = offset + slot.Count;
        _slots.Add(slot);
        return slot;
    }
}
