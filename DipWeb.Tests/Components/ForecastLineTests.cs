using Bunit;
using DipWeb.Editor;
using DipWeb.Jobs;

namespace DipWeb.Tests.Components;

public sealed class ForecastLineTests : ComponentContext
{
    [Theory]
    [InlineData("en", 41.0, 700, "About 40 seconds and 0.7 GB of memory.")]
    [InlineData("en", 130.0, 700, "About 2 minutes and 0.7 GB of memory.")]
    [InlineData("en", 9000.0, 4375, "About 2.5 hours and 4.4 GB of memory.")]
    [InlineData("en", null, 700, "About 0.7 GB of memory.")]
    [InlineData("en", 130.0, 9000, "Needs about 9.0 GB of memory, and 8.0 GB may be used. Try a smaller picture or another network.")]
    [InlineData("ja", 130.0, 700, "およそ 2 分、メモリ 0.7 GB。")]
    public void Forecast_OfARun_IsASentence(string language, double? seconds, long megabytes, string expected)
    {
        Speak(language);

        var line = Render<ForecastLine>(parameters => parameters.Add(field => field.Key, "a").Add(field => field.Source, _ => Told(seconds, megabytes)));

        line.WaitForAssertion(() => Assert.Equal(expected, line.Find("[data-testid=forecast]").TextContent));
    }

    [Fact]
    public void Forecast_AnotherWish_IsAskedForAgainAndTheSameOneIsNot()
    {
        var asked = 0;
        Task<JobForecast?> Source(CancellationToken cancellationToken) => Told(++asked * 60, 500);
        var line = Render<ForecastLine>(parameters => parameters.Add(field => field.Key, "a").Add(field => field.Source, Source));

        line.Render(parameters => parameters.Add(field => field.Key, "a").Add(field => field.Source, Source));
        Assert.Equal(1, asked);
        line.Render(parameters => parameters.Add(field => field.Key, "b").Add(field => field.Source, Source));

        line.WaitForAssertion(() => Assert.Contains("2 minutes", line.Find("[data-testid=forecast]").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, asked);
    }

    [Fact]
    public void Forecast_NothingToRunYet_IsSilent()
    {
        var line = Render<ForecastLine>(parameters => parameters.Add(field => field.Key, null).Add(field => field.Source, _ => Told(60, 500)));

        Assert.Empty(line.FindAll("[data-testid=forecast]"));
    }

    private static Task<JobForecast?> Told(double? seconds, long megabytes) => Task.FromResult<JobForecast?>(new JobForecast
    {
        Width = 64, Height = 48, Seconds = seconds, MemoryMegabytes = megabytes, MemoryLimitMegabytes = 8000,
    });
}
