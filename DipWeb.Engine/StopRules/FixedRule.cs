namespace DipWeb.Engine.StopRules;

/// <summary>Never ends a run; the last iterate is the result.</summary>
internal sealed class FixedRule : StopRule
{
    public override void Observe(in Observation iteration)
    {
    }

    public override StopVerdict Look(int iteration, Tensor average) => default;
}
