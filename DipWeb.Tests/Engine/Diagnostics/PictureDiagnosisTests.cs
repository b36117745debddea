using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Diagnostics;

public sealed class PictureDiagnosisTests
{
    private static readonly ImageBuffer Clean = SyntheticImages.Waves(192, 192);

    public static TheoryData<string, string> Damages => new()
    {
        { "noise", "denoise denoise.fast" },
        { "lost", "missing" },
        { "salt", "impulse" },
        { "rows", "scanlines" },
        { "interlaced", "scanlines" },
        { "shifted", "scanlines" },
        { "blocks", "jpeg" },
        { "rows and noise", "restore scanlines denoise" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Of_Damage_ProposesItsTask(string damage, string tasks)
    {
        var diagnosis = PictureDiagnosis.Of(Damaged(damage), isJpeg: damage == "blocks", isPart: true);

        Assert.Equal(tasks, string.Join(' ', diagnosis.Proposals.Select(proposal => proposal.Task)));
        Assert.All(diagnosis.Proposals, proposal => Assert.InRange(proposal.Confidence, 0.3, 0.95));
        Assert.All(diagnosis.Proposals.SelectMany(proposal => proposal.Evidence), evidence => Assert.True(double.IsFinite(evidence.Value), evidence.Name));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void Of_Damage_ProposesParametersThatTheTaskTakes(string damage, string tasks)
    {
        var diagnosis = PictureDiagnosis.Of(Damaged(damage), isJpeg: damage == "blocks", isPart: true);

        var specs = diagnosis.Proposals.Select(proposal => TaskCatalog.CreateSpec(proposal.Task, Preset.Balanced, proposal.Parameters, seed: 1));

        Assert.Equal(tasks, string.Join(' ', specs.Select(spec => spec.Task)));
    }

    [Fact]
    public void Of_CleanLargePicture_ProposesNothing() => Assert.Empty(PictureDiagnosis.Of(Clean, isJpeg: true, isPart: true).Proposals);

    [Theory]
    [InlineData(192, "4")]
    [InlineData(224, "2")]
    public void Of_CleanSmallPicture_IsToBeEnlarged(int side, string factor)
    {
        var proposal = PictureDiagnosis.Of(SyntheticImages.Waves(side, side), isJpeg: false).Proposals.Single();

        Assert.Equal(("superres", factor), (proposal.Task, proposal.Parameters["factor"]));
    }

    [Fact]
    public void Of_Noise_SaysHowMuchAndOfWhatKind()
    {
        var white = Denoising(SyntheticDamage.Noise(Clean, 25 / 255.0));
        var photons = Denoising(SyntheticDamage.NoiseOfPhotons(Clean, 0.02));
        var blotchy = Denoising(SyntheticDamage.BlotchyNoise(Clean, 25 / 255.0));

        Assert.Equal(("sigma", "greyLevels"), (white.Evidence[0].Name, white.Evidence[0].Unit));
        Assert.InRange(white.Evidence[0].Value, 24.2, 25.8); // the estimator's 3 %
        Assert.Equal(("gaussian", "poisson", "correlated"), (white.Parameters["noiseKind"], photons.Parameters["noiseKind"], blotchy.Parameters["noiseKind"]));
    }

    [Fact]
    public void Of_LostPixels_NamesTheirValue()
    {
        var proposal = PictureDiagnosis.Of(SyntheticDamage.Lost(Clean, 0.9, 1), isJpeg: false).Proposals[0];

        Assert.Equal(("missing", "255"), (proposal.Task, proposal.Parameters["lostValue"]));
        Assert.Equal(90, proposal.Evidence[0].Value, 1d); // percent; 36864 draws
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 200)]
    [InlineData(1, 200, 1)]
    [InlineData(3, 16, 17)]
    [InlineData(1, 100, 33)]
    public void Of_ConstantPictureOfAnySize_FindsNoDamage(int channels, int height, int width)
    {
        foreach (var value in (float[])[0, 0.5f, 1])
        {
            Assert.Empty(PictureDiagnosis.Of(SyntheticImages.Constant(value, channels, height, width), isJpeg: false, isPart: true).Proposals);
        }
    }

    private static TaskProposal Denoising(ImageBuffer picture) =>
        PictureDiagnosis.Of(picture, isJpeg: false, isPart: true).Proposals.First(proposal => proposal.Task == "denoise");

    private static ImageBuffer Damaged(string damage) => damage switch
    {
        "noise" => SyntheticDamage.Noise(Clean, 25 / 255.0),
        "lost" => SyntheticDamage.Lost(Clean, 0.5, 0),
        "salt" => SyntheticDamage.SaltAndPepper(Clean, 0.1),
        "rows" => SyntheticDamage.BlackRows(Clean, y => y % 11 == 5),
        "interlaced" => SyntheticDamage.Shifted(Clean, y => y % 2 * 5),
        "shifted" => SyntheticDamage.Shifted(Clean, y => y % 4 == 3 ? (y % 5 * 3) + 2 : 0),
        "blocks" => SyntheticDamage.Blocks(Clean),
        "rows and noise" => SyntheticDamage.BlackRows(SyntheticDamage.Noise(Clean, 20 / 255.0), y => y % 11 == 5),
        _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, "No such damage."),
    };
}
