namespace DipWeb.Engine.Specs;

/// <summary>Removes noise: every pixel was measured, none exactly.</summary>
public sealed record DenoiseSpec : RestorationSpec
{
    /// <inheritdoc/>
    public override string Task => "denoise";
}
