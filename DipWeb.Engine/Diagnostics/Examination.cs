using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>One look at one picture, damage after damage.</summary>
internal sealed class Examination
{
    private const double GreyLevels = 255;

    /// <summary>Below 16 pixels there are no statistics.</summary>
    private const int MinSide = 16;

    /// <summary>With fewer known pixels than this share, filling leaves nothing of the other damages.</summary>
    private const double MinKnownShare = 0.4;

    private const double MinRowShare = 0.025;
    private const double MaxCombs = 10;
    private const double MinImpulseShare = 0.02;

    /// <summary>Rows that were overlooked look like impulses.</summary>
    private const double MinImpulseShareBesideRows = 0.05;

    private const double MinSigma = 5 / GreyLevels;

    /// <summary>Overlooked impulses and the seams of the filling count as noise.</summary>
    private const double MinSigmaOfFilled = 10 / GreyLevels;

    private const double CleanSigma = 3 / GreyLevels;
    private const double MinBlockiness = 1.3;
    private const double MinBlockinessOfJpeg = 1.15;
    private const int SmallSide = 384;
    private const int TinySide = 192;

    private readonly List<TaskProposal> _found = [];
    private readonly bool _isJpeg;
    private readonly bool _isPart;
    private ImageBuffer _rest;
    private double _filledShare;

    /// <param name="picture">The measurement.</param>
    /// <param name="isJpeg">Whether it came as a JPEG file.</param>
    /// <param name="isPart">Whether the whole picture is larger.</param>
    public Examination(ImageBuffer picture, bool isJpeg, bool isPart)
    {
        _rest = picture;
        _isJpeg = isJpeg;
        _isPart = isPart;
    }

    /// <summary>The proposals, the surest first.</summary>
    public IReadOnlyList<TaskProposal> Run()
    {
        if (Math.Min(_rest.Height, _rest.Width) < MinSide)
        {
            return [];
        }

        LookForLostPixels();
        if (_found.Count == 0)
        {
            LookForRows();
            LookForImpulses();
            LookForOtherMoments();
        }

        if (_filledShare <= 1 - MinKnownShare)
        {
            LookForBlocks();
            LookForNoise();
        }

        var damages = _found.Count(proposal => proposal.Task != "denoise.fast");
        if (damages == 0)
        {
            LookAtSize();
        }
        else if (damages > 1)
        {
            _found.Insert(0, TaskProposal.Of("restore", _found.Max(proposal => proposal.Confidence), [new Evidence("damages", damages, "")], [.. Lost()]));
        }

        return [.. _found.OrderByDescending(proposal => proposal.Confidence)];
    }

    private void LookForLostPixels()
    {
        if (LostPixels.FindValue(_rest) is { } value)
        {
            var mask = LostPixels.Find(_rest, value);
            _found.Add(TaskProposal.Of("missing", 0.95, [Share(mask.HoleShare), new Evidence("value", value, "value")], ("lostValue", Text(GreyLevels * value))));
            Fill(mask);
        }
    }

    private void LookForRows()
    {
        var mask = LostRows.Find(_rest);
        if (mask.HoleShare >= MinRowShare)
        {
            _found.Add(TaskProposal.Of("scanlines", Rising(mask.HoleShare, 0, 0.06), [Share(mask.HoleShare)]));
            Fill(mask);
        }
    }

    /// <summary>Interlaced or slipped rows, which impulses would disturb.</summary>
    private void LookForOtherMoments()
    {
        if (_found.Any(proposal => proposal.Task == "scanlines"))
        {
            return;
        }

        if (LostRows.IsInterlaced(_rest))
        {
            // Its combs were taken for impulses.
            _found.RemoveAll(proposal => proposal.Task == "impulse" && proposal.Evidence[0].Value < MaxCombs);
            _found.Add(TaskProposal.Of("scanlines", 0.8, [new Evidence("interlaced", 1, "")]));
            return;
        }

        var shifts = RowShifts.Estimate(_rest);
        if (RowShifts.AreEvident(shifts, _rest))
        {
            var share = RowShifts.Share(shifts);
            Evidence[] evidence = [new("shiftedRows", 100 * share, "percent"), new("largestShift", shifts.Max(Math.Abs), "pixels")];
            _found.Add(TaskProposal.Of("scanlines", Rising(share, 0, 0.3), evidence));
        }
    }

    private void LookForImpulses()
    {
        var mask = Impulses.Find(_rest);
        if (mask.HoleShare >= (_found.Count == 0 ? MinImpulseShare : MinImpulseShareBesideRows))
        {
            _found.Add(TaskProposal.Of("impulse", Rising(mask.HoleShare, 0, 0.08), [Share(mask.HoleShare)]));
            Fill(mask);
        }
    }

    private void LookForBlocks()
    {
        var blockiness = Blockiness.Of(_rest);
        if (blockiness >= (_isJpeg ? MinBlockinessOfJpeg : MinBlockiness))
        {
            _found.Add(TaskProposal.Of("jpeg", Rising(blockiness, 1, _isJpeg ? 1.5 : 2), [new Evidence("blockiness", blockiness, "")]));
        }
    }

    private void LookForNoise()
    {
        // Filled samples have hardly any noise of their own, and what they have is that of their neighbours.
        var profile = NoiseProfile.Of(_rest);
        profile = _filledShare > 0 ? profile with { Deviation = NoiseLevel.Estimate(_rest), Correlation = 0 } : profile;
        var sigma = profile.Deviation / Math.Sqrt(1 - _filledShare);
        if (sigma < (_filledShare > 0 ? MinSigmaOfFilled : MinSigma))
        {
            return;
        }

        Evidence[] evidence =
        [
            new("sigma", GreyLevels * sigma, "greyLevels"), new("correlation", profile.Correlation, ""), new("growth", profile.Growth, ""),
        ];
        var confidence = Rising(sigma, CleanSigma / 2, 15 / GreyLevels);
        (string, string)[] parameters = [("noise", Text(GreyLevels * sigma)), ("noiseKind", profile.Kind.ToString().ToLowerInvariant())];
        _found.Add(TaskProposal.Of("denoise", confidence, evidence, parameters));

        // The fast method pairs neighbouring pixels, whose noise must be independent, and needs many of them.
        if (profile.Kind != NoiseKind.Correlated && _found.Count == 1 && Math.Min(_rest.Height, _rest.Width) >= TinySide)
        {
            _found.Add(TaskProposal.Of("denoise.fast", 0.8 * confidence, evidence));
        }
    }

    /// <summary>What the composed task must be told: it does not look for each kind of loss by itself.</summary>
    private IEnumerable<(string, string)> Lost()
    {
        foreach (var (task, word) in (ReadOnlySpan<(string, string)>)[("missing", "value"), ("impulse", "impulses"), ("scanlines", "rows")])
        {
            if (_found.Any(proposal => proposal.Task == task))
            {
                return [("lost", word)];
            }
        }

        return [];
    }

    private void LookAtSize()
    {
        var side = Math.Max(_rest.Height, _rest.Width);
        if (!_isPart && side <= SmallSide && NoiseLevel.Estimate(_rest) < CleanSigma)
        {
            _found.Add(TaskProposal.Of("superres", 0.4, [new Evidence("longerSide", side, "pixels")], ("factor", side <= TinySide ? "4" : "2")));
        }
    }

    private void Fill(KnownMask mask)
    {
        _rest = HoleFilling.Fill(_rest, mask);
        _filledShare = 1 - ((1 - _filledShare) * (1 - mask.HoleShare));
    }

    /// <summary>From 0.3 where there is just nothing to 0.95 where there is certainly something.</summary>
    private static double Rising(double value, double nothing, double certain) =>
        Math.Clamp(0.3 + (0.65 * (value - nothing) / (certain - nothing)), 0.3, 0.95);

    private static Evidence Share(double share) => new("share", 100 * share, "percent");

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
