using TorchSharp;

namespace DipWeb.Engine.Optimization;

/// <summary>A state of a run to go back to, kept on the device that computes.</summary>
/// <remarks>Taking it is a copy of a few tensors, where a <see cref="Checkpoint"/> brings all of them into managed memory.</remarks>
internal sealed class RunSnapshot : IDisposable
{
    private readonly IReadOnlyList<Tensor> _tensors;
    private Checkpoint _numbers;

    /// <summary>Takes the state as it is.</summary>
    public RunSnapshot(RunState run)
    {
        using var noGradient = torch.no_grad();
        _tensors = [.. run.Tensors.Select(tensor => tensor.clone().DetachFromDisposeScope())];
        _numbers = run.CaptureNumbers();
    }

    /// <summary>Data fidelity of that state.</summary>
    public double Loss => _numbers.Loss;

    /// <summary>Takes another state of the same run.</summary>
    public void Take(RunState run)
    {
        Copy(run.Tensors, _tensors);
        _numbers = run.CaptureNumbers();
    }

    /// <summary>Brings the run back to that state.</summary>
    public void PutBack(RunState run)
    {
        Copy(_tensors, run.Tensors);
        run.RestoreNumbers(_numbers);
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors)
        {
            tensor.Dispose();
        }
    }

    private static void Copy(IReadOnlyList<Tensor> from, IReadOnlyList<Tensor> to)
    {
        using var noGradient = torch.no_grad();
        foreach (var (source, target) in from.Zip(to))
        {
            target.copy_(source);
        }
    }
}
