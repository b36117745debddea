using DipWeb.Engine.Specs;

namespace DipWeb.Jobs;

/// <summary>A task as everyone sees it: enough to draw a form.</summary>
public sealed record TaskView(string Id, bool NeedsMask, IReadOnlyList<TaskParameterView> Parameters, IReadOnlyList<TaskPresetView> Presets)
{
    public static TaskView Of(TaskDefinition task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var balanced = task.Defaults(Preset.Balanced);
        return new TaskView(
            task.Id,
            task.NeedsMask,
            [.. task.Parameters.Select(parameter => TaskParameterView.Of(parameter, balanced[parameter.Name]))],
            [.. Enum.GetValues<Preset>().Select(preset => new TaskPresetView(preset.ToString().ToLowerInvariant(), task.Defaults(preset)))]);
    }
}
