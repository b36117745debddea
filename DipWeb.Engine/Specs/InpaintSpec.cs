namespace DipWeb.Engine.Specs;

/// <summary>Fills holes: known pixels were measured exactly and stay as they are, the others were not measured at all.</summary>
public sealed record InpaintSpec : RestorationSpec
{
    /// <inheritdoc/>
    public override string Task => "inpaint";
}
