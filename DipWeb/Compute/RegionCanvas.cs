using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>The whole picture of a run that computes regions of it alone, one after another.</summary>
/// <remarks>
/// Regions are those of the holes, or tiles of a picture that is too large to be computed at once. Where they overlap, what is made anew in both fades
/// from one to the other: each counts the more the farther a pixel lies from its border. Known pixels are those of the measurement in all of them.
/// </remarks>
internal sealed class RegionCanvas
{
    private const double Fade = RegionsOfInterest.SmallestMargin; // pixels

    private readonly RestorationRequest _whole;
    private readonly KnownMask? _mask; // null: every pixel is made anew
    private readonly IReadOnlyList<RegionOfInterest> _regions; // of the measurement
    private readonly float[] _samples;
    private readonly ImageBuffer _picture;
    private readonly float[] _weights; // what finished regions count, at pixels that are made anew; empty for a single region
    private float[] _spread = [];
    private ImageBuffer _before; // the present region as finished ones left it

    private RegionCanvas(RestorationRequest whole, KnownMask? mask, IReadOnlyList<RegionOfInterest> regions)
    {
        (_whole, _mask, _regions) = (whole, mask, regions);
        var start = whole.Spec.ScaleFactor == Ratio.One ? whole.Measurement : whole.Measurement.Enlarge(whole.Spec.ScaleFactor);
        _samples = start.ToArray();
        _picture = new ImageBuffer(start.Channels, start.Height, start.Width, _samples);
        _weights = regions.Count > 1 ? new float[_picture.PixelCount] : [];
        _before = Present.Of(_picture);
    }

    /// <summary>Regions in all.</summary>
    public int Count => _regions.Count;

    /// <summary>Regions that are done.</summary>
    public int Finished { get; private set; }

    /// <summary>What is to be computed now: the present region, without a reference. One without any known pixel is taken as it was measured.</summary>
    public RestorationRequest Part => _whole with
    {
        Measurement = _regions[Finished].Of(_whole.Measurement),
        KnownMask = _mask is not null && _regions[Finished].Within(_mask) is { KnownCount: > 0 } mask ? mask : null,
        Guide = _whole.Guide is { } guide ? _regions[Finished].Of(guide) : null,
        Coefficients = CoefficientsOf(_whole)?.Within(_regions[Finished]),
        Reference = null,
        CompletedBytes = sizeof(float) * _samples.LongLength,
    };

    /// <summary>The present region in the result.</summary>
    private RegionOfInterest Present => _regions[Finished].Scaled(_whole.Spec.ScaleFactor);

    /// <summary>Null where the whole picture is computed at once.</summary>
    /// <param name="request">What is to be restored.</param>
    /// <param name="inTiles">Whether the whole does not fit into the memory.</param>
    public static RegionCanvas? For(RestorationRequest request, bool inTiles = false)
    {
        var measurement = request.Measurement;
        if (request is { Spec.CanWorkOnARegion: true, KnownMask: { } mask } && mask.Width == measurement.Width && mask.Height == measurement.Height)
        {
            return RegionsOfInterest.Of(mask) is { Count: > 0 } regions ? new RegionCanvas(request, mask, regions) : null;
        }

        var tiles = CoefficientsOf(request) is { } file
            ? RegionsOfInterest.Tiles(file)
            : RegionsOfInterest.Tiles(measurement.Width, measurement.Height, request.Spec.ScaleFactor);
        if (!inTiles || tiles.Count == 1 || !JobParts.MayBeTiles(request.Spec, request.KnownMask is not null))
        {
            return null;
        }

        var settled = Restorer.Settle(request);
        return new RegionCanvas(settled, settled.KnownMask, tiles);
    }

    /// <summary>A report of the present region as one of the whole. Its picture is overwritten by the next one.</summary>
    public IterationReport Complete(IterationReport report) => report.Picture is not { } part
        ? report
        : report with { Picture = Complete(part), Psnr = PsnrNow() };

    /// <summary>The result of the last region as one of the whole.</summary>
    public RestorationResult Complete(RestorationResult result) => result with
    {
        Image = Complete(result.Image),
        Spread = Around(result.Spread),
        EstimatedPsnr = _regions.Count > 1 ? null : result.EstimatedPsnr,
        HoleShare = _mask?.HoleShare ?? 0,
        Psnr = PsnrNow(),
        Ssim = _whole.Reference is { } reference ? Ssim.Between(_picture, reference) : null,
    };

    /// <summary>Takes over the present region and goes on to the next one.</summary>
    /// <param name="part">The region's picture.</param>
    /// <param name="spread">Its spread between seeds, if there are several.</param>
    public void Finish(ImageBuffer part, ImageBuffer? spread)
    {
        Complete(part);
        Around(spread);
        ForNew((place, weight, _, _) => _weights[place] += weight);
        Finished++;
        _before = Present.Of(_picture);
    }

    /// <summary>What the file says of its coefficients, if it is of this picture; else the engine does without or says so.</summary>
    private static JpegMeasurement? CoefficientsOf(RestorationRequest request) => request.Coefficients is { } file && file.IsOf(request.Measurement) ? file : null;

    private ImageBuffer Complete(ImageBuffer part)
    {
        Present.Paste(Faded(part), _samples, _picture.Width, _picture.Height);
        return _picture;
    }

    /// <summary>No run differs from another outside of the regions.</summary>
    private ImageBuffer? Around(ImageBuffer? spread)
    {
        if (spread is null)
        {
            return null;
        }

        _spread = _spread is [] ? new float[_picture.PixelCount] : _spread;
        Present.Paste(spread, _spread, _picture.Width, _picture.Height);
        return new ImageBuffer(1, _picture.Height, _picture.Width, _spread);
    }

    /// <summary>The region's picture, faded into what lies there where another region was before.</summary>
    private ImageBuffer Faded(ImageBuffer part)
    {
        if (Finished == 0)
        {
            return part;
        }

        var samples = part.ToArray();
        ForNew((place, weight, x, y) =>
        {
            var share = weight / (weight + _weights[place]);
            for (var channel = 0; channel < part.Channels; channel++)
            {
                ref var sample = ref samples[(channel * part.PixelCount) + (y * part.Width) + x];
                sample = _weights[place] == 0 ? sample : (share * sample) + ((1 - share) * _before[channel, y, x]);
            }
        });
        return new ImageBuffer(part.Channels, part.Height, part.Width, samples);
    }

    /// <summary>Visits the pixels of the present region that are made anew.</summary>
    /// <param name="at">Place in the whole picture, what the region counts there, column and row in the region.</param>
    private void ForNew(Action<int, float, int, int> at)
    {
        var present = Present;
        for (var y = 0; y < present.Height; y++)
        {
            for (var x = 0; x < present.Width; x++)
            {
                var place = ((present.Y + y) * _picture.Width) + present.X + x;
                if (_mask is null || _mask.Values[place] == 0)
                {
                    at(place, Weight(present, x, y), x, y);
                }
            }
        }
    }

    /// <summary>In (0, 1]: what a pixel of the present region counts. The picture's own border is none.</summary>
    private float Weight(RegionOfInterest present, int x, int y)
    {
        var left = present.X == 0 ? Fade : x;
        var top = present.Y == 0 ? Fade : y;
        var right = present.Right == _picture.Width ? Fade : present.Width - 1 - x;
        var bottom = present.Bottom == _picture.Height ? Fade : present.Height - 1 - y;
        return (float)(Math.Min(Fade, 1 + Math.Min(Math.Min(left, right), Math.Min(top, bottom))) / Fade);
    }

    private double? PsnrNow() => _whole.Reference is { } reference ? Psnr.Between(_picture, reference) : null;
}
