using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;

namespace DipWeb.Jobs;

/// <summary>A task with everything that decides what is computed, but the pictures.</summary>
/// <param name="Task">The task.</param>
/// <param name="Preset">Its preset.</param>
/// <param name="Settings">The value of every parameter.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record RestorationWish(TaskDefinition Task, Preset Preset, IReadOnlyDictionary<string, string> Settings, long Seed)
{
    /// <summary>What it means to the engine.</summary>
    public RestorationSpec Spec { get; } = Task.CreateSpec(Preset, Settings, Seed);

    /// <summary>The wish of a request.</summary>
    /// <param name="request">What a person asks for.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="device">What will compute.</param>
    /// <exception cref="InvalidSpecException">The task, the preset or a parameter is not as the task describes it.</exception>
    public static RestorationWish Of(JobRequest request, long seed, DeviceKind device)
    {
        ArgumentNullException.ThrowIfNull(request);
        var preset = TaskCatalog.ParsePreset(request.Preset ?? DefaultPreset);
        var task = TaskCatalog.Find(request.Task);
        return new RestorationWish(task, preset, task.Settings(preset, request.Parameters, device), seed);
    }

    /// <summary>Where a request names none.</summary>
    public const string DefaultPreset = "balanced";
}
