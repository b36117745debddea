using Bunit;
using DipWeb.Jobs;
using DipWeb.Results;

namespace DipWeb.Tests.Components;

/// <summary>What the run page shows and offers in each state.</summary>
public sealed class RunPanelTests : ComponentContext
{
    [Theory]
    [InlineData(JobState.Queued, JobDesire.Run, 0, "pause cancel")]
    [InlineData(JobState.Running, JobDesire.Run, 9, "stop pause cancel")]
    [InlineData(JobState.Running, JobDesire.Pause, 9, "stop cancel")]
    [InlineData(JobState.Running, JobDesire.Finish, 9, "cancel")]
    [InlineData(JobState.Running, JobDesire.Cancel, 9, "")]
    [InlineData(JobState.Paused, JobDesire.Run, 9, "resume stop cancel")]
    [InlineData(JobState.Completed, JobDesire.Run, 9, "download format extend again delete")]
    [InlineData(JobState.Cancelled, JobDesire.Run, 9, "again delete")]
    [InlineData(JobState.Failed, JobDesire.Run, 9, "resume again delete")]
    public void Actions_State_OffersWhatCanBeDone(JobState state, JobDesire desired, int iteration, string expected)
    {
        var actions = Render<RunActions>(parameters => parameters.Add(view => view.Job, Job(state) with { Desired = desired, Iteration = iteration }));

        var offered = actions.FindAll("[data-testid]").Select(element => element.GetAttribute("data-testid"));

        Assert.Equal(expected, string.Join(' ', offered));
    }

    [Fact]
    public void Actions_RunOfSeveralRegions_OffersNoMoreIterations()
    {
        var actions = Render<RunActions>(parameters => parameters.Add(view => view.Job, Job(JobState.Completed) with { Regions = 2 }));

        Assert.Empty(actions.FindAll("[data-testid=extend]"));
    }

    [Theory]
    [InlineData(0, "1 / 4")]
    [InlineData(25, "1 / 4")]
    [InlineData(26, "2 / 4")]
    [InlineData(100, "4 / 4")]
    public void Numbers_RunOfSeveralRegions_SayWhichIsComputed(int iteration, string region)
    {
        var numbers = Render<RunNumbers>(parameters => parameters.Add(view => view.Job, Job(JobState.Running) with { Iteration = iteration, Iterations = 100, Regions = 4 }));

        Assert.Equal(region, numbers.Find("[data-testid=region]").TextContent);
    }

    [Fact]
    public void Actions_Click_SendsTheCommand()
    {
        var commands = new List<JobCommand>();
        var actions = Render<RunActions>(parameters => parameters
            .Add(view => view.Job, Job(JobState.Running) with { Iteration = 3 })
            .Add(view => view.OnCommand, (JobCommand command) => commands.Add(command)));

        actions.Find("[data-testid=pause]").Click();
        actions.Find("[data-testid=stop]").Click();

        Assert.Equal([JobCommand.Pause, JobCommand.Stop], commands);
    }

    [Fact]
    public void Actions_Format_GoesIntoTheDownload()
    {
        var actions = Render<RunActions>(parameters => parameters.Add(view => view.Job, Job(JobState.Completed)));

        actions.Find("select").Change("tiff16");

        Assert.Equal("/api/jobs/0123456789abcdef0123456789abcdef/result?format=tiff16", actions.Find("[data-testid=download]").GetAttribute("href"));
    }

    [Theory]
    [InlineData("en", "12.5 per second", "1:01:05")]
    [InlineData("ja", "毎秒 12.5 回", "1:01:05")]
    public void Numbers_FastRun_AreWrittenForPeople(string language, string speed, string remaining)
    {
        Speak(language);
        var numbers = Render<RunNumbers>(parameters => parameters.Add(
            view => view.Job, Job(JobState.Running) with { IterationsPerSecond = 12.5, EtaSeconds = 3665, Iteration = 1234, Iterations = 6001 }));

        Assert.Equal(speed, numbers.Find("[data-testid=speed]").TextContent);
        Assert.Equal(remaining, numbers.Find("[data-testid=remaining]").TextContent);
        Assert.Equal("1,234 / 6,001", numbers.Find("[data-testid=iteration]").TextContent);
    }

    [Theory]
    [InlineData(JobState.Running, "70 / 20,000", 1)]
    [InlineData(JobState.Paused, "70 / 20,000", 1)]
    [InlineData(JobState.Completed, "70", 0)]
    [InlineData(JobState.Cancelled, "70", 0)]
    [InlineData(JobState.Failed, "70 / 20,000", 0)]
    public void Numbers_RunThatIsOver_HasNoProgressLeftToShow(JobState state, string iteration, int bars)
    {
        var numbers = Render<RunNumbers>(parameters => parameters.Add(view => view.Job, Job(state) with { Iteration = 70, Iterations = 20_000 }));

        Assert.Equal(iteration, numbers.Find("[data-testid=iteration]").TextContent);
        Assert.Equal(bars, numbers.FindAll("progress").Count);
    }

    [Theory]
    [InlineData(JobState.Running, 0, 1)]
    [InlineData(JobState.Running, 1, 0)]
    [InlineData(JobState.Queued, 0, 0)]
    public void Numbers_BeforeTheFirstIteration_SayThatItIsBeingPrepared(JobState state, int iteration, int expected)
    {
        var numbers = Render<RunNumbers>(parameters => parameters.Add(view => view.Job, Job(state) with { Iteration = iteration }));

        Assert.Equal(expected, numbers.FindAll("[data-testid=preparing]").Count);
        Assert.Equal(expected == 0, numbers.Find("progress").HasAttribute("value"));
    }

    [Fact]
    public void Numbers_SlowRun_SayHowLongAnIterationTakes()
    {
        var numbers = Render<RunNumbers>(parameters => parameters.Add(view => view.Job, Job(JobState.Running) with { IterationsPerSecond = 0.25 }));

        Assert.Equal("4.0 s each", numbers.Find("[data-testid=speed]").TextContent);
    }

    [Fact]
    public void Actions_SeveralSeeds_OfferNoMoreIterations()
    {
        var job = Job(JobState.Completed) with { Parameters = new Dictionary<string, string> { ["seeds"] = "4" } };

        var actions = Render<RunActions>(parameters => parameters.Add(view => view.Job, job));

        Assert.Empty(actions.FindAll("[data-testid=extend]"));
    }

    [Fact]
    public void Spread_Scale_IsWrittenInStepsOf255()
    {
        var spread = Render<SpreadPicture>(parameters => parameters.Add(view => view.Job, Job(JobState.Completed)).Add(view => view.Scale, 0.02));

        Assert.Equal("5.1 / 255", spread.Find("[data-testid=spread-scale]").TextContent);
        Assert.Contains("rgb(9 6 24)", spread.Find(".spread-bar").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Equal("/api/jobs/0123456789abcdef0123456789abcdef/spread?attempt=1", spread.Find("img").GetAttribute("src"));
    }

    [Theory]
    [InlineData(true, true, "190px 120px 120px 120px")]
    [InlineData(false, true, "190px 120px 120px")]
    [InlineData(false, false, "190px")]
    public void Curves_WhatThereIs_StandsOneLargeAndTheOthersSmall(bool hasReference, bool hasHeldOut, string heights)
    {
        IReadOnlyList<double?> Metric(bool isThere) => [isThere ? 20 : null, isThere ? 24 : null];
        var curve = new CurveView
        {
            Iteration = [1, 2], Loss = [0.1, 0.05], Psnr = Metric(hasReference), Ssim = Metric(false), Score = Metric(hasHeldOut), EstimatedPsnr = Metric(hasHeldOut),
        };

        var curves = Render<RunCurves>(parameters => parameters.Add(view => view.Curve, curve));

        Assert.Equal(heights, string.Join(' ', curves.FindComponents<MudBlazor.MudChart<double>>().Select(chart => chart.Instance.Height)));
    }

    internal static JobView Job(JobState state) => new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        State = state,
        Desired = JobDesire.Run,
        Task = "denoise",
        Preset = "balanced",
        ImageId = "0123456789abcdef0123456789abcdef",
        Seed = 1,
        Iteration = 0,
        Iterations = 100,
        ElapsedSeconds = 5,
        Width = 64,
        Height = 48,
        Parameters = new Dictionary<string, string>(),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Attempt = 1,
        Sequence = 1,
        FrameSequence = 0,
    };
}
