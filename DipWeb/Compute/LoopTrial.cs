using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>Times a few steps of a task on small pictures of this process's own making.</summary>
internal static class LoopTrial
{
    private const int Small = 96; // pixels a side
    private const int Large = 256; // beyond the caches, as larger ones are
    private const int WarmUp = 6; // memory is still found anew until then
    private const int Measured = 10; // iterations: a stop rule has looked once meanwhile
    private const int MeasuredOfAHeavyNetwork = 2;
    private const int WarmUpOfAHeavyNetwork = 2;
    private const int MeasuredOfWindows = 150; // small steps, some of which take much longer than others
    private const int Preparations = 40;

    /// <summary>Times the task of an order, whose pictures it does not look at.</summary>
    public static LoopTimes Measure(ComputeOrder order, TimeProvider clock)
    {
        var spec = order.CreateSpec();
        var (warmUp, measured) = spec.Network switch
        {
            TwoViewSpec { Window: not null } => (WarmUp, MeasuredOfWindows),
            HourglassSpec { ConvolvesBeforeUpsampling: false } => (WarmUpOfAHeavyNetwork, MeasuredOfAHeavyNetwork),
            _ => (WarmUp, Measured),
        };
        spec = spec with { Iterations = warmUp + measured + 1, Seeds = 1, TwoViewIterations = Preparations };
        var small = Time(spec, Small, warmUp, clock);
        var large = Time(spec, Large, warmUp, clock);
        var perPixel = Math.Max(0, (large.Iteration - small.Iteration) / ((Large * Large) - (Small * Small)));
        return new LoopTimes(large.Preparation, Math.Max(0, large.Iteration - (perPixel * Large * Large)), perPixel, large.End / (Large * Large), large.Picture / (Large * Large));
    }

    private static (double Preparation, double Iteration, double End, double Picture) Time(RestorationSpec spec, int side, int warmUp, TimeProvider clock)
    {
        var factor = spec.ScaleFactor;
        var measuredSide = (int)Math.Round(side / factor.Value);
        var request = new RestorationRequest
        {
            Spec = spec with { DenoisesFirst = false, MayDoWithoutCoefficients = true, KnownPixels = spec.KnownPixels is KnownPixels.All ? spec.KnownPixels : new KnownPixels.Painted() },
            Measurement = Grain(measuredSide),
            KnownMask = spec.KnownPixels is KnownPixels.All ? null : Strokes(measuredSide),
            Guide = spec.Method == RestorationMethod.GuidedPrior ? Grain(measuredSide) : null,
        };
        var times = new StepTimes(clock, pictures: warmUp - 1);
        Restorer.Run(request, times, CancellationToken.None);
        var iteration = times.Iteration(warmUp);
        return (times.Preparation, iteration, Math.Max(0, times.LastIteration - iteration), times.Picture);
    }

    /// <summary>Waves under noise, as many pictures are.</summary>
    private static ImageBuffer Grain(int side)
    {
        var samples = new float[3 * side * side];
        var state = 1u;
        for (var i = 0; i < samples.Length; i++)
        {
            state = (state * 1664525) + 1013904223; // Numerical Recipes' generator: any grain will do
            samples[i] = 0.5f + (0.3f * MathF.Sin(i % side / 9f)) + (0.2f * ((state >> 8) / (float)(1 << 24)) - 0.1f);
        }

        return new ImageBuffer(3, side, side, samples);
    }

    /// <summary>A tenth of the columns is to be filled.</summary>
    private static KnownMask Strokes(int side)
    {
        var known = new byte[side * side];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = i % side % 20 < 2 ? (byte)0 : (byte)1;
        }

        return new KnownMask(side, side, known);
    }
}
