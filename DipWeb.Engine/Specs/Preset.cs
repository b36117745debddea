namespace DipWeb.Engine.Specs;

/// <summary>How much patience a person has; each task maps it to a network and its settings.</summary>
public enum Preset
{
    /// <summary>Seconds: is this going anywhere?</summary>
    Preview,

    /// <summary>The best picture per minute; the default.</summary>
    Balanced,

    /// <summary>The best picture known, however long it takes.</summary>
    Best,

    /// <summary>The published network, optimizer and iteration count of the task, to the letter.</summary>
    Paper,
}
