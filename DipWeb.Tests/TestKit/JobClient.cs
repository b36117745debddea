using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DipWeb.Jobs;

namespace DipWeb.Tests.TestKit;

/// <summary>Submits jobs over HTTP, moves them, and waits for what becomes of them.</summary>
internal sealed class JobClient(HttpClient http)
{
    /// <summary>More iterations than any test waits for.</summary>
    public const int Endless = 100_000;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Http { get; } = http;

    /// <summary>Uploads a picture and returns its id.</summary>
    public Task<string> AddImageAsync(byte[] bytes) => AddAsync("/api/images", bytes, imageId: null);

    /// <summary>Uploads the mask of a picture and returns its id.</summary>
    public Task<string> AddMaskAsync(string imageId, byte[] bytes) => AddAsync("/api/masks", bytes, imageId);

    public Task<HttpResponseMessage> PostAsync(string json) =>
        Http.PostAsync("/api/jobs", new StringContent(json, Encoding.UTF8, "application/json"), Token);

    /// <summary>Submits a job that must be accepted.</summary>
    public async Task<JobView> SubmitAsync(JobRequest request)
    {
        using var response = await Http.PostAsJsonAsync("/api/jobs", request, Web, Token);
        Assert.Equal(202, (int)response.StatusCode);
        return await ReadAsync(response);
    }

    /// <summary>Denoises with the small network of people's default, at once: nothing learns before it.</summary>
    public Task<JobView> DenoiseAsync(string imageId, int iterations, long seed = 1, string? referenceId = null) => SubmitAsync(new JobRequest
    {
        ImageId = imageId,
        Task = "denoise",
        ReferenceId = referenceId,
        Seed = seed,
        Parameters = new Dictionary<string, string> { ["iterations"] = iterations.ToString(CultureInfo.InvariantCulture), ["stopRule"] = "fixed", ["noise"] = "20", ["noiseKind"] = "gaussian", ["twoViews"] = "0" },
    });

    public async Task<JobView> GetAsync(string id)
    {
        using var response = await Http.GetAsync($"/api/jobs/{id}", Token);
        Assert.Equal(200, (int)response.StatusCode);
        return await ReadAsync(response);
    }

    public async Task<IReadOnlyList<JobView>> ListAsync() => await Http.GetFromJsonAsync<List<JobView>>("/api/jobs", Web, Token) ?? [];

    /// <summary>Asks something of a job: pause, resume, stop or cancel.</summary>
    public Task<HttpResponseMessage> CommandAsync(string id, string command) => Http.PostAsync($"/api/jobs/{id}/{command}", content: null, Token);

    /// <summary>Asks something of a job that it must be able to do.</summary>
    public async Task<JobView> MoveAsync(string id, string command)
    {
        using var response = await CommandAsync(id, command);
        Assert.Equal(200, (int)response.StatusCode);
        return await ReadAsync(response);
    }

    public Task<HttpResponseMessage> ExtendAsync(string id, string json) =>
        Http.PostAsync($"/api/jobs/{id}/extend", new StringContent(json, Encoding.UTF8, "application/json"), Token);

    public Task<JobView> WaitAsync(string id, Func<JobView, bool> condition, TimeSpan? deadline = null) =>
        Eventually.GetAsync(() => GetAsync(id), condition, deadline);

    /// <summary>Waits for a state. An end in another one fails at once.</summary>
    public async Task<JobView> WaitForAsync(string id, JobState state)
    {
        var job = await WaitAsync(id, job => job.State == state || job.State is JobState.Completed or JobState.Cancelled or JobState.Failed);
        Assert.True(job.State == state, $"{job.State} instead of {state}: {job.Error?.Message}");
        return job;
    }

    /// <summary>Waits until a job has come so far.</summary>
    public Task<JobView> WaitForIterationAsync(string id, int iteration) =>
        WaitAsync(id, job => job.State == JobState.Running && job.Iteration >= iteration);

    /// <summary>The result, which must be there.</summary>
    public Task<byte[]> GetResultAsync(string id, string format = "png") => Http.GetByteArrayAsync($"/api/jobs/{id}/result?format={format}", Token);

    private static async Task<JobView> ReadAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JobView>(Web, Token) ?? throw new InvalidOperationException("The reply was empty.");

    private async Task<string> AddAsync(string url, byte[] bytes, string? imageId)
    {
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(bytes), "file", "picture.png");
        if (imageId is not null)
        {
            form.Add(new StringContent(imageId), "imageId");
        }

        using var response = await Http.PostAsync(url, form, Token);
        response.EnsureSuccessStatusCode();
        var info = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return info.GetProperty("id").GetString() ?? "";
    }
}
