namespace DipWeb.Engine.Kernels;

/// <summary>Kernels whose blocks have a part of one row of their results each.</summary>
internal static class FeatureRows
{
    /// <summary>Height, width and groups of four channels.</summary>
    /// <param name="memory">1xHxWxC.</param>
    public static (int Height, int Width, int Groups) Sizes(Tensor memory) =>
        ((int)memory.shape[1], (int)memory.shape[2], (int)memory.shape[3] / FeatureKernels.Group);

    /// <summary>Starts such a kernel.</summary>
    /// <param name="kernels">Where it is.</param>
    /// <param name="kernel">Its name.</param>
    /// <param name="results">1xHxWxC.</param>
    /// <param name="arguments">Of the kernel, the results among them.</param>
    public static void Start(CudaModule kernels, string kernel, Tensor results, params ReadOnlySpan<KernelArgument> arguments)
    {
        var (height, width, groups) = Sizes(results);
        kernels.Start(kernel, (((width * groups) + FeatureKernels.Threads - 1) / FeatureKernels.Threads, height), FeatureKernels.Threads, arguments);
    }
}
