using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>A sparse error g*g - h*h beside the picture, which takes in what no natural picture explains: impulses.</summary>
/// <remarks>
/// You, Zhu, Qu and Ma, “Robust Recovery via Implicit Bias of Discrepant Learning Rates for Double Over-parameterization”, NeurIPS
/// 2020. Gradient descent on the squares from nearly nothing favours few large entries; how sparse the error becomes is the ratio
/// of its step size to the network's. The published 500 for a mean over 512x512x3 samples is the step size of each sample here,
/// whatever the picture's size, in a run of 32000 iterations. A shorter one takes larger steps: the entries grow with the product of
/// both, and from nearly nothing they come nowhere in a few hundred of the published ones (docs/experiments.md).
/// </remarks>
internal sealed class SparseError : IDisposable
{
    private const double InitialDeviation = 1e-5;
    private const double PublishedRate = 500;
    private const double PublishedSamples = 512 * 512 * 3;
    private const double LongRun = 32000; // iterations

    private readonly Tensor _positive; // 1xCxHxW, as the other
    private readonly Tensor _negative;
    private readonly double _rate;

    /// <param name="shape">1xCxHxW.</param>
    /// <param name="iterations">Length of the run.</param>
    /// <param name="generator">Draws what it begins from.</param>
    /// <param name="device">Where it lies.</param>
    public SparseError(long[] shape, int iterations, torch.Generator generator, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        _positive = generator.FillNormal(torch.empty(shape, device: device), InitialDeviation).requires_grad_().DetachFromDisposeScope();
        _negative = generator.FillNormal(torch.empty(shape, device: device), InitialDeviation).requires_grad_().DetachFromDisposeScope();
        _rate = PublishedRate * Math.Max(1, LongRun / iterations) * _positive.numel() / PublishedSamples;
    }

    /// <summary>The error as it stands, with a gradient.</summary>
    public Tensor Value() => _positive.square() - _negative.square();

    /// <summary>One step of gradient descent, which clears the gradients.</summary>
    public void Step()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        foreach (var part in (ReadOnlySpan<Tensor>)[_positive, _negative])
        {
            if (part.grad is { } gradient)
            {
                part.add_(gradient, -_rate);
                gradient.zero_();
            }
        }
    }

    public float[] Capture() => [.. TensorImage.ToArray(_positive), .. TensorImage.ToArray(_negative)];

    public void Restore(float[] state)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var half = state.Length / 2;
        _positive.copy_(TensorImage.FromArray(state.AsSpan(0, half), _positive.shape));
        _negative.copy_(TensorImage.FromArray(state.AsSpan(half), _negative.shape));
        _positive.grad?.zero_();
        _negative.grad?.zero_();
    }

    public void Dispose()
    {
        _positive.grad?.Dispose();
        _negative.grad?.Dispose();
        _positive.Dispose();
        _negative.Dispose();
    }
}
