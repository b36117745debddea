using System.Globalization;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DipWeb.Editor;

/// <summary>The studio: the picture with its mask on one side, what shall happen to it on the other.</summary>
public sealed partial class Studio(IJSRuntime js, StudioLoader loader, JobService jobs, JobForecaster forecaster, NavigationManager navigation) : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private DotNetObjectReference<Studio>? _self;
    private IJSObjectReference? _canvas;
    private ElementReference _root;
    private StudioState? _state;
    private string? _maskUrl;
    private string? _problem;
    private int _revision;
    private bool _isUnknown;
    private bool _isStarting;
    private bool _isMounting;

    [Parameter]
    public string? ImageId { get; set; }

    [Parameter]
    public string? SampleId { get; set; }

    [Parameter]
    public string? ReferenceId { get; set; }

    [Parameter]
    public string? JobId { get; set; }

    private bool CanRun => _canvas is not null && !_isStarting && _state?.Obstacle == StudioObstacle.None;

    /// <summary>Everything that a forecast depends on; null while there can be no run.</summary>
    private string? ForecastKey => _state is { Obstacle: StudioObstacle.None } state
        ? string.Join('|', state.Task.Id, state.Preset, string.Join(';', state.PaintedRegions), string.Join(',', state.ToRequest(maskId: null).Parameters?.Select(pair => $"{pair.Key}={pair.Value}") ?? []))
        : null;

    private string? Hint => _state switch
    {
        { Obstacle: StudioObstacle.NothingPainted } => Text["NeedsMask"].Value,
        { Obstacle: StudioObstacle.EverythingPainted } => Text["NothingKnown"].Value,
        { Obstacle: StudioObstacle.NoGuide } => Text["NeedsGuide"].Value,
        { Obstacle: StudioObstacle.GuideOfAnotherSize, Guide: { } guide } => string.Format(CultureInfo.CurrentCulture, Text["GuideSize"], guide.Width, guide.Height),
        { IsMuchPainted: true } => Text["LargeMask"].Value,
        _ => null,
    };

    /// <summary>Called by js/mask-canvas.js after each change of the mask.</summary>
    /// <param name="revision">Larger than any before.</param>
    /// <param name="coverage">Share of the picture that is painted, 0 to 1.</param>
    /// <param name="pieces">Where that is, as <see cref="StudioState.Paint"/> takes it.</param>
    [JSInvokable]
    public void MaskChanged(int revision, double coverage, int[] pieces)
    {
        if (_state is { } state && revision > _revision)
        {
            _revision = revision;
            state.Coverage = double.IsFinite(coverage) ? Math.Clamp(coverage, 0, 1) : 0;
            state.Paint(pieces);
            _problem = null;
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
        try
        {
            if (_canvas is not null)
            {
                await _canvas.InvokeVoidAsync("dispose");
                await _canvas.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the canvas with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await LoadAsync();
            StateHasChanged();
        }
        else if (_state is not null && !_isMounting)
        {
            _isMounting = true;
            await MountAsync(_state);
            StateHasChanged();
        }
    }

    private async Task LoadAsync()
    {
        if (SampleId is not null && ImageId is null)
        {
            var imported = await ImportSampleAsync(SampleId);
            (ImageId, ReferenceId, _problem) = (imported.ImageId, imported.ReferenceId, imported.Problem);
        }

        var scene = await loader.LoadAsync(ImageId, SampleId, ReferenceId, JobId, _leaving.Token);
        (_state, _maskUrl) = (scene?.State, scene?.MaskUrl);
        _isUnknown = scene is null && _problem is null;
    }

    /// <summary>The browser uploads the sample like any other picture, and the address then names the stored one.</summary>
    private async Task<ImportedSample> ImportSampleAsync(string sampleId)
    {
        if (loader.FindSample(sampleId) is not { } sample)
        {
            return new ImportedSample(null, null, null);
        }

        await using var module = await ImportAsync("js/sample.js");
        var imported = await module.InvokeAsync<ImportedSample>("importSample", _leaving.Token, sample.Id, sample.Image, sample.Reference);
        return imported.ImageId is null ? imported with { Problem = imported.Problem ?? Text["UploadFailed"] } : imported;
    }

    private async Task MountAsync(StudioState state)
    {
        _self = DotNetObjectReference.Create(this);
        await using var module = await ImportAsync("js/mask-canvas.js");
        _canvas = await module.InvokeAsync<IJSObjectReference>(
            "mount", _leaving.Token, _root, _self, new { imageId = state.Image.Id, width = state.Image.Width, height = state.Image.Height, maskUrl = _maskUrl });
        await _canvas.InvokeVoidAsync("setPainting", _leaving.Token, state.CanPaint);
    }

    private Task<PictureDiagnosis> DiagnoseAsync(string imageId, CancellationToken cancellationToken) => loader.DiagnoseAsync(imageId, cancellationToken);

    private async Task<JobForecast?> ForecastAsync(CancellationToken cancellationToken)
    {
        if (_state is not { } state)
        {
            return null;
        }

        try
        {
            return await forecaster.ForecastAsync(state.ToRequest(maskId: null), state.Image, state.PaintedRegions, cancellationToken);
        }
        catch (InvalidSpecException)
        {
            return null; // the field beside the value says what is wrong with it
        }
    }

    private async Task ChosenAsync()
    {
        _problem = null;
        if (_canvas is not null && _state is not null)
        {
            await _canvas.InvokeVoidAsync("setPainting", _leaving.Token, _state.CanPaint);
        }
    }

    private async Task GuideChosenAsync(string imageId)
    {
        _problem = null;
        if (_state is not null)
        {
            _state.Guide = await loader.FindImageAsync(imageId, _leaving.Token);
        }
    }

    private async Task RunAsync()
    {
        if (!CanRun || _canvas is not { } canvas || _state is not { } state)
        {
            return;
        }

        (_isStarting, _problem) = (true, null);
        try
        {
            var mask = state.CanPaint && state.Coverage > 0 ? await canvas.InvokeAsync<UploadedMask>("upload", _leaving.Token) : null;
            if (mask is { Id: null })
            {
                _problem = mask.Problem ?? Text["StartFailed"];
                return;
            }

            var job = await jobs.SubmitAsync(state.ToRequest(mask?.Id), _leaving.Token);
            navigation.NavigateTo($"/r/{job.Id}", forceLoad: true);
        }
        catch (RequestRefusedException refusal)
        {
            _problem = RefusalText.Say(refusal.Code, refusal.Message, refusal.Limit, refusal.Actual, refusal.Fitting);
        }
        catch (InvalidSpecException refusal)
        {
            _problem = RefusalText.Say(refusal.Code, refusal.Message);
        }
        catch (ImageRejectedException refusal)
        {
            _problem = RefusalText.Say(refusal.Code, refusal.Message, refusal.Limit, refusal.Actual);
        }
        finally
        {
            _isStarting = _problem is null;
        }
    }

    private ValueTask<IJSObjectReference> ImportAsync(string module) => js.InvokeAsync<IJSObjectReference>("import", _leaving.Token, "./" + Assets[module]);

    private sealed record ImportedSample(string? ImageId, string? ReferenceId, string? Problem);

    private sealed record UploadedMask(string? Id, string? Problem);
}
