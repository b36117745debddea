using Bunit;
using DipWeb.Editor;
using DipWeb.Engine.Specs;
using MudBlazor;

namespace DipWeb.Tests.Components;

public sealed class TaskPanelTests : ComponentContext
{
    private readonly StudioState _state = new(StudioStateTests.Image(64, 48));
    private int _changes;

    public TaskPanelTests() => Render<MudPopoverProvider>();

    [Fact]
    public void Tasks_EachTask_IsOfferedWithOneHelp()
    {
        var panel = RenderPanel();

        Assert.Equal(TaskCatalog.All.Count, panel.FindAll("input[name=task]").Count);
        Assert.Single(panel.FindAll(".choice .choice-help"));
        Assert.Contains("every other pixel stays exactly as it is", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Task_Chosen_ChangesTheStateAndTellsIt()
    {
        var panel = RenderPanel();

        panel.Find("input[value=superres]").Change("superres");

        Assert.Equal("superres", _state.Task.Id);
        Assert.Equal(1, _changes);
        Assert.Equal(4, panel.FindAll("[data-testid^=factor-]").Count);
    }

    [Fact]
    public void Preset_Chosen_ChangesTheValuesThatAreShown()
    {
        var panel = RenderPanel();

        panel.Find("[data-testid=preset-preview]").Click();

        Assert.Equal(Preset.Preview, _state.Preset);
        Assert.Contains("is this going anywhere", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_EveryParameter_HasANameInBothLanguages()
    {
        foreach (var language in (string[])["en", "ja"])
        {
            Speak(language);
            foreach (var task in TaskCatalog.All)
            {
                _state.ChooseTask(task.Id);
                var panel = RenderPanel();
                panel.Find(".mud-expand-panel-header").Click();

                Assert.DoesNotContain("Param_", panel.Markup, StringComparison.Ordinal);
                Assert.DoesNotContain("ParamHelp_", panel.Markup, StringComparison.Ordinal);
                Assert.DoesNotContain("Choice_", panel.Markup, StringComparison.Ordinal);
            }
        }
    }

    private IRenderedComponent<TaskPanel> RenderPanel() =>
        Render<TaskPanel>(parameters => parameters.Add(panel => panel.State, _state).Add(panel => panel.OnChange, () => { _changes++; }));
}
