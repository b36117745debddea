using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>Keeps the finished regions of a run on the disk, so that one that was interrupted goes on with the next.</summary>
internal sealed class RegionFiles
{
    private readonly string _folder;
    private readonly ImageCodec _codec;

    private RegionFiles(RegionCanvas canvas, string folder, ImageCodec codec)
    {
        (Canvas, _folder, _codec) = (canvas, folder, codec);
    }

    /// <summary>The picture that the regions belong to.</summary>
    public RegionCanvas Canvas { get; }

    /// <summary>Takes over what earlier attempts finished, up to the first file that is missing or damaged; what comes after it is computed anew.</summary>
    public static RegionFiles Resume(RegionCanvas canvas, string folder, ImageCodec codec)
    {
        var files = new RegionFiles(canvas, folder, codec);
        while (canvas.Finished + 1 < canvas.Count && files.ReadPresent() is { } part)
        {
            canvas.Finish(part.Image, part.Spread);
        }

        return files;
    }

    /// <summary>Removes what is in the result by now.</summary>
    public static void Delete(string folder)
    {
        for (var number = 0; File.Exists(JobFolder.RegionIn(folder, number)); number++)
        {
            File.Delete(JobFolder.RegionIn(folder, number));
            File.Delete(JobFolder.RegionSpreadIn(folder, number));
        }
    }

    /// <summary>Keeps the present region, and goes on to the next one.</summary>
    public void Finish(RestorationResult part)
    {
        if (part.Spread is { } spread)
        {
            _codec.WriteFloat(JobFolder.RegionSpreadIn(_folder, Canvas.Finished), spread);
        }

        _codec.WriteFloat(JobFolder.RegionIn(_folder, Canvas.Finished), part.Image);
        Canvas.Finish(part.Image, part.Spread);
    }

    /// <summary>The present region as an earlier attempt left it; null where it did not, or where that cannot be read.</summary>
    private (ImageBuffer Image, ImageBuffer? Spread)? ReadPresent()
    {
        var (image, spread) = (JobFolder.RegionIn(_folder, Canvas.Finished), JobFolder.RegionSpreadIn(_folder, Canvas.Finished));
        try
        {
            return File.Exists(image) ? (_codec.ReadFloat(image), File.Exists(spread) ? _codec.ReadFloat(spread) : null) : null;
        }
        catch (ImageRejectedException)
        {
            return null;
        }
    }
}
