using System.Diagnostics.CodeAnalysis;
using DipWeb.Engine.Imaging;
using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Benchmarks.Speed;

/// <summary>
/// The published network, optimizer and loop for denoising as one would write them down first: modules, torch.optim's Adam and the loss read
/// after each iteration. What the product's loop is compared with.
/// </summary>
internal static class PlainHourglass
{
    private const int Width = 128;
    private const int SkipWidth = 4;
    private const int Scales = 5;
    private const int InputChannels = 32;

    /// <summary>Floating-point operations of one iteration, forward and backward, convolutions alone: two each multiplication with its addition.</summary>
    /// <param name="side">Of the square picture in colour.</param>
    public static double Operations(int side)
    {
        var sum = 0.0;
        var inputs = InputChannels;
        for (var scale = 0; scale < Scales; scale++)
        {
            var (here, below) = (Math.Pow(side >> scale, 2), Math.Pow(side >> (scale + 1), 2));
            sum += (here * inputs * SkipWidth) + (below * 9 * inputs * Width) + (below * 9 * Width * Width);
            sum += (here * 9 * (Width + SkipWidth) * Width) + (here * Width * Width);
            inputs = Width;
        }

        const int Passes = 3; // forward, to the features, to the weights
        return 2 * Passes * (sum + (Math.Pow(side, 2) * Width * 3));
    }

    /// <summary>Fits a picture of random numbers until told to stop.</summary>
    /// <param name="side">Of the square picture in colour.</param>
    /// <param name="next">Called after each iteration; false ends.</param>
    public static void Run(int side, Func<bool> next)
    {
        using var numbers = torch.rand(3 * side * side);
        Fit(new ImageBuffer(3, side, side, numbers.data<float>().ToArray()), (_, _) => next());
    }

    /// <summary>Fits a picture until told to stop.</summary>
    /// <param name="picture">In colour, its sides multiples of 32.</param>
    /// <param name="next">Called after each iteration with its number and the average of the iterates; false ends.</param>
    public static void Fit(ImageBuffer picture, Func<int, Func<ImageBuffer>, bool> next)
    {
        using var network = Network();
        using var optimizer = torch.optim.Adam(network.parameters(), lr: 0.01);
        using var mse = torch.nn.MSELoss();
        using var measurement = torch.tensor(picture.ToArray(), [1, picture.Channels, picture.Height, picture.Width]);
        using var input = torch.rand(1, InputChannels, picture.Height, picture.Width) * 0.1;
        Tensor? average = null;
        var iteration = 0;
        do
        {
            using var scope = torch.NewDisposeScope();
            optimizer.zero_grad();
            var output = network.forward(input + (torch.randn_like(input) / 30));
            var loss = mse.forward(output, measurement);
            loss.backward();
            _ = loss.item<float>();
            optimizer.step();
            using var noGradient = torch.no_grad();
            var mean = average is null ? output.detach() : (average * 0.99) + (output.detach() * 0.01);
            average?.Dispose();
            average = mean.DetachFromDisposeScope();
            iteration++;
        }
        while (next(iteration, () => new ImageBuffer(picture.Channels, picture.Height, picture.Width, average.data<float>().ToArray())));
        average.Dispose();
    }

    private static Sequential Network()
    {
        var body = new Scale(0, InputChannels);
        return torch.nn.Sequential(("body", body), ("last", torch.nn.Conv2d(Width, 3, 1)), ("range", torch.nn.Sigmoid()));
    }

    private static Sequential Block(int inputs, int outputs, int kernel, int stride = 1) => torch.nn.Sequential(
        torch.nn.ReflectionPad2d((kernel - 1) / 2),
        torch.nn.Conv2d(inputs, outputs, kernel, stride),
        torch.nn.BatchNorm2d(outputs),
        torch.nn.LeakyReLU(0.2, inplace: true));

    [SuppressMessage("Usage", "CA2213", Justification = "A module disposes the modules that it registered.")]
    private sealed class Scale : torch.nn.Module<Tensor, Tensor>
    {
        private readonly Sequential _skip;
        private readonly Sequential _down;
        private readonly Scale? _deeper;
        private readonly Upsample _double;
        private readonly BatchNorm2d _join;
        private readonly Sequential _up;

        public Scale(int scale, int inputs)
            : base(nameof(Scale))
        {
            _skip = Block(inputs, SkipWidth, 1);
            _down = torch.nn.Sequential(Block(inputs, Width, 3, stride: 2), Block(Width, Width, 3));
            _deeper = scale + 1 < Scales ? new Scale(scale + 1, Width) : null;
            _double = torch.nn.Upsample(scale_factor: [2, 2], mode: torch.UpsampleMode.Bilinear, align_corners: false);
            _join = torch.nn.BatchNorm2d(SkipWidth + Width);
            _up = torch.nn.Sequential(Block(SkipWidth + Width, Width, 3), Block(Width, Width, 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var down = _down.forward(input);
            var deep = _deeper is null ? down : _deeper.forward(down);
            return _up.forward(_join.forward(torch.cat([_skip.forward(input), _double.forward(deep)], 1)));
        }
    }
}
