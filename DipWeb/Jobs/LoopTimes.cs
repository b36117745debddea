namespace DipWeb.Jobs;

/// <summary>How long the steps of a run take on this machine.</summary>
/// <param name="Preparation">Seconds of a step before the first iteration; 0 where there are none.</param>
/// <param name="Iteration">Seconds of an iteration, whatever the picture's size.</param>
/// <param name="Pixel">Seconds of an iteration for each pixel of the result.</param>
/// <param name="LastPixel">Seconds for each pixel when the picture is made in the end.</param>
/// <param name="PicturePixel">Seconds for each pixel of a picture on the way.</param>
public sealed record LoopTimes(double Preparation, double Iteration, double Pixel, double LastPixel, double PicturePixel)
{
    private const double Start = 2; // seconds of a process: the runtime, libtorch, the pictures

    /// <summary>Seconds of a run.</summary>
    /// <param name="preparations">Steps before the first iteration, of each seed.</param>
    /// <param name="iterations">Of each seed.</param>
    /// <param name="seeds">Runs that are averaged.</param>
    /// <param name="parts">Pixels of each part that is computed, one after another.</param>
    public double Seconds(int preparations, int iterations, int seeds, IReadOnlyList<long> parts)
    {
        var run = parts.Sum(pixels => seeds * ((preparations * Preparation) + (iterations * (Iteration + (Pixel * pixels))) + (LastPixel * pixels)));
        return Start + run + PictureBudget.Seconds(run, PicturePixel * parts.Average());
    }
}
