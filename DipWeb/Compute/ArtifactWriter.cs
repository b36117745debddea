using System.Threading.Channels;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Metrics;
using DipWeb.Engine.Optimization;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Compute;

/// <summary>
/// Encodes, writes and sends what the loop makes, beside the loop: the loop only drops things into a bounded channel that
/// forgets the oldest, so that neither a slow disk nor a slow parent can hold it up.
/// </summary>
internal sealed class ArtifactWriter
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private readonly ComputeOrder _order;
    private readonly ImageCodec _codec;
    private readonly ImageBuffer? _reference;
    private readonly RegionCanvas? _canvas;
    private readonly CurveFile _curve;
    private readonly Func<RunProgress, Task> _onProgress;
    private readonly TimeProvider _clock;
    private readonly Channel<RunArtifact> _artifacts;
    private readonly Task _writing;
    private RunProgress? _latest;
    private long _latestAt;
    private int _checkpoint;

    /// <param name="order">Where things go.</param>
    /// <param name="codec">Writes pictures.</param>
    /// <param name="reference">The clean picture, if there is one.</param>
    /// <param name="checkpoint">Iteration of the newest state on the disk.</param>
    /// <param name="canvas">Completes its pictures; null where they are whole.</param>
    /// <param name="capacity">Pictures and checkpoints that may wait.</param>
    /// <param name="onProgress">Receives the numbers.</param>
    /// <param name="clock">Measures silence.</param>
    public ArtifactWriter(
        ComputeOrder order, ImageCodec codec, ImageBuffer? reference, int checkpoint, RegionCanvas? canvas, int capacity, Func<RunProgress, Task> onProgress,
        TimeProvider clock)
    {
        (_order, _codec, _canvas, _onProgress, _clock) = (order, codec, canvas, onProgress, clock);
        (_reference, _checkpoint) = (reference, checkpoint);
        _curve = new CurveFile(order.Folder);
        _artifacts = Channel.CreateBounded<RunArtifact>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        FrameSequence = order.FirstFrame - 1;
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Iteration of the newest checkpoint on the disk.</summary>
    public int Checkpoint => Volatile.Read(ref _checkpoint);

    /// <summary>What could not be written last, for people; null when all went well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Number of the newest live picture.</summary>
    public long FrameSequence { get; private set; }

    public void AddPoint(CurvePoint point) => _curve.Add(point);

    public void Add(RunArtifact artifact) => _artifacts.Writer.TryWrite(artifact);

    /// <summary>Writes what still waits. Nothing may be added afterwards.</summary>
    public Task DrainAsync()
    {
        _artifacts.Writer.TryComplete();
        return _writing;
    }

    private async Task WriteAllAsync()
    {
        while (await WaitAsync())
        {
            while (_artifacts.Reader.TryRead(out var artifact))
            {
                await WriteAsync(artifact);
            }
        }

        Try(_curve.Flush);
    }

    /// <summary>Waits for work. An iteration that takes long is bridged by telling again how far the run has come.</summary>
    private async Task<bool> WaitAsync()
    {
        var waiting = _artifacts.Reader.WaitToReadAsync().AsTask();
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, Task.Delay(LongestSilence, _clock));
            if (!waiting.IsCompleted && _latest is { } latest)
            {
                await _onProgress(latest with { ElapsedSeconds = latest.ElapsedSeconds + _clock.GetElapsedTime(_latestAt).TotalSeconds });
            }
        }

        return await waiting;
    }

    private async Task WriteAsync(RunArtifact artifact)
    {
        switch (artifact)
        {
            case RunArtifact.Saved saved:
                Try(() => Save(saved.State));
                break;
            case RunArtifact.Picture made:
                var picture = _canvas is null ? made : made with { Report = _canvas.Complete(made.Report) };
                var ssim = picture is { IsKept: true, Report.Picture: { } whole } && _reference is not null ? Ssim.Between(whole, _reference) : _latest?.Ssim;
                Try(() => Write(picture, ssim));
                await TellAsync(picture, ssim);
                break;
            default:
                throw new InvalidOperationException("There is no other artifact.");
        }
    }

    private void Save(Checkpoint checkpoint)
    {
        CheckpointFiles.Write(_order.Folder, _order.Attempt, checkpoint);
        Volatile.Write(ref _checkpoint, checkpoint.Iteration);
    }

    private void Write(RunArtifact.Picture picture, double? ssim)
    {
        if (picture.Report.Picture is not { } made)
        {
            return;
        }

        if (picture.IsKept)
        {
            _curve.Add(CurvePoint.Of(picture.Report, ssim));
            _codec.WriteFloat(JobFolder.IterateIn(_order.Folder, picture.Report.Iteration), made);
        }

        if (picture.IsShown)
        {
            WriteFrame(made);
            _curve.Flush();
        }
    }

    /// <summary>Replaces the live picture in one move. It is not flushed to the disk: it would be the last to be missed.</summary>
    private void WriteFrame(ImageBuffer picture)
    {
        var path = JobFolder.LatestFrameIn(_order.Folder);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, _codec.EncodePreview(picture, _order.Cadence.FrameSide));
        File.Move(temporary, path, overwrite: true);
        FrameSequence++;
    }

    private async Task TellAsync(RunArtifact.Picture picture, double? ssim)
    {
        if (!picture.IsShown)
        {
            return;
        }

        _latest = new RunProgress
        {
            Iteration = picture.Report.Iteration,
            Iterations = picture.Report.Iterations,
            IterationsPerSecond = picture.IterationsPerSecond,
            ElapsedSeconds = picture.ElapsedSeconds,
            Loss = picture.Report.Loss.Finite(),
            EstimatedPsnr = picture.Report.EstimatedPsnr?.Finite(),
            BestIteration = picture.Report.BestIteration,
            Psnr = picture.Report.Psnr?.Finite(),
            Ssim = ssim,
            FrameSequence = FrameSequence,
            CheckpointIteration = _checkpoint,
        };
        _latestAt = _clock.GetTimestamp();
        await _onProgress(_latest);
    }

    /// <summary>A full disk must not end the run: the next checkpoint may find room, and the numbers go on.</summary>
    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fault = exception.Message;
            Console.Error.WriteLine(exception.Message);
        }
    }
}
