namespace DipWeb.Engine.Specs;

/// <summary>Enlarges: the measurement is the unknown picture, Lanczos-filtered and decimated.</summary>
public sealed record SuperResolveSpec : RestorationSpec
{
    /// <inheritdoc/>
    public override string Task => "superres";

    /// <summary>Scale factor: the result has Factor times the measurement's width and height.</summary>
    public required int Factor { get; init; }
}
