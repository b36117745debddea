using System.Diagnostics;
using DipWeb.Engine;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>One order, computed in this process on a thread of its own, with its files written beside.</summary>
internal sealed class RestorationRun(ComputeOrder order, RunControl control, Func<RunProgress, Task> onProgress, TimeProvider clock)
{
    private const long WaitingBytes = 128_000_000; // of pictures between the loop and the disk

    private readonly ImageCodec _codec = new(order.Limits);

    /// <summary>Computes to the end. Failures are outcomes; nothing is thrown.</summary>
    public Task<RunOutcome> RunAsync()
    {
        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => ended.SetResult(Guarded())) { IsBackground = true, Name = "restoration" };
        thread.Start();
        return ended.Task;
    }

    private static RunOutcome Failure(Exception exception) => exception switch
    {
        InvalidSpecException invalid => RunOutcome.Failure(invalid.Code, invalid.Message),
        ImageRejectedException rejected => RunOutcome.Failure(rejected.Code, rejected.Message),
        EngineException engine => RunOutcome.Failure("compute.failed", engine.Message),
        IOException io => RunOutcome.Failure("storage.failed", $"A file of the job could not be read or written: {io.Message}"),
        OutOfMemoryException => TooLittleMemory,
        _ when exception.Message.Contains("allocate memory", StringComparison.Ordinal)
            || exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) => TooLittleMemory,
        _ => RunOutcome.Failure("compute.failed", $"The computation failed: {FirstLine(exception.Message)}"),
    };

    private static RunOutcome TooLittleMemory =>
        RunOutcome.Failure("compute.memory", "There was too little memory for this picture and network. Try a smaller picture or the decoder network.");

    private static string FirstLine(string text) => text.Split('\n')[0];

    private static double PeakMemoryMiB()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / (1024d * 1024);
    }

    private RunOutcome Guarded()
    {
        try
        {
            return Run();
        }
#pragma warning disable CA1031 // an escaping exception would end the process; the outcome says what happened
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine(exception);
            return Failure(exception);
        }
    }

    private RunOutcome Run()
    {
        RemoveHalfWritten();
        var request = ReadRequest();
        var regions = RegionCanvas.For(request, order.InTiles) is { } canvas ? RegionFiles.Resume(canvas, order.Folder, _codec) : null;
        var span = new RunSpan(request.Spec.Iterations * request.Spec.Seeds * (regions?.Canvas.Count ?? 1), 0, clock.GetTimestamp());
        control.Request(order.Desired);
        var frame = order.FirstFrame;
        while (true)
        {
            var (result, writer) = RunPart(request, regions?.Canvas, span, frame);
            var isLast = regions is null || regions.Canvas.Finished + 1 == regions.Canvas.Count || result.StopReason is StopReason.Cancelled or StopReason.Finished;
            if (isLast)
            {
                return Conclude(regions?.Canvas.Complete(result) ?? result, clock.GetElapsedTime(span.BeganAt).TotalSeconds, writer);
            }

            regions!.Finish(result); // or it were the last
            frame = writer.FrameSequence + 1;
            request = request with { Checkpoint = null };
        }
    }

    /// <summary>Computes the present part, which is all of the picture where there is no canvas.</summary>
    private (RestorationResult Result, ArtifactWriter Writer) RunPart(RestorationRequest request, RegionCanvas? canvas, RunSpan span, long frame)
    {
        var own = request.Spec.Iterations * request.Spec.Seeds;
        var before = (canvas?.Finished ?? 0) * own;
        var isOfThisPart = request.Checkpoint is { } saved && saved.Iteration > before && (canvas is null || saved.Iteration <= before + own);
        var checkpoint = isOfThisPart ? request.Checkpoint : null; // or of one that is done, or was done and got lost
        span = span with { Done = checkpoint?.Iteration ?? before };
        var factor = request.Spec.ScaleFactor.Value;
        var pictureBytes = (long)(sizeof(float) * request.Measurement.Samples.Length * factor * factor);
        var capacity = (int)Math.Clamp(WaitingBytes / pictureBytes, 3, 64);
        var writer = new ArtifactWriter(order with { FirstFrame = frame }, _codec, request.Reference, span.Done, canvas, capacity, onProgress, clock);
        using var end = new CancellationTokenSource();
        var observer = new RunObserver(order, span, order.Cadence.KeepEvery(span.Iterations, pictureBytes), control, writer, clock, end);
        try
        {
            var part = (canvas?.Part ?? request) with { Checkpoint = checkpoint?.After(-before) };
            IRunObserver watching = canvas is { Count: > 1 } ? new PartObserver(before, span.Iterations, observer) : observer;
            var result = Restorer.Run(part, watching, end.Token);
            return (result with { Iterations = before + result.Iterations, BestIteration = before + result.BestIteration }, writer);
        }
        finally
        {
#pragma warning disable VSTHRD002 // this thread is the run's own; there is nothing else for it to do
            writer.DrainAsync().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        }
    }

    private RunOutcome Conclude(RestorationResult result, double seconds, ArtifactWriter writer)
    {
        if (result.StopReason == StopReason.Cancelled)
        {
            return control.Desired == JobDesire.Cancel
                ? new RunOutcome { End = RunEnd.Cancelled, Iteration = result.Iterations, Seconds = seconds }
                : Paused(result, seconds, writer);
        }

        _codec.WriteFloat(JobFolder.ResultIn(order.Folder), result.Image);
        RegionFiles.Delete(order.Folder);
        if (result.Spread is { } spread)
        {
            _codec.WriteFloat(JobFolder.SpreadIn(order.Folder), spread);
        }

        return new RunOutcome
        {
            End = RunEnd.Completed,
            Iteration = result.Iterations,
            BestIteration = result.BestIteration,
            StopReason = result.StopReason,
            Loss = result.Loss.Finite(),
            EstimatedPsnr = result.EstimatedPsnr?.Finite(),
            NoiseDeviation = result.NoiseDeviation,
            HoleShare = result.HoleShare,
            Psnr = result.Psnr?.Finite(),
            Ssim = result.Ssim?.Finite(),
            Network = result.Network,
            Device = result.Device,
            Seconds = seconds,
            PeakMemoryMiB = PeakMemoryMiB(),
        };
    }

    private static RunOutcome Paused(RestorationResult result, double seconds, ArtifactWriter writer) =>
        writer.Checkpoint == result.Iterations
            ? new RunOutcome { End = RunEnd.Paused, Iteration = result.Iterations, Seconds = seconds, Network = result.Network, Device = result.Device }
            : RunOutcome.Failure("storage.failed", $"The checkpoint could not be written: {writer.Fault}");

    /// <summary>A process that is killed while it writes leaves its temporary file, and nobody else would ever remove it.</summary>
    private void RemoveHalfWritten()
    {
        foreach (var file in Directory.EnumerateFiles(order.Folder, "*.tmp", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    private RestorationRequest ReadRequest()
    {
        var spec = order.CreateSpec();
        return new RestorationRequest
        {
            Spec = spec,
            Coefficients = spec.Fidelity == Fidelity.QuantizationInterval ? ReadCoefficients(spec.MayDoWithoutCoefficients) : null,
            Measurement = _codec.Decode(order.ImagePath),
            KnownMask = order.MaskPath is { } mask ? ReadMask(mask) : null,
            Guide = order.GuidePath is { } guide ? _codec.Decode(guide) : null,
            Reference = order.ReferencePath is { } reference ? _codec.Decode(reference) : null,
            Checkpoint = CheckpointFiles.ReadNewest(order.Folder),
        };
    }

    /// <summary>Null for a picture that has none, if the task can do without.</summary>
    private JpegMeasurement? ReadCoefficients(bool isOptional)
    {
        try
        {
            return _codec.ReadCoefficients(order.ImagePath);
        }
        catch (ImageRejectedException rejection) when (isOptional && rejection.Code is "jpeg.required" or "jpeg.unsupported")
        {
            return null;
        }
    }

    private KnownMask ReadMask(string path)
    {
        var mask = _codec.DecodeMask(path);
        if (!order.MaskMarksKnown)
        {
            return mask;
        }

        var inverted = new byte[mask.Values.Length];
        for (var i = 0; i < inverted.Length; i++)
        {
            inverted[i] = (byte)(1 - mask.Values[i]);
        }

        return new KnownMask(mask.Height, mask.Width, inverted);
    }
}
