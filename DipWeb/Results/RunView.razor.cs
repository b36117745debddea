using System.Globalization;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Preview;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DipWeb.Results;

/// <summary>One run, live or done: the picture comes by js/run-picture.js from the hub and over HTTP, the numbers and buttons from here.</summary>
public sealed partial class RunView(
    IJSRuntime js, JobService jobs, JobEvents events, ResultExporter results, FrameStore frames, NavigationManager navigation, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan CurveInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private JobWatch? _watch;
    private IJSObjectReference? _picture;
    private ElementReference _root;
    private JobView? _job;
    private CurveView? _curve;
    private IReadOnlyList<int> _kept = [];
    private double? _spreadScale;
    private long _curveAt;
    private string? _problem;
    private bool _isMounting;

    [Parameter, EditorRequired]
    public required string JobId { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        try
        {
            if (_picture is not null)
            {
                await _picture.InvokeVoidAsync("dispose");
                await _picture.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the picture with it.
        }

        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        // Listen first and read then: what happens in between is read twice instead of never.
        _watch = new JobWatch(events, JobId, () => InvokeAsync(ReadAsync), clock);
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_job is not { } job || _isMounting)
        {
            return;
        }

        _isMounting = true;
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "./" + Assets["js/run-picture.js"]);
        _picture = await module.InvokeAsync<IJSObjectReference>("mount", _leaving.Token, _root, job.Id);
    }

    /// <summary>Whether the task touches nothing but what was painted; others look for damage of their own beside the mask.</summary>
    private static bool IsExact(JobView job) => job is { State: JobState.Completed, MaskId: not null, Task: "inpaint" or "missing" };

    private static string Word(JobState state) => state.ToString().ToLowerInvariant();

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested)
        {
            return;
        }

        var before = _job?.State;
        _job = await jobs.FindAsync(JobId, _leaving.Token);
        if (_job is null)
        {
            navigation.NavigateTo("/jobs", forceLoad: true);
            return;
        }

        if (before != _job.State || clock.GetElapsedTime(_curveAt) >= CurveInterval)
        {
            _curveAt = clock.GetTimestamp();
            _curve = await results.ReadCurveAsync(JobId, _leaving.Token);
            _kept = _job.State is JobState.Running or JobState.Queued ? [] : frames.Kept(JobId);
            _spreadScale = await results.ReadSpreadScaleAsync(_job, _leaving.Token);
        }

        StateHasChanged();
    }

    private string StateText(JobView job) => job switch
    {
        { State: JobState.Running, Desired: JobDesire.Pause } => Text["Pausing"],
        { State: JobState.Running, Desired: JobDesire.Finish } => Text["Finishing"],
        { State: JobState.Running, Desired: JobDesire.Cancel } => Text["Cancelling"],
        { State: JobState.Queued, QueuePosition: 1 } => Text["Next"],
        { State: JobState.Queued, QueuePosition: { } position } => string.Format(CultureInfo.CurrentCulture, Text["Position"], position),
        _ => JobText[$"State_{Word(job.State)}"],
    };

    private string? Remark(JobView job) => job switch
    {
        { State: JobState.Running or JobState.Queued } => Text["ClosePage"].Value,
        { State: JobState.Cancelled } => Text["CancelledText"].Value,
        { StopReason: "diverged" } => Text["Diverged"].Value,
        { StopReason: "finished" } => string.Format(CultureInfo.CurrentCulture, Text["Stopped"], job.Iteration),
        { StopReason: "converged", BestIteration: { } best } => string.Format(CultureInfo.CurrentCulture, Text["Converged"], job.Iteration, best),
        { StopReason: "iterationBudget" } => string.Format(CultureInfo.CurrentCulture, Text["AllDone"], job.Iteration),
        _ => null,
    };

    private Task CommandAsync(JobCommand command) => ChangeAsync(() => jobs.CommandAsync(JobId, command, _leaving.Token));

    private Task ExtendAsync(int iterations) => ChangeAsync(() => jobs.ExtendAsync(JobId, iterations, _leaving.Token));

    private async Task DeleteAsync()
    {
        await ChangeAsync(() => jobs.DeleteAsync(JobId, _leaving.Token));
        if (_problem is null)
        {
            navigation.NavigateTo("/jobs", forceLoad: true);
        }
    }

    private async Task ChangeAsync(Func<Task> change)
    {
        _problem = null;
        try
        {
            await change();
            await ReadAsync();
        }
        catch (RequestRefusedException refusal)
        {
            _problem = RefusalText.Say(refusal.Code, refusal.Message);
        }
    }
}
