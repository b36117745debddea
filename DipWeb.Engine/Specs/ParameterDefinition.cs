namespace DipWeb.Engine.Specs;

/// <summary>One adjustable value of a task: its range, unit and meaning, enough to draw a form and to refuse bad input.</summary>
public sealed record ParameterDefinition
{
    /// <summary>Name on the wire, camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>What the text is read as.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>Smallest value allowed; 0 for a choice.</summary>
    public double Minimum { get; init; }

    /// <summary>Largest value allowed; 0 for a choice.</summary>
    public double Maximum { get; init; }

    /// <summary>The words allowed; empty for numbers.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

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
        if (Kind == ParameterKind.Choice)
        {
            return Choices.Contains(text, StringComparer.Ordinal)
                ? text
                : throw new InvalidSpecException("param.choice", $"{Name} must be one of {string.Join(", ", Choices)}; it was “{text}”.");
        }

        var legal = Kind == ParameterKind.Integer
            ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= Minimum && whole <= Maximum
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= Minimum && number <= Maximum;
        return legal
            ? text
            : throw new InvalidSpecException("param.range", string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} must be a {(Kind == ParameterKind.Integer ? "whole number" : "number")} from {Minimum} to {Maximum}; it was “{text}”."));
    }
}
