using DipWeb.Engine;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;

namespace DipWeb.Compute;

/// <summary>The whole picture of a run that computes a region of it alone.</summary>
internal sealed class RegionCanvas
{
    private readonly RegionOfInterest _region;
    private readonly RestorationRequest _whole;
    private readonly float[] _samples;
    private readonly ImageBuffer _picture;

    private RegionCanvas(RestorationRequest whole, RegionOfInterest region)
    {
        (_whole, _region) = (whole, region);
        _samples = whole.Measurement.ToArray();
        _picture = new ImageBuffer(whole.Measurement.Channels, whole.Measurement.Height, whole.Measurement.Width, _samples);
    }

    /// <summary>What is left to compute: the region, without a reference.</summary>
    public RestorationRequest Part => _whole with
    {
        Measurement = _region.Of(_whole.Measurement),
        KnownMask = _whole.KnownMask is { } mask ? _region.Within(mask) : null,
        Reference = null,
        CompletedBytes = sizeof(float) * _samples.LongLength,
    };

    /// <summary>Null where the whole picture is computed.</summary>
    public static RegionCanvas? For(RestorationRequest request) =>
        request is { Spec.CanWorkOnARegion: true, KnownMask: { } mask }
            && mask.Width == request.Measurement.Width && mask.Height == request.Measurement.Height
            && RegionOfInterest.Of(mask) is { } region
            ? new RegionCanvas(request, region)
            : null;

    /// <summary>A report of the part as one of the whole. Its picture is overwritten by the next one.</summary>
    public IterationReport Complete(IterationReport report) => report.Picture is not { } part
        ? report
        : report with { Picture = Complete(part), Psnr = PsnrNow() };

    /// <summary>A result of the part as one of the whole.</summary>
    public RestorationResult Complete(RestorationResult result) => result with
    {
        Image = Complete(result.Image),
        Spread = result.Spread is { } spread ? Around(spread) : null,
        HoleShare = _whole.KnownMask?.HoleShare ?? 0,
        Psnr = PsnrNow(),
        Ssim = _whole.Reference is { } reference ? Ssim.Between(_picture, reference) : null,
    };

    private ImageBuffer Complete(ImageBuffer part)
    {
        _region.Paste(part, _samples, _picture.Width, _picture.Height);
        return _picture;
    }

    /// <summary>No run differs from another outside.</summary>
    private ImageBuffer Around(ImageBuffer spread)
    {
        var samples = new float[_picture.PixelCount];
        _region.Paste(spread, samples, _picture.Width, _picture.Height);
        return new ImageBuffer(1, _picture.Height, _picture.Width, samples);
    }

    private double? PsnrNow() => _whole.Reference is { } reference ? Psnr.Between(_picture, reference) : null;
}
