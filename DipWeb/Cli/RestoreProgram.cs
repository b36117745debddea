using System.Globalization;
using System.Runtime.InteropServices;
using DipWeb.Compute;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DipWeb.Cli;

/// <summary>One restoration from the shell, computed by the same tuned process as the server's.</summary>
internal static class RestoreProgram
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<RestoreOrder> read, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("dipweb-");
        try
        {
            return await RestoreAsync(read(), folder.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is BadArgumentException or InvalidSpecException or ImageRejectedException)
        {
            return Refuse(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(exception.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.BadInput;
    }

    private static async Task<int> RestoreAsync(RestoreOrder wanted, string folder, CancellationToken cancellationToken)
    {
        var options = new ComputeOptions { Niceness = 0, KeptIterates = 0, ReportMilliseconds = 1000 };
        var order = wanted.ToComputeOrder(folder, options);
        var codec = new ImageCodec(order.Limits);
        var picture = codec.Inspect(order.ImagePath);
        var format = wanted.Format(picture.BitDepth);
        order = order with { InTiles = wanted.NeedsTiles(order.CreateSpec(), picture.Width, picture.Height) };

        var control = new RunControl();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Finish(signal, control));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Finish(signal, control));
        var compute = new ChildCompute(Options.Create(options), TimeProvider.System, NullLogger<ChildCompute>.Instance);
        var outcome = await RestoreBar.ShowAsync(onProgress => compute.RunAsync(order, control, onProgress, cancellationToken));
        if (outcome.End != RunEnd.Completed)
        {
            return Fail(outcome);
        }

        var bytes = codec.Export(codec.ReadFloat(JobFolder.ResultIn(folder)), order.ImagePath, format);
        DurableFile.Write(Path.GetFullPath(wanted.Output), stream => stream.Write(bytes));
        if (wanted.Spread is { } spread)
        {
            WriteSpread(codec, JobFolder.SpreadIn(folder), spread);
        }

        if (wanted.WritesJson)
        {
            Console.Out.WriteLine(RestoreSummary.Of(order, outcome).ToJson());
        }
        else
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{wanted.Output}: {outcome.Iteration} iterations in {outcome.Seconds:F1} s"));
        }

        return control.Desired == JobDesire.Run ? ExitCode.Done : ExitCode.Interrupted;
    }

    /// <summary>An interrupted order may have none: then the result alone is written.</summary>
    private static void WriteSpread(ImageCodec codec, string source, string target)
    {
        if (!File.Exists(source))
        {
            Console.Error.WriteLine($"{target} was not written: fewer than two runs came to their end.");
            return;
        }

        var bytes = File.ReadAllBytes(source);
        if (Path.GetExtension(target).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            var plane = codec.ReadFloat(source);
            bytes = HeatMap.ToPng(plane, HeatMap.ScaleOf(plane));
        }

        DurableFile.Write(Path.GetFullPath(target), stream => stream.Write(bytes));
    }

    /// <summary>The first signal keeps the best so far, the second gives up.</summary>
    private static void Finish(PosixSignalContext signal, RunControl control)
    {
        signal.Cancel = true;
        control.Request(control.Desired == JobDesire.Run ? JobDesire.Finish : JobDesire.Cancel);
    }

    private static int Fail(RunOutcome outcome)
    {
        if (outcome.Error is not { } error)
        {
            Console.Error.WriteLine("Interrupted; nothing was written.");
            return ExitCode.Interrupted;
        }

        Console.Error.WriteLine(error.Message);
        return error.Code.Split('.')[0] is "compute" or "storage" ? ExitCode.Failed : ExitCode.BadInput;
    }
}
