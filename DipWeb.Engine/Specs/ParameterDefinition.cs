using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Specs;

/// <summary>One adjustable value of a task: its range, unit and meaning, enough to draw a form and to refuse bad input.</summary>
public sealed record ParameterDefinition
{
    /// <summary>The word for “measure it from the picture”, where <see cref="CanBeAutomatic"/>.</summary>
    public const string Automatic = "auto";

    /// <summary>Name on the wire, camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>What the text is read as.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>Smallest value allowed; 0 for a choice.</summary>
    public double Minimum { get; init; }

    /// <summary>Largest value allowed; 0 for a choice.</summary>
    public double Maximum { get; init; }

    /// <summary>The words allowed; for a ratio, values worth suggesting; empty for other numbers.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether the word <see cref="Automatic"/> is a value of this number too.</summary>
    public bool CanBeAutomatic { get; init; }

    /// <summary>Whether it belongs to the picture and not to the effort: it is asked first and outlives a change of the preset.</summary>
    public bool IsAboutThePicture { get; init; }

    /// <summary>Whether it changes nothing where a CPU computes.</summary>
    public bool IsForGpu { get; init; }

    /// <summary>Unit of the value; empty where it is a plain ratio or a word.</summary>
    public string Unit { get; init; } = "";

    /// <summary>One sentence for people.</summary>
    public required string Meaning { get; init; }

    /// <summary>Returns the text if it is a legal value of this parameter.</summary>
    /// <param name="text">The value, numbers in the invariant culture.</param>
    /// <exception cref="InvalidSpecException">param.range or param.choice.</exception>
    public string Validate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Kind == ParameterKind.Choice
            ? Choices.Contains(text, StringComparer.Ordinal)
                ? text
                : throw new InvalidSpecException("param.choice", $"{Name} must be one of {string.Join(", ", Choices)}; it was “{text}”.")
            : IsLegalNumber(text)
                ? text
                : throw new InvalidSpecException("param.range", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Name} must be {Wanted} from {Minimum} to {Maximum}{(CanBeAutomatic ? $", or {Automatic}" : "")}; it was “{text}”."));
    }

    private string Wanted => Kind switch
    {
        ParameterKind.Integer => "a whole number",
        ParameterKind.Ratio => $"a number or a fraction with a denominator up to {Ratio.LargestDenominator}",
        ParameterKind.Number or ParameterKind.Choice => "a number",
    };

    private bool IsLegalNumber(string text) => (CanBeAutomatic && text == Automatic) || Kind switch
    {
        ParameterKind.Integer => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && IsInRange(whole),
        ParameterKind.Ratio => Ratio.TryParse(text, out var ratio) && IsInRange(ratio.Value),
        ParameterKind.Number or ParameterKind.Choice => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsInRange(number),
    };

    private bool IsInRange(double value) => value >= Minimum && value <= Maximum;
}
