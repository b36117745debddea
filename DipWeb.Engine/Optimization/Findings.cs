using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;

namespace DipWeb.Engine.Optimization;

/// <summary>What the spec leaves to be measured from the picture, measured.</summary>
internal sealed record Findings
{
    /// <summary>Pixels to believe in all channels; null: all of them.</summary>
    public KnownMask? Known { get; private init; }

    /// <summary>Samples to believe, one mask a channel, where damage hits each channel alone; else null.</summary>
    public IReadOnlyList<KnownMask>? KnownByChannel { get; private init; }

    /// <summary>Whether some of the damage may have looked like the picture, so that a sample that the restoration contradicts is damaged too.</summary>
    public bool MayHaveOverlooked { get; private init; }

    /// <summary>Pixels by which each row stands too far to the right; null where rows were not looked at or stand well.</summary>
    public IReadOnlyList<int>? RowShifts { get; private init; }

    /// <summary>Standard deviation of the noise, peak 1; null where the spec does not look at it.</summary>
    public double? NoiseDeviation { get; private init; }

    /// <summary>How the noise behaves.</summary>
    public NoiseKind NoiseKind { get; private init; }

    /// <summary>Looks at the picture as the spec asks.</summary>
    /// <exception cref="InvalidSpecException">mask.required, mask.size, mask.empty, mask.full, or damage.none where the damage that the task looks for is not there.</exception>
    public static Findings Of(RestorationRequest request)
    {
        var spec = request.Spec;
        CheckMask(request);
        var damage = Damage(request);
        var shifts = spec.HasShiftedRows ? Shifts(request, damage is null ? null : KnownMask.InAll(damage)) : null;
        var given = Intersection(request.KnownMask, shifts is null ? null : Arrived(shifts, request.Measurement.Width));
        var known = Intersection(given, damage is null ? null : KnownMask.InAll(damage));
        var byChannel = damage is not null && spec.KnownPixels is KnownPixels.Impulses ? damage.Select(mask => Intersection(given, mask)!).ToArray() : null; // what is there intersects
        if (byChannel?.Any(mask => mask.KnownCount == 0) ?? known is { KnownCount: 0 })
        {
            throw new InvalidSpecException("mask.full", "The mask covers the whole picture, so nothing is left to restore it from.");
        }

        var isNoiseOpen = spec.NoiseDeviation is null || spec.NoiseKind is null;
        var noise = spec.LooksAtNoise && isNoiseOpen ? NoiseProfile.Of(request.Measurement) : null;
        return new Findings
        {
            Known = known is { HoleCount: 0 } ? null : known,
            KnownByChannel = known is { HoleCount: 0 } ? null : byChannel,
            MayHaveOverlooked = spec.KnownPixels is KnownPixels.Impulses && damage is not null && !Impulses.AreSaltAndPepper(request.Measurement, damage),
            RowShifts = shifts,
            NoiseDeviation = spec.NoiseDeviation ?? noise?.Deviation,
            NoiseKind = spec.NoiseKind ?? noise?.Kind ?? NoiseKind.Gaussian,
        };
    }

    private static void CheckMask(RestorationRequest request)
    {
        var (measurement, mask) = (request.Measurement, request.KnownMask);
        if (mask is null)
        {
            if (request.Spec.KnownPixels is KnownPixels.Painted)
            {
                throw new InvalidSpecException("mask.required", "Inpainting needs a mask that marks what to repair.");
            }

            return;
        }

        if (mask.Width != measurement.Width || mask.Height != measurement.Height)
        {
            throw new InvalidSpecException("mask.size", $"The mask is {mask.Width} x {mask.Height} pixels and the picture {measurement.Width} x {measurement.Height}; they must be equal.");
        }

        if (mask.HoleCount == 0 && request.Spec.KnownPixels is KnownPixels.Painted)
        {
            throw new InvalidSpecException("mask.empty", "The mask marks nothing to repair.");
        }
    }

    /// <summary>The damage that the spec wants found: one mask for all channels, or of impulses one a channel; null for none.</summary>
    private static IReadOnlyList<KnownMask>? Damage(RestorationRequest request)
    {
        var picture = request.Measurement;
        return request.Spec.KnownPixels switch
        {
            KnownPixels.All or KnownPixels.Painted => null,
            KnownPixels.LostValue when request.KnownMask is { HoleCount: > 0 } => null,
            KnownPixels.LostValue lost => [LostPixels.Find(picture, lost.Value ?? LostPixels.FindValue(picture) ?? throw new InvalidSpecException(
                "damage.none", "No value was found that lost pixels have in common. Give it as lostValue, or a mask."))],
            KnownPixels.Impulses => Impulses.FindByChannel(picture),
            KnownPixels.Rows => [LostRows.Find(picture)],
            KnownPixels.RowsOrFields => [LostRows.IsInterlaced(picture) ? EverySecondRow(picture, keepsEven: true) : LostRows.Find(picture)],
            KnownPixels.EverySecondRow field => [EverySecondRow(picture, field.KeepsEven)],
            var other => throw new InvalidOperationException($"There is no detector for {other}."),
        };
    }

    /// <summary>Whole pixels to the right of where each row belongs, 0 for lost rows; null where none slipped.</summary>
    private static int[]? Shifts(RestorationRequest request, KnownMask? known)
    {
        // A lost row would pull its neighbours along.
        var filled = known is null ? request.Measurement : HoleFilling.Fill(request.Measurement, known);
        var estimated = Diagnostics.RowShifts.Estimate(filled);
        if (request.Spec.KnownPixels is KnownPixels.RowsOrFields && !Diagnostics.RowShifts.AreEvident(estimated, filled))
        {
            return null; // whether rows slipped was left open
        }

        int[] shifts = [.. estimated.Select((shift, row) => known is null || known[row, 0] ? shift : 0)];
        return Array.Exists(shifts, shift => shift != 0) ? shifts : null;
    }

    private static KnownMask EverySecondRow(ImageBuffer picture, bool keepsEven)
    {
        var known = new byte[picture.PixelCount];
        for (var row = keepsEven ? 0 : 1; row < picture.Height; row += 2)
        {
            known.AsSpan(row * picture.Width, picture.Width).Fill(1);
        }

        return new KnownMask(picture.Height, picture.Width, known);
    }

    /// <summary>Pixels of shifted rows that came from inside the picture, and not in from the other side.</summary>
    private static KnownMask Arrived(int[] shifts, int width)
    {
        var known = new byte[shifts.Length * width];
        for (var row = 0; row < shifts.Length; row++)
        {
            var from = Math.Clamp(shifts[row], 0, width);
            var to = Math.Clamp(width + shifts[row], 0, width);
            known.AsSpan((row * width) + from, Math.Max(0, to - from)).Fill(1);
        }

        return new KnownMask(shifts.Length, width, known);
    }

    private static KnownMask? Intersection(KnownMask? one, KnownMask? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => KnownMask.InAll([one, other]),
    };
}
