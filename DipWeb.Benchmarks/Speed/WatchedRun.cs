using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using DipWeb.Benchmarks.Quality;
using DipWeb.Jobs;

namespace DipWeb.Benchmarks.Speed;

/// <summary>How fast a run of the server is while pages watch it, and while none does.</summary>
internal static class WatchedRun
{
    public const int Watchers = 20;

    private const int Rounds = 3;
    private const int Side = 256;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Iterations per second without and with watchers, by turns in one run.</summary>
    public static async Task<(double Alone, double Watched)> RatesAsync(string data)
    {
        using var folder = new WorkFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path);
        var job = await SubmitAsync(server.Client, data);
        while ((await FindAsync(server.Client, job.Id)).Iteration == 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5));
        }

        var (alone, watched) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            alone += await RateAsync(server.Client, job.Id) / Rounds;
            var pages = new List<Watcher>();
            for (var i = 0; i < Watchers; i++)
            {
                pages.Add(await Watcher.StartAsync(server.Client.BaseAddress!, job.Id)); // the server has said it
            }

            watched += await RateAsync(server.Client, job.Id) / Rounds;
            foreach (var page in pages)
            {
                await page.DisposeAsync();
            }
        }

        return (alone, watched);
    }

    /// <summary>By the run's own clock, from the first to the last number that is told in a while.</summary>
    private static async Task<double> RateAsync(HttpClient client, string jobId)
    {
        await Task.Delay(TimeSpan.FromSeconds(2)); // numbers of the time before
        var first = await FindAsync(client, jobId);
        await Task.Delay(Window);
        var last = await FindAsync(client, jobId);
        return (last.Iteration - first.Iteration) / (last.ElapsedSeconds - first.ElapsedSeconds);
    }

    private static async Task<JobView> SubmitAsync(HttpClient client, string data)
    {
        var noisy = Damages.Noise(Path.Combine(data, QualitySuites.F16), 25, Side).Measurement.Bytes;
        using var file = new ByteArrayContent(noisy) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var form = new MultipartFormDataContent { { file, "file", "noisy.png" } };
        using var uploaded = await client.PostAsync("/api/images", form);
        var image = (await uploaded.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var request = new JobRequest
        {
            ImageId = image,
            Task = "denoise",
            Seed = 1,
            Parameters = new Dictionary<string, string> { ["iterations"] = "100000", ["stopRule"] = "fixed", ["twoViews"] = "0" },
        };
        using var response = await client.PostAsJsonAsync("/api/jobs", request, Format);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JobView>(Format))!; // a job that was accepted
    }

    private static async Task<JobView> FindAsync(HttpClient client, string id) => (await client.GetFromJsonAsync<JobView>($"/api/jobs/{id}", Format))!; // as above
}
