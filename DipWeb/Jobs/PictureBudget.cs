namespace DipWeb.Jobs;

/// <summary>What the pictures of a run may cost beside its iterations.</summary>
internal static class PictureBudget
{
    /// <summary>Share of a run's time that live pictures may take, and kept ones once more.</summary>
    public const double ShareOfTime = 0.05;

    /// <summary>Seconds that kept pictures may take besides, so that a short run has some.</summary>
    public const double FreeSeconds = 2;

    private const double BetweenLivePictures = 0.25; // seconds, unless configured otherwise
    private const int KeptPictures = 40; // likewise

    /// <summary>Seconds that the pictures of a run will take.</summary>
    /// <param name="runSeconds">Of its iterations.</param>
    /// <param name="pictureSeconds">Of one picture.</param>
    public static double Seconds(double runSeconds, double pictureSeconds) =>
        (Math.Min(ShareOfTime, pictureSeconds / BetweenLivePictures) * runSeconds) + Math.Min(KeptPictures * pictureSeconds, FreeSeconds + (ShareOfTime * runSeconds));
}
