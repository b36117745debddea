using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>Random numbers on the device, from a generator on the CPU: its state alone, in a checkpoint, tells what comes next.</summary>
/// <remarks>
/// TorchSharp 0.107 makes generators on the CPU alone, and libtorch takes no such one for a tensor on a GPU. There the device's own generator
/// draws, and is seeded for every draw by the one on the CPU, so that nothing depends on what it drew before.
/// </remarks>
internal static class RandomNumbers
{
    private static readonly Lock DeviceGenerator = new();

    /// <summary>Overwrites a tensor with normal numbers of mean 0.</summary>
    /// <returns>The tensor.</returns>
    public static Tensor FillNormal(this torch.Generator generator, Tensor tensor, double deviation) =>
        Fill(generator, tensor, source => tensor.normal_(0, deviation, source));

    /// <summary>Overwrites a tensor with numbers that are uniform in [from, to).</summary>
    /// <returns>The tensor.</returns>
    public static Tensor FillUniform(this torch.Generator generator, Tensor tensor, double from, double to) =>
        Fill(generator, tensor, source => tensor.uniform_(from, to, source));

    /// <param name="generator">On the CPU.</param>
    /// <param name="tensor">Decides who draws.</param>
    /// <param name="draw">Draws from the generator, or from the device's own where it is null.</param>
    private static Tensor Fill(torch.Generator generator, Tensor tensor, Func<torch.Generator?, Tensor> draw)
    {
        if (tensor.device_type == DeviceType.CPU)
        {
            return draw(generator);
        }

        lock (DeviceGenerator)
        {
            Seed(generator);
            return draw(null);
        }
    }

    private static void Seed(torch.Generator generator)
    {
        using var seed = torch.randint(long.MaxValue, [1], torch.ScalarType.Int64, generator: generator);
        torch.cuda.manual_seed_all(seed.item<long>());
    }
}
