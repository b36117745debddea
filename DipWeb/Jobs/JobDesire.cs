using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>What a person wants of a job that runs or will run, weakest first: a desire may only grow.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<JobDesire>))]
public enum JobDesire
{
    /// <summary>Go on to the last iteration.</summary>
    Run,

    /// <summary>Write a checkpoint and free the device.</summary>
    Pause,

    /// <summary>Finish now and keep the best so far.</summary>
    Finish,

    /// <summary>Give up.</summary>
    Cancel,
}
