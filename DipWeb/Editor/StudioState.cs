using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Editor;

/// <summary>What a person has chosen in the studio, and whether it can become a job.</summary>
public sealed class StudioState
{
    private const double MuchOfThePicture = 0.4;

    private readonly Dictionary<string, string> _overrides = new(StringComparer.Ordinal);

    public StudioState(StoredImage image, StoredImage? reference = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        (Image, Reference) = (image, reference);
        Task = TaskCatalog.All[0];
    }

    public StoredImage Image { get; }

    /// <summary>The clean picture that came with a sample.</summary>
    public StoredImage? Reference { get; }

    /// <summary>The second picture, for tasks that take one.</summary>
    public StoredImage? Guide { get; set; }

    /// <summary>What will compute; the presets depend on it.</summary>
    public DeviceKind Device { get; init; }

    public TaskDefinition Task { get; private set; }

    /// <summary>Whether painting means anything to the task.</summary>
    public bool CanPaint => Task.Mask != Use.None;

    public Preset Preset { get; private set; } = Preset.Balanced;

    /// <summary>Null for a random one.</summary>
    public long? Seed { get; set; }

    /// <summary>Share of the picture that is painted, 0 to 1.</summary>
    public double Coverage { get; set; }

    /// <summary>The parts of the picture that what is painted is about; none for the whole.</summary>
    public IReadOnlyList<RegionOfInterest> PaintedRegions { get; private set; } = [];

    /// <summary>Width times height of the result, as the task makes it.</summary>
    public (int Width, int Height) ResultSize => (Factor.Scale(Image.Width), Factor.Scale(Image.Height));

    /// <summary>Whether so much is painted that the result will be invention.</summary>
    public bool IsMuchPainted => CanPaint && Coverage is > MuchOfThePicture and < 1;

    /// <summary>The first reason why there can be no run yet.</summary>
    public StudioObstacle Obstacle => this switch
    {
        { Task.NeedsMask: true, Coverage: <= 0 } => StudioObstacle.NothingPainted,
        { CanPaint: true, Coverage: >= 1 } => StudioObstacle.EverythingPainted,
        { Task.Guide: Use.Required, Guide: null } => StudioObstacle.NoGuide,
        { Task.Guide: not Use.None, Guide: { } guide } when (guide.Width, guide.Height) != (Image.Width, Image.Height) => StudioObstacle.GuideOfAnotherSize,
        _ => StudioObstacle.None,
    };

    private Ratio Factor =>
        Task.Parameters.Any(parameter => parameter.Name == "factor") && Ratio.TryParse(Value("factor"), out var factor) ? factor : Ratio.One;

    /// <summary>Takes note of where something is painted.</summary>
    /// <param name="pieces">For each cell of the picture with something in it: left, top, right and bottom of that, and how many pixels it is. Anything else is nothing.</param>
    public void Paint(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        const int NumbersEach = 5;
        var holes = new List<RegionOfInterest>();
        var widest = 0;
        foreach (var piece in pieces.Chunk(NumbersEach))
        {
            if (piece is not [>= 0 and var left, >= 0 and var top, var right, var bottom, var painted]
                || left >= right || top >= bottom || right > Image.Width || bottom > Image.Height)
            {
                holes.Clear();
                break;
            }

            holes.Add(new RegionOfInterest(left, top, right - left, bottom - top));
            widest = Math.Max(widest, painted / Math.Max(right - left, bottom - top)); // as of one stroke; too much for many
        }

        PaintedRegions = holes is [] ? [] : RegionsOfInterest.Around(holes, widest, Image.Width, Image.Height);
    }

    /// <summary>Changes the task; what was adjusted for the old one is forgotten.</summary>
    public void ChooseTask(string id)
    {
        Task = TaskCatalog.Find(id);
        _overrides.Clear();
    }

    /// <summary>Changes the preset; what was adjusted is forgotten, except what belongs to the picture and not to the effort.</summary>
    public void ChoosePreset(Preset preset)
    {
        Preset = preset;
        foreach (var name in _overrides.Keys.Where(name => !Task.Parameters.Single(parameter => parameter.Name == name).IsAboutThePicture).ToList())
        {
            _overrides.Remove(name);
        }
    }

    /// <summary>The value of a parameter as it stands, as text in the invariant culture.</summary>
    public string Value(string parameter) => Task.Settings(Preset, _overrides, Device)[parameter];

    /// <summary>Adjusts a parameter.</summary>
    /// <exception cref="InvalidSpecException">The value is not one of the parameter's.</exception>
    public void Set(string parameter, string value)
    {
        var checkedValue = Task.Parameters.Single(known => known.Name == parameter).Validate(value);
        _overrides.Remove(parameter);
        if (checkedValue != Value(parameter))
        {
            _overrides[parameter] = checkedValue;
        }
    }

    /// <summary>Takes over what an earlier job was asked with, its seed excepted.</summary>
    public void Repeat(JobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        ChooseTask(job.Task);
        ChoosePreset(TaskCatalog.ParsePreset(job.Preset));
        foreach (var (name, value) in job.Parameters.Where(pair => Task.Parameters.Any(parameter => parameter.Name == pair.Key)))
        {
            _overrides[name] = value;
        }

        ForgetWhatGoesWithoutSaying();
    }

    /// <summary>The wish, ready to be submitted.</summary>
    /// <param name="maskId">The uploaded mask, for tasks that need one.</param>
    public JobRequest ToRequest(string? maskId) => new()
    {
        ImageId = Image.Id,
        Task = Task.Id,
        Preset = Preset.ToString().ToLowerInvariant(),
        MaskId = maskId,
        GuideId = Task.Guide == Use.None ? null : Guide?.Id,
        ReferenceId = ReferenceFits ? Reference?.Id : null,
        Parameters = new Dictionary<string, string>(_overrides, StringComparer.Ordinal),
        Seed = Seed,
    };

    /// <summary>Leaves the fewest adjustments that mean the same; one parameter can decide about others.</summary>
    private void ForgetWhatGoesWithoutSaying()
    {
        var meant = Task.Settings(Preset, _overrides, Device);
        foreach (var (name, value) in _overrides.ToList())
        {
            _overrides.Remove(name);
            if (Task.Settings(Preset, _overrides, Device).Any(pair => meant[pair.Key] != pair.Value))
            {
                _overrides[name] = value;
            }
        }
    }

    private bool ReferenceFits => Reference is { } clean && (clean.Width, clean.Height) == ResultSize && clean.Channels == Image.Channels;
}
