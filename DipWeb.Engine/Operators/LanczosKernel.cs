using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Operators;

/// <summary>The one-dimensional Lanczos2 kernels that reduce a picture by a factor p / q: w(d) = sinc(d) sinc(d/2), |d| &lt; 2, d in measured pixels.</summary>
internal sealed class LanczosKernel
{
    private const double Support = 2;

    public LanczosKernel(Ratio factor)
    {
        var scale = factor.Value;
        var first = Centre(0, scale);
        var last = Centre(factor.Denominator - 1, scale);
        var from = (int)Math.Floor(first - (Support * scale)) + 1;
        var to = (int)Math.Ceiling(last + (Support * scale)) - 1;
        Length = to - from + 1;
        Before = -from;
        After = to - (factor.Numerator - 1);
        Taps = [.. Enumerable.Range(0, factor.Denominator).SelectMany(phase => OfPhase(Centre(phase, scale), from, scale))];
    }

    /// <summary>Taps of one kernel.</summary>
    public int Length { get; }

    /// <summary>Pixels to replicate before the picture, so that measured pixels lie centred on the result pixels that they cover.</summary>
    public int Before { get; }

    /// <summary>Pixels to replicate after the picture.</summary>
    public int After { get; }

    /// <summary>The kernels one after the other, each normalized to sum 1.</summary>
    public float[] Taps { get; }

    /// <summary>Where measured pixel i of a period stands, in result pixels.</summary>
    private static double Centre(int i, double scale) => ((i + 0.5) * scale) - 0.5;

    private IEnumerable<float> OfPhase(double centre, int from, double scale)
    {
        var taps = Enumerable.Range(from, Length).Select(position => Weight((position - centre) / scale)).ToList();
        var sum = taps.Sum();
        return taps.Select(tap => (float)(tap / sum));
    }

    private static double Weight(double distance) => Math.Abs(distance) < Support ? Sinc(distance) * Sinc(distance / Support) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
