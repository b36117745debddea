using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Tests.TestKit;

/// <summary>Two ways to write one operation.</summary>
internal static class TwoForms
{
    /// <summary>Asserts that two operations give the same values and the same gradients of random features.</summary>
    public static void Agree(long[] shape, Func<Tensor, Tensor> one, Func<Tensor, Tensor> other)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var features = torch.empty(shape).uniform_(-1, 1, generator);
        var (expected, expectedGradient) = Run(one);
        var (actual, actualGradient) = Run(other);

        Assert.Equal(expected.shape, actual.shape);
        Assert.True(torch.allclose(expected, actual, rtol: 1e-5, atol: 1e-6));
        Assert.True(expectedGradient.abs().sum().item<float>() > 0);
        Assert.True(torch.allclose(expectedGradient, actualGradient, rtol: 1e-5, atol: 1e-5));

        (Tensor Value, Tensor Gradient) Run(Func<Tensor, Tensor> operation)
        {
            var leaf = features.clone().requires_grad_();
            var value = operation(leaf);
            var weights = torch.arange(value.numel()).view(value.shape) + 1; // every new pixel counts differently
            (value * weights).mean().backward();
            return (value.detach(), leaf.grad!); // there is one after the backward pass
        }
    }
}
