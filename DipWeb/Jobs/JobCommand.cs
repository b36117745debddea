namespace DipWeb.Jobs;

/// <summary>What a person can ask of a job.</summary>
public enum JobCommand
{
    /// <summary>Hold still at a checkpoint and free the device.</summary>
    Pause,

    /// <summary>Go on from the checkpoint.</summary>
    Resume,

    /// <summary>Finish now and keep the best so far.</summary>
    Stop,

    /// <summary>Give up.</summary>
    Cancel,
}
