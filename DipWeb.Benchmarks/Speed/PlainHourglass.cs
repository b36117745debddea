using System.Diagnostics.CodeAnalysis;
using DipWeb.Engine.Imaging;
using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace DipWeb.Benchmarks.Speed;

/// <summary>
/// The published network, optimizer and loop as one would write them down first: modules, torch.optim's Adam and the loss read
/// after each iteration. What the product's loop is compared with, on a GPU where there is one.
/// </summary>
internal static class PlainHourglass
{
    private const int Width = 128;
    private const int Scales = 5;
    private const int InputChannels = 32;

    /// <summary>Where it computes: not the product's own device, which has a GPU add up in a fixed order.</summary>
    public static torch.Device Device { get; } = torch.cuda.is_available() ? torch.CUDA : torch.CPU;

    /// <summary>Floating-point operations of one iteration of denoising, forward and backward, convolutions alone: two each multiplication with its addition.</summary>
    /// <param name="side">Of the square picture in colour.</param>
    public static double Operations(int side)
    {
        var sum = 0.0;
        var skipWidth = PlainSettings.Denoising.SkipWidth;
        var inputs = InputChannels;
        for (var scale = 0; scale < Scales; scale++)
        {
            var (here, below) = (Math.Pow(side >> scale, 2), Math.Pow(side >> (scale + 1), 2));
            sum += (here * inputs * skipWidth) + (below * 9 * inputs * Width) + (below * 9 * Width * Width);
            sum += (here * 9 * (Width + skipWidth) * Width) + (here * Width * Width);
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
        Fit(PlainSettings.Denoising, new ImageBuffer(3, side, side, numbers.data<float>().ToArray()), null, _ => next());
    }

    /// <summary>Fits a picture until told to stop.</summary>
    /// <param name="settings">Of the task.</param>
    /// <param name="picture">Its sides are multiples of 32.</param>
    /// <param name="known">Where the loss looks; everywhere if not given.</param>
    /// <param name="next">Called after each iteration with the average of the iterates; false ends.</param>
    public static void Fit(PlainSettings settings, ImageBuffer picture, KnownMask? known, Func<Func<ImageBuffer>, bool> next)
    {
        using var network = Network(settings, picture.Channels).to(Device);
        using var optimizer = torch.optim.Adam(network.parameters(), lr: settings.Rate);
        using var mse = torch.nn.MSELoss();
        using var mask = known is null ? torch.ones(1, device: Device) : torch.tensor(known.Values.ToArray()).to(torch.float32).reshape(1, 1, picture.Height, picture.Width).to(Device);
        using var measurement = torch.tensor(picture.ToArray()).reshape(1, picture.Channels, picture.Height, picture.Width).to(Device) * mask;
        using var input = torch.rand(1, InputChannels, picture.Height, picture.Width, device: Device) * 0.1;
        Tensor? average = null;
        do
        {
            using var scope = torch.NewDisposeScope();
            optimizer.zero_grad();
            var output = network.forward(input + (torch.randn_like(input) * settings.InputNoise));
            var loss = mse.forward(output * mask, measurement);
            loss.backward();
            _ = loss.item<float>();
            optimizer.step();
            using var noGradient = torch.no_grad();
            var mean = average is null ? output.detach() : (average * 0.99) + (output.detach() * 0.01);
            average?.Dispose();
            average = mean.DetachFromDisposeScope();
        }
        while (next(() => new ImageBuffer(picture.Channels, picture.Height, picture.Width, average.cpu().data<float>().ToArray())));
        average.Dispose();
    }

    private static Sequential Network(PlainSettings settings, int channels) => torch.nn.Sequential(
        ("body", new Scale(settings, 0, InputChannels)), ("last", torch.nn.Conv2d(Width, channels, 1)), ("range", torch.nn.Sigmoid()));

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

        public Scale(PlainSettings settings, int scale, int inputs)
            : base(nameof(Scale))
        {
            _skip = Block(inputs, settings.SkipWidth, 1);
            _down = torch.nn.Sequential(Block(inputs, Width, 3, stride: 2), Block(Width, Width, 3));
            _deeper = scale + 1 < Scales ? new Scale(settings, scale + 1, Width) : null;
            _double = torch.nn.Upsample(
                scale_factor: [2, 2], mode: settings.Upsampling, align_corners: settings.Upsampling == torch.UpsampleMode.Bilinear ? false : null);
            _join = torch.nn.BatchNorm2d(settings.SkipWidth + Width);
            _up = torch.nn.Sequential(Block(settings.SkipWidth + Width, Width, 3), Block(Width, Width, 1));
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
