using DipWeb.Engine.Devices;
using TorchSharp;

namespace DipWeb.Engine.Kernels;

/// <summary>What a GPU does to features between two convolutions, in a pass or two over the memory; see FeatureKernels.cu and docs/adr/0023.</summary>
/// <remarks>Where there is no GPU, no compiler beside libtorch, or a number of channels that the kernels do not take, libtorch's own operations stand in.</remarks>
internal static class FeatureKernels
{
    /// <summary>Threads of a block that has a share of the pixels.</summary>
    public const int Threads = 256;

    /// <summary>Threads of a block that has all pixels of a group, or that adds up what others have added up.</summary>
    public const int ManyThreads = 512;

    /// <summary>Pixels that each of them holds at most, where the block has all of a group's.</summary>
    public const int Held = 2;

    /// <summary>Channels of a block that adds up what others have added up.</summary>
    public const int Columns = 32;

    /// <summary>Channels that a thread takes at a time.</summary>
    public const int Group = 4;

    private const int MostChannels = Group * Threads;
    private const string Source = "FeatureKernels.cu";

    private static readonly (string Name, int Value)[] Sizes = [(nameof(Threads), Threads), (nameof(ManyThreads), ManyThreads), (nameof(Held), Held), (nameof(Columns), Columns)];

    private static readonly Lazy<(CudaModule? Module, string WhyNot)> Float32 = new(() => Load());
    private static readonly Lazy<(CudaModule? Module, string WhyNot)> BFloat16 = new(() => Load("BFLOAT16"));

    /// <summary>Why there are none; empty where there are.</summary>
    public static string WhyNot => ComputeDevice.Kind == DeviceKind.Gpu ? Float32.Value.WhyNot + BFloat16.Value.WhyNot : "There is no GPU.";

    /// <summary>The kernels for these features, or null where libtorch's own operations stand in.</summary>
    /// <param name="features">1xCxHxW.</param>
    public static CudaModule? For(Tensor features) =>
        features.device_type == DeviceType.CUDA && features.shape is [1, > 0 and <= MostChannels and var channels, > 0, > 0] && channels % Group == 0
            ? features.dtype switch
            {
                torch.ScalarType.Float32 => Float32.Value.Module,
                torch.ScalarType.BFloat16 => BFloat16.Value.Module,
                _ => null,
            }
            : null;

    private static (CudaModule? Module, string WhyNot) Load(params string[] macros)
    {
        if (!NativeExports.Has(CudaStream.Library, [.. CudaStream.Names]))
        {
            return (null, "libtorch does not tell its streams.");
        }

        using var source = new StreamReader(typeof(FeatureKernels).Assembly.GetManifestResourceStream(Source)!); // the build embeds it
        return CudaModule.Load(source.ReadToEnd(), Source, [.. Sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{size.Name}={size.Value}")), .. macros]);
    }
}
