using DipWeb.Engine.Specs;

namespace DipWeb.Jobs;

/// <summary>One adjustable value of a task.</summary>
public sealed record TaskParameterView
{
    public required string Name { get; init; }

    /// <summary>integer, number, ratio or choice.</summary>
    public required string Type { get; init; }

    /// <summary>Null for a choice.</summary>
    public double? Minimum { get; init; }

    /// <summary>Null for a choice.</summary>
    public double? Maximum { get; init; }

    public required IReadOnlyList<string> Choices { get; init; }

    /// <summary>The value under the preset balanced.</summary>
    public required string Default { get; init; }

    /// <summary>Whether the word auto is a value too: then it is measured from the picture.</summary>
    public required bool CanBeAutomatic { get; init; }

    public required string Unit { get; init; }

    public required string Meaning { get; init; }

    public static TaskParameterView Of(ParameterDefinition parameter, string value)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var isChoice = parameter.Kind == ParameterKind.Choice;
        return new TaskParameterView
        {
            Name = parameter.Name,
            Type = parameter.Kind.ToString().ToLowerInvariant(),
            Minimum = isChoice ? null : parameter.Minimum,
            Maximum = isChoice ? null : parameter.Maximum,
            Choices = parameter.Choices,
            Default = value,
            CanBeAutomatic = parameter.CanBeAutomatic,
            Unit = parameter.Unit,
            Meaning = parameter.Meaning,
        };
    }
}
