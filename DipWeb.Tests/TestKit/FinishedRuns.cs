using System.Globalization;
using DipWeb.Jobs;

namespace DipWeb.Tests.TestKit;

/// <summary>A server with runs that have ended, for tests that only look at what they left.</summary>
public sealed class FinishedRuns : IAsyncLifetime
{
    /// <summary>Few enough for every iterate to be kept.</summary>
    internal const int Iterations = 12;

    internal WebServer Server { get; } = new();

    internal JobClient Jobs { get; private set; } = null!; // set before the first test

    /// <summary>The hole of an 8-bit colour picture filled in, with the whole picture as reference.</summary>
    internal JobView Colour { get; private set; } = null!; // set before the first test

    /// <summary>The hole of a 16-bit grey picture filled in.</summary>
    internal JobView Deep { get; private set; } = null!; // set before the first test

    public async ValueTask InitializeAsync()
    {
        Jobs = new JobClient(Server.Client);
        var colour = await InpaintAsync(SmallPictures.Waves());
        var deep = await InpaintAsync(SmallPictures.Waves16());
        Colour = await Jobs.WaitForAsync(colour.Id, JobState.Completed);
        Deep = await Jobs.WaitForAsync(deep.Id, JobState.Completed);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task<JobView> InpaintAsync(byte[] picture)
    {
        var image = await Jobs.AddImageAsync(picture);
        return await Jobs.SubmitAsync(new JobRequest
        {
            ImageId = image,
            Task = "inpaint",
            Preset = "preview",
            MaskId = await Jobs.AddMaskAsync(image, SmallPictures.Mask()),
            ReferenceId = image,
            Seed = 3,
            Parameters = new Dictionary<string, string> { ["iterations"] = Iterations.ToString(CultureInfo.InvariantCulture) },
        });
    }
}
