using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;

namespace DipWeb.Compute;

/// <summary>The whole picture of a run that computes regions of it alone, one after another.</summary>
/// <remarks>
/// Where regions overlap, a hole that runs through both fades from one to the other: each counts the more the farther a pixel lies from its
/// border. Known pixels are those of the measurement in all of them.
/// </remarks>
internal sealed class RegionCanvas
{
    private const double Fade = RegionsOfInterest.SmallestMargin; // pixels

    private readonly RestorationRequest _whole;
    private readonly KnownMask _mask;
    private readonly IReadOnlyList<RegionOfInterest> _regions;
    private readonly float[] _samples;
    private readonly ImageBuffer _picture;
    private readonly float[] _weights; // what finished regions count, at holes; empty for a single region
    private float[] _spread = [];
    private ImageBuffer _before; // the present region as finished ones left it

    private RegionCanvas(RestorationRequest whole, KnownMask mask, IReadOnlyList<RegionOfInterest> regions)
    {
        (_whole, _mask, _regions) = (whole, mask, regions);
        _samples = whole.Measurement.ToArray();
        _picture = new ImageBuffer(whole.Measurement.Channels, whole.Measurement.Height, whole.Measurement.Width, _samples);
        _weights = regions.Count > 1 ? new float[_picture.PixelCount] : [];
        _before = Present.Of(_picture);
    }

    /// <summary>Regions in all.</summary>
    public int Count => _regions.Count;

    /// <summary>Regions that are done.</summary>
    public int Finished { get; private set; }

    /// <summary>What is to be computed now: the present region, without a reference.</summary>
    public RestorationRequest Part => _whole with
    {
        Measurement = Present.Of(_whole.Measurement),
        KnownMask = Present.Within(_mask),
        Reference = null,
        CompletedBytes = sizeof(float) * _samples.LongLength,
    };

    private RegionOfInterest Present => _regions[Finished];

    /// <summary>Null where the whole picture is computed at once.</summary>
    public static RegionCanvas? For(RestorationRequest request) =>
        request is { Spec.CanWorkOnARegion: true, KnownMask: { } mask }
            && mask.Width == request.Measurement.Width && mask.Height == request.Measurement.Height
            && RegionsOfInterest.Of(mask) is { Count: > 0 } regions
            ? new RegionCanvas(request, mask, regions)
            : null;

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
        HoleShare = _mask.HoleShare,
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
        ForHoles((x, y, place) => _weights[place] += Weight(x, y));
        Finished++;
        _before = Present.Of(_picture);
    }

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
        ForHoles((x, y, place) =>
        {
            var share = Weight(x, y) / (Weight(x, y) + _weights[place]);
            for (var channel = 0; channel < part.Channels; channel++)
            {
                ref var sample = ref samples[(channel * part.PixelCount) + (y * part.Width) + x];
                sample = _weights[place] == 0 ? sample : (share * sample) + ((1 - share) * _before[channel, y, x]);
            }
        });
        return new ImageBuffer(part.Channels, part.Height, part.Width, samples);
    }

    /// <param name="at">Column and row in the present region, and place in the whole picture.</param>
    private void ForHoles(Action<int, int, int> at)
    {
        for (var y = 0; y < Present.Height; y++)
        {
            for (var x = 0; x < Present.Width; x++)
            {
                var place = ((Present.Y + y) * _mask.Width) + Present.X + x;
                if (_mask.Values[place] == 0)
                {
                    at(x, y, place);
                }
            }
        }
    }

    /// <summary>In (0, 1]: what a pixel of the present region counts. The picture's own border is none.</summary>
    private float Weight(int x, int y)
    {
        var left = Present.X == 0 ? Fade : x;
        var top = Present.Y == 0 ? Fade : y;
        var right = Present.Right == _mask.Width ? Fade : Present.Width - 1 - x;
        var bottom = Present.Bottom == _mask.Height ? Fade : Present.Height - 1 - y;
        return (float)(Math.Min(Fade, 1 + Math.Min(Math.Min(left, right), Math.Min(top, bottom))) / Fade);
    }

    private double? PsnrNow() => _whole.Reference is { } reference ? Psnr.Between(_picture, reference) : null;
}
