using Bunit;
using DipWeb.Editor;
using DipWeb.Engine.Diagnostics;
using DipWeb.Images;

namespace DipWeb.Tests.Components;

public sealed class DiagnosisCardTests : ComponentContext
{
    private readonly StudioState _state = new(StudioStateTests.Image(64, 48));
    private int _changes;

    [Theory]
    [InlineData("en", "Looks like grain: sigma about 24 of 255. It is stronger where the picture is bright.", "Choose “Remove noise”")]
    [InlineData("ja", "σ = 24", "ノイズを取り除く")]
    public void Card_Grain_IsSaidInOneOrTwoSentences(string language, string sentence, string button)
    {
        Speak(language);

        var card = RenderCard(Proposal("unheard"), Proposal("denoise", ("noiseKind", "poisson"), ("noise", "24.0")));

        Assert.Contains(sentence, card.Find("p").TextContent, StringComparison.Ordinal);
        Assert.Contains(button, card.Find("[data-testid=diagnosis-choose]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_Proposal_ChangesTheTaskWithItsParametersAndTellsIt()
    {
        var card = RenderCard(Proposal("superres", ("factor", "2"), ("unheard", "1")));

        card.Find("[data-testid=diagnosis-choose]").Click();

        Assert.Equal(("superres", "2", 1), (_state.Task.Id, _state.Value("factor"), _changes));
        Assert.Empty(card.FindAll("[data-testid=diagnosis-choose]"));
    }

    [Fact]
    public void Choose_ParameterOutOfRange_KeepsTheTasksOwnValue()
    {
        var card = RenderCard(Proposal("superres", ("factor", "77")));

        card.Find("[data-testid=diagnosis-choose]").Click();

        Assert.Equal(("superres", "4"), (_state.Task.Id, _state.Value("factor")));
    }

    [Fact]
    public void Dismiss_Card_IsGone()
    {
        var card = RenderCard(Proposal("denoise"));

        card.Find("[data-testid=diagnosis-dismiss]").Click();

        Assert.Empty(card.Markup.Trim());
    }

    [Fact]
    public void Card_NothingFoundOrTaskUnknownOrPictureGone_IsNotThere()
    {
        Assert.Empty(RenderCard().Markup.Trim());
        Assert.Empty(RenderCard(Proposal("no such task")).Markup.Trim());
        Assert.Empty(RenderCard(Task.FromException<PictureDiagnosis>(new ImageRejectedException("image.unknown", "Gone."))).Markup.Trim());
    }

    [Fact]
    public void Card_WhileThePictureIsExamined_IsNotThereYet()
    {
        var examination = new TaskCompletionSource<PictureDiagnosis>();
        var card = RenderCard(examination.Task);
        var before = card.Markup.Trim();

        examination.SetResult(new PictureDiagnosis { Proposals = [Proposal("denoise")] });

        Assert.Empty(before);
        card.WaitForElement("[data-testid=diagnosis]");
    }

    [Theory]
    [InlineData("denoise")]
    [InlineData("denoise.fast")]
    [InlineData("impulse")]
    [InlineData("scanlines")]
    [InlineData("missing")]
    [InlineData("jpeg")]
    [InlineData("superres")]
    [InlineData("restore")]
    public void Sentences_EveryTaskThatIsProposed_HasOneInBothLanguages(string task)
    {
        var texts = new System.Resources.ResourceManager("DipWeb.Editor.Resources.EditorText", typeof(StudioState).Assembly);

        foreach (var language in (string[])["en", "ja"])
        {
            Assert.NotNull(texts.GetString($"Diagnosis_{task}", System.Globalization.CultureInfo.GetCultureInfo(language)));
        }
    }

    private IRenderedComponent<DiagnosisCard> RenderCard(params TaskProposal[] proposals) =>
        RenderCard(Task.FromResult(new PictureDiagnosis { Proposals = proposals }));

    private IRenderedComponent<DiagnosisCard> RenderCard(Task<PictureDiagnosis> diagnosis) => Render<DiagnosisCard>(parameters => parameters
        .Add(card => card.State, _state)
        .Add(card => card.Source, (_, _) => diagnosis)
        .Add(card => card.OnChange, () => { _changes++; }));

    private static TaskProposal Proposal(string task, params (string Name, string Value)[] parameters) => new()
    {
        Task = task,
        Confidence = 0.9,
        Evidence = [new Evidence("sigma", 24.2, "greyLevels")],
        Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
    };
}
