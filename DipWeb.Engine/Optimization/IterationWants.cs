namespace DipWeb.Engine.Optimization;

/// <summary>What an observer wants from the loop after an iteration. Each wish costs time, so the observer's clock decides.</summary>
[Flags]
public enum IterationWants
{
    /// <summary>Nothing: go on.</summary>
    None = 0,

    /// <summary>The loss, and the metrics when a reference is known. Reads one number from the device.</summary>
    Report = 1,

    /// <summary>A report with the averaged iterate as a picture. Reads the whole picture from the device.</summary>
    Picture = 3,

    /// <summary>A checkpoint, from which another run can go on exactly.</summary>
    Checkpoint = 4,

    /// <summary>Finish now and keep the averaged iterate.</summary>
    Finish = 8,
}
