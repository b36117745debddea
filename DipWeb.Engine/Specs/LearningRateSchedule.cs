namespace DipWeb.Engine.Specs;

/// <summary>How the step size changes over a run.</summary>
public enum LearningRateSchedule
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Halved after three quarters of the iterations.</summary>
    HalvedAtThreeQuarters,

    /// <summary>Over the last third, down to a tenth along a cosine.</summary>
    CosineTail,
}
