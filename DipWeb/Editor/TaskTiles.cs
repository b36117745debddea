using DipWeb.Engine.Specs;
using MudBlazor;

namespace DipWeb.Editor;

/// <summary>How the tasks are laid out for choosing: the ones that most pictures need first, each with a sign.</summary>
internal static class TaskTiles
{
    private static readonly string[] Everyday = ["inpaint", "denoise", "denoise.fast", "superres", "jpeg", "restore"];

    /// <summary>Name of a group's text, and its tasks in the catalogue's order. A task that is not known here is a special one.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<TaskDefinition> Tasks)> Groups { get; } =
    [
        ("TasksEveryday", [.. TaskCatalog.All.Where(task => Everyday.Contains(task.Id))]),
        ("TasksSpecial", [.. TaskCatalog.All.Where(task => !Everyday.Contains(task.Id))]),
    ];

    public static string IconOf(string task) => task switch
    {
        "inpaint" => Icons.Material.Outlined.Brush,
        "denoise" => Icons.Material.Outlined.Grain,
        "denoise.fast" => Icons.Material.Outlined.Timer,
        "superres" => Icons.Material.Outlined.ZoomOutMap,
        "jpeg" => Icons.Material.Outlined.GridOn,
        "restore" => Icons.Material.Outlined.Layers,
        "impulse" => Icons.Material.Outlined.ScatterPlot,
        "scanlines" => Icons.Material.Outlined.Reorder,
        "missing" => Icons.Material.Outlined.Apps,
        "scramble" => Icons.Material.Outlined.Shuffle,
        "watermark" => Icons.Material.Outlined.BrandingWatermark,
        "flash" => Icons.Material.Outlined.FlashOn,
        _ => Icons.Material.Outlined.AutoFixHigh,
    };
}
