using Bunit;
using DipWeb.Editor;
using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using MudBlazor;

namespace DipWeb.Tests.Components;

public sealed class TaskPanelTests : ComponentContext
{
    private readonly StudioState _state = new(StudioStateTests.Image(64, 48));
    private int _changes;

    public TaskPanelTests() => Render<MudPopoverProvider>();

    [Fact]
    public void Tasks_EachTask_IsOfferedOnceInOneOfTwoGroups()
    {
        var panel = RenderPanel();

        Assert.Equal(["Everyday", "Special damage"], panel.FindAll(".tiles-title").Select(title => title.TextContent));
        Assert.Equal(
            TaskCatalog.All.Select(task => task.Id).Order(StringComparer.Ordinal),
            panel.FindAll("input[name=task]").Select(input => input.GetAttribute("value")).Order(StringComparer.Ordinal));
        Assert.All(panel.FindAll(".tile"), tile => Assert.NotNull(tile.QuerySelector("svg")));
        Assert.Equal("inpaint", Assert.Single(panel.FindAll("input[name=task][checked]")).GetAttribute("value"));
    }

    [Fact]
    public void Tasks_ChosenOne_SaysWhatItDoesAndWhatItCannotDo()
    {
        foreach (var (language, mark) in ((string, string)[])[("en", "Good to know"), ("ja", "ご注意")])
        {
            Speak(language);
            foreach (var task in TaskCatalog.All)
            {
                _state.ChooseTask(task.Id);
                var help = RenderPanel().Find("[data-testid=task-help]").TextContent;

                Assert.Contains(mark, help, StringComparison.Ordinal);
                Assert.DoesNotContain("TaskHelp_", help, StringComparison.Ordinal);
                Assert.DoesNotContain("TaskLimits_", help, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Task_Chosen_ChangesTheStateAndTellsIt()
    {
        var panel = RenderPanel();

        panel.Find("input[value=superres]").Change("superres");

        Assert.Equal("superres", _state.Task.Id);
        Assert.Equal(1, _changes);
        Assert.Equal(4, panel.FindAll("button[data-testid^=factor-], div[data-testid^=factor-]").Count);
    }

    [Fact]
    public void Quality_Chosen_ChangesThePresetAndSaysWhatItMeans()
    {
        var quality = Render<QualityField>(parameters => parameters.Add(field => field.State, _state).Add(field => field.OnChange, () => { _changes++; }));

        quality.Find("[data-testid=preset-preview]").Click();

        Assert.Equal((Preset.Preview, 1), (_state.Preset, _changes));
        Assert.Contains("is this going anywhere", quality.Find("[data-testid=preset-help]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("denoise", "noise")]
    [InlineData("missing", "lostValue")]
    public void Parameter_ThatIsMeasured_IsEmptyUntilANumberIsGiven(string task, string parameter)
    {
        _state.ChooseTask(task);
        var field = RenderPanel().Find("input[placeholder=Measured]");

        field.Change("12.5");
        var given = _state.Value(parameter);
        field.Change("");

        Assert.Null(field.GetAttribute("value"));
        Assert.Equal(("12.5", "auto"), (given, _state.Value(parameter)));
    }

    [Fact]
    public void Ratio_TypedFreely_IsTakenOrRefusedBelowTheField()
    {
        _state.ChooseTask("superres");
        var panel = RenderPanel();

        panel.Find(".ratio input").Change("3/2");
        var taken = _state.Value("factor");
        panel.Find(".ratio input").Change("40");

        Assert.Equal(("3/2", "3/2"), (taken, _state.Value("factor")));
        Assert.Contains("from 1.0625 to 8", panel.Find(".field-problem").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Guide_ChosenOrNot_IsShown()
    {
        _state.ChooseTask("flash");
        var empty = RenderPanel().Find(".guide").TextContent;
        _state.Guide = StudioStateTests.Image(640, 480);

        var card = RenderPanel().Find(".guide");

        Assert.Contains("Taken with flash", empty, StringComparison.Ordinal);
        Assert.Contains("640 × 480", card.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/api/images/{_state.Guide.Id}/preview?size=256", card.QuerySelector("img")?.GetAttribute("src"));
    }

    [Fact]
    public void Settings_EveryParameter_HasANameInBothLanguages()
    {
        foreach (var language in (string[])["en", "ja"])
        {
            Speak(language);
            foreach (var task in TaskCatalog.All)
            {
                var panel = RenderPanel(Of(DeviceKind.Gpu, task.Id)); // which has all of them
                panel.Find(".mud-expand-panel-header").Click();

                Assert.DoesNotContain("Param_", panel.Markup, StringComparison.Ordinal);
                Assert.DoesNotContain("ParamHelp_", panel.Markup, StringComparison.Ordinal);
                Assert.DoesNotContain("Choice_", panel.Markup, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(DeviceKind.Cpu, false)]
    [InlineData(DeviceKind.Gpu, true)]
    public void Settings_PrecisionOfAGpu_IsAskedForWhereThereIsOne(DeviceKind device, bool isThere)
    {
        var panel = RenderPanel(Of(device, "denoise"));

        panel.Find(".mud-expand-panel-header").Click();

        Assert.Equal(isThere, panel.Markup.Contains("Precision on a GPU", StringComparison.Ordinal));
    }

    private static StudioState Of(DeviceKind device, string task)
    {
        var state = new StudioState(StudioStateTests.Image(64, 48)) { Device = device };
        state.ChooseTask(task);
        return state;
    }

    private IRenderedComponent<TaskPanel> RenderPanel(StudioState? state = null) =>
        Render<TaskPanel>(parameters => parameters.Add(panel => panel.State, state ?? _state).Add(panel => panel.OnChange, () => { _changes++; }));
}
