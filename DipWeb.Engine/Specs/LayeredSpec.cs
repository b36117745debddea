namespace DipWeb.Engine.Specs;

/// <summary>The generators of a picture and of the semi-transparent mark upon it.</summary>
public sealed record LayeredSpec : NetworkSpec
{
    /// <summary>What makes the picture without the mark; a second picture has one of its own.</summary>
    public required NetworkSpec Picture { get; init; }

    /// <summary>What makes the opacity of the mark.</summary>
    public required NetworkSpec Opacity { get; init; }

    /// <summary>The colour that the search for the mark's colour begins with: red, green and blue, in [0, 1].</summary>
    public required IReadOnlyList<double> Colour { get; init; }

    /// <inheritdoc/>
    public override int Depth => Math.Max(Picture.Depth, Opacity.Depth);

    /// <remarks>With a second picture.</remarks>
    internal override double ChannelsPerPixel => (2 * Picture.ChannelsPerPixel) + Opacity.ChannelsPerPixel;

    /// <inheritdoc/>
    public override string Name => $"{Picture.Name}, and {Opacity.Name} for the mark";
}
