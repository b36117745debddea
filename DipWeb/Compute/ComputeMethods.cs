using System.Text.Json;
using StreamJsonRpc;

namespace DipWeb.Compute;

/// <summary>The conversation between the supervisor and the compute process: JSON-RPC, each message preceded by its length.</summary>
internal static class ComputeMethods
{
    /// <summary>Supervisor to process, with the number of threads or null; answers a <see cref="ComputeEnvironment"/>.</summary>
    public const string Prepare = "prepare";

    /// <summary>Supervisor to process, with a <see cref="ComputeOrder"/> whose files are not looked at; answers the <see cref="Jobs.LoopTimes"/> of such a run.</summary>
    public const string Time = "time";

    /// <summary>Supervisor to process, with a <see cref="ComputeOrder"/>; answers a <see cref="Jobs.RunOutcome"/> when the run has ended.</summary>
    public const string Run = "run";

    /// <summary>Supervisor to process, with a <see cref="Jobs.JobDesire"/>; no answer.</summary>
    public const string Request = "request";

    /// <summary>Process to supervisor, with a <see cref="Jobs.RunProgress"/>; the answer says that it was heard.</summary>
    public const string Progress = "progress";

    /// <summary>Not yet listening, so that its methods can be added first.</summary>
    public static JsonRpc Connect(Stream sending, Stream receiving)
    {
        var formatter = new SystemTextJsonFormatter
        {
            JsonSerializerOptions = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase },
        };
        return new JsonRpc(new LengthHeaderMessageHandler(sending, receiving, formatter));
    }
}
