using TorchSharp;

namespace DipWeb.Benchmarks.Quality;

/// <summary>Independent uniform numbers in [0, 1): the dice of every damage that is not Gaussian.</summary>
internal static class UniformNumbers
{
    private const ulong Seed = 20180619;

    /// <summary>The same numbers for the same count, always.</summary>
    public static float[] Draw(int count)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(Seed, torch.CPU);
        return torch.empty(count).uniform_(0, 1, generator).data<float>().ToArray();
    }
}
