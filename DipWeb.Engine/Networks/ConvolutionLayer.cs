using DipWeb.Engine.Devices;
using DipWeb.Engine.Networks.Winograd;
using TorchSharp;

namespace DipWeb.Engine.Networks;

/// <summary>A convolution with bias and reflection padding that keeps the size (before the stride).</summary>
/// <remarks>Initial values are uniform in ±1/sqrt(fan in), for weights and biases, as in PyTorch's Conv2d.</remarks>
internal sealed class ConvolutionLayer
{
    /// <summary>A CPU convolves planes in blocks of so many channels.</summary>
    /// <remarks>What the last block lacks, libtorch 2.10 leaves as it finds it on some processors (AMD Zen 5): the results are wrong, though not by channels.</remarks>
    public const int Block = 16;

    private readonly ParameterSlot _weight; // OxIxKxK
    private readonly ParameterSlot _bias; // O
    private readonly long[] _strides;
    private readonly int _padding;

    public ConvolutionLayer(ParameterBuffer parameters, int inputs, int outputs, int kernel, int stride = 1)
    {
        var bound = 1 / Math.Sqrt((double)inputs * kernel * kernel);
        _weight = parameters.DeclareUniform(bound, outputs, inputs, kernel, kernel);
        _bias = parameters.DeclareUniform(bound, outputs);
        _strides = [stride, stride];
        _padding = (kernel - 1) / 2;
    }

    public Tensor Forward(Tensor features) => Convolve(features, _weight.As(features.dtype), _bias.As(features.dtype));

    /// <summary>Without the bias, for a normalization that follows: it would take the bias off again.</summary>
    /// <remarks>The gradient of such a bias is 0, so it stays what it was at the start.</remarks>
    public Tensor ForwardToNormalization(Tensor features) => Convolve(features, _weight.As(features.dtype), bias: null);

    /// <summary>As of features that were laid side by side: the sum of what is made of either.</summary>
    public Tensor ForwardToNormalization(JoinedFeatures features)
    {
        var weight = _weight.As(features.Deeper.dtype);
        if (features.Skipped is not { } skipped)
        {
            return OfDeeper(weight);
        }

        var weights = weight.split([skipped.shape[1], features.Deeper.shape[1]], 1);
        return Convolve(skipped, weights[0], bias: null).add_(OfDeeper(weights[1]));

        Tensor OfDeeper(Tensor its) => features switch
        {
            { IsToBeRepeated: false } => Convolve(features.Deeper, its, bias: null),
            { Deeper.device_type: DeviceType.CPU } when _padding == 1 && !WinogradConvolution.Suits(features.Deeper, its) => ConvolveRepeated(features.Deeper, its),
            _ => Convolve(Resampling.Double(features.Deeper, Upsampling.Nearest), its, bias: null),
        };
    }

    /// <summary>
    /// Convolves 3x3 what <see cref="Resampling"/> doubles by repeating, from the features as they are: of three rows in the doubled picture two are the
    /// same one, so that their weights add up and each quarter of the result takes 2x2 products instead of 3x3. Not tried on a GPU.
    /// </summary>
    private static Tensor ConvolveRepeated(Tensor features, Tensor weight)
    {
        var (height, width) = (features.shape[2], features.shape[3]);
        var padded = Border.Replicate(features, 1, 1, 1, 1); // what a mirror shows of repeated pixels
        Tensor[] rows = [Pair(weight, 2, isFirst: true), Pair(weight, 2, isFirst: false)];
        var quarters = new List<Tensor>();
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows.Length; x++)
            {
                var seen = padded.narrow(2, y, height + 1).narrow(3, x, width + 1);
                quarters.Add(torch.nn.functional.conv2d(seen, Pair(rows[y], 3, isFirst: x == 0)));
            }
        }

        return torch.nn.functional.pixel_shuffle(torch.stack(quarters, 2).reshape(1, -1, height, width), 2);

        // The first of two repeated pixels has the second beside it, the second has the first.
        static Tensor Pair(Tensor weight, int dimension, bool isFirst)
        {
            var parts = weight.split(1, dimension);
            return isFirst ? torch.cat([parts[0], parts[1] + parts[2]], dimension) : torch.cat([parts[0] + parts[1], parts[2]], dimension);
        }
    }

    private Tensor Convolve(Tensor features, Tensor weight, Tensor? bias)
    {
        var skipsPixels = _strides[0] > 1;
        if (bias is null && !skipsPixels && WinogradConvolution.Suits(features, weight))
        {
            return WinogradConvolution.Convolve(features, weight);
        }

        var padded = _padding == 0 ? features : Border.Reflect(features, _padding);
        if (skipsPixels && features.device_type == DeviceType.CPU && features.stride(1) == 1 && weight.shape[0] % Block == 0 && weight.shape[1] % Block == 0)
        {
            // By channels, the way back takes libtorch about twice as long here.
            return ChannelsLast.View(ChannelsLast.Memory(torch.nn.functional.conv2d(padded.contiguous(), weight, bias, _strides)));
        }

        return torch.nn.functional.conv2d(padded, weight, bias, _strides);
    }
}
