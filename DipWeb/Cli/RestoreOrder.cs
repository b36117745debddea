using System.Security.Cryptography;
using DipWeb.Compute;
using DipWeb.Engine.Devices;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Cli;

/// <summary>What the person at the shell asked for.</summary>
internal sealed record RestoreOrder
{
    public required string Task { get; init; }

    public required string Input { get; init; }

    public required string Output { get; init; }

    public string? Mask { get; init; }

    public bool MaskMarksKnown { get; init; }

    public string? Guide { get; init; }

    public string? Reference { get; init; }

    public required string Preset { get; init; }

    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public long? Seed { get; init; }

    public string? Spread { get; init; }

    public int? Threads { get; init; }

    public bool WritesJson { get; init; }

    /// <summary>Checks everything that can be checked before computing begins.</summary>
    /// <exception cref="BadArgumentException">A file or a folder is missing, or an argument does not fit the task.</exception>
    /// <exception cref="InvalidSpecException">The task, the preset or a parameter is not as the task describes it.</exception>
    public ComputeOrder ToComputeOrder(string folder, ComputeOptions options)
    {
        var seed = Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var task = TaskCatalog.Find(Task);
        var spec = TaskCatalog.CreateSpec(Task, TaskCatalog.ParsePreset(Preset), Parameters, seed);
        Refuse(task.Guide == Use.None && Guide is not null, $"The task {Task} takes no guide picture.");
        Refuse(task.Guide == Use.Required && Guide is null, $"The task {Task} needs a second picture; give one with --guide.");
        Refuse(task.NeedsMask && Mask is null, $"The task {Task} needs a mask; give one with --mask.");
        Refuse(task.Mask == Use.None && Mask is not null, $"The task {Task} takes no mask.");
        Refuse(seed < 0, $"--seed must not be negative; it was {seed}.");
        Refuse(Threads < 1, $"--threads must be at least 1; it was {Threads}.");
        Refuse(Spread is not null && spec.Seeds == 1, "--spread takes several runs; ask for them with --seeds.");
        Refuse(
            Spread is not null && Path.GetExtension(Spread).ToLowerInvariant() is not (".png" or ".tif" or ".tiff"),
            $"The spread must end in .png or .tif; it ends in “{Path.GetExtension(Spread)}”.");
        foreach (var path in (ReadOnlySpan<string?>)[Input, Mask, Guide, Reference])
        {
            Refuse(path is not null && !File.Exists(path), $"There is no file {path}.");
        }

        foreach (var path in (ReadOnlySpan<string?>)[Output, Spread])
        {
            Refuse(path is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))), $"There is no folder for {path}.");
        }

        return new ComputeOrder
        {
            Folder = folder,
            Attempt = 1,
            Task = Task,
            Preset = Preset,
            Parameters = Parameters,
            Seed = seed,
            ImagePath = Path.GetFullPath(Input),
            MaskPath = Mask is null ? null : Path.GetFullPath(Mask),
            MaskMarksKnown = MaskMarksKnown,
            GuidePath = Guide is null ? null : Path.GetFullPath(Guide),
            ReferencePath = Reference is null ? null : Path.GetFullPath(Reference),
            Threads = Threads,
            Cadence = ComputeCadence.From(options),
            Limits = new ImageLimits(),
        };
    }

    /// <summary>Whether the result does not fit into the memory of this machine or of its GPU as a whole.</summary>
    /// <param name="spec">What the device that computes makes of the order.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="height">Rows of the input.</param>
    public bool NeedsTiles(RestorationSpec spec, int width, int height) =>
        JobParts.Of(spec, width, height, Mask is not null, [], JobParts.UsualLimit(ComputeDevice.MemoryBytes)).Count > 1;

    /// <summary>The format that the output's ending asks for; PNG keeps 16 bits where the input has them.</summary>
    /// <param name="inputBits">Bits a sample of the input.</param>
    /// <exception cref="BadArgumentException">The ending is none of the known ones.</exception>
    public ExportFormat Format(int inputBits) => Path.GetExtension(Output).ToLowerInvariant() switch
    {
        ".png" => inputBits > 8 ? ExportFormat.Png16 : ExportFormat.Png,
        ".tif" or ".tiff" => ExportFormat.Tiff16,
        ".jpg" or ".jpeg" => ExportFormat.Jpeg,
        ".webp" => ExportFormat.Webp,
        var other => throw new BadArgumentException($"The output must end in .png, .tif, .jpg or .webp; it ends in “{other}”."),
    };

    private static void Refuse(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new BadArgumentException(message);
        }
    }
}
