using DipWeb.Editor;
using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using DipWeb.Images;
using DipWeb.Jobs;

namespace DipWeb.Tests.Components;

public sealed class StudioStateTests
{
    [Theory]
    [InlineData("inpaint", 0, StudioObstacle.NothingPainted)]
    [InlineData("inpaint", 0.02, StudioObstacle.None)]
    [InlineData("inpaint", 1, StudioObstacle.EverythingPainted)]
    [InlineData("denoise", 0, StudioObstacle.None)]
    [InlineData("superres", 1, StudioObstacle.None)]
    public void Obstacle_TaskAndCoverage_SayWhetherARunCanStart(string task, double coverage, StudioObstacle expected)
    {
        var state = new StudioState(Image(64, 48)) { Coverage = coverage };

        state.ChooseTask(task);

        Assert.Equal(expected, state.Obstacle);
    }

    [Fact]
    public void Obstacle_TaskWithAGuide_NeedsOneOfThePicturesSize()
    {
        var state = new StudioState(Image(64, 48));
        state.ChooseTask("flash");
        var without = state.Obstacle;
        state.Guide = Image(64, 64);
        var other = state.Obstacle;
        state.Guide = Image(64, 48);

        Assert.Equal((StudioObstacle.NoGuide, StudioObstacle.GuideOfAnotherSize, StudioObstacle.None), (without, other, state.Obstacle));
        Assert.Equal(state.Guide.Id, state.ToRequest(maskId: null).GuideId);
    }

    [Fact]
    public void ToRequest_AdjustedValues_AreSentAndOnlyThose()
    {
        var state = new StudioState(Image(64, 48)) { Seed = 7 };
        state.ChooseTask("superres");
        state.ChoosePreset(Preset.Preview);
        state.Set("factor", "2");
        state.Set("averaging", state.Task.Defaults(Preset.Preview)["averaging"]);

        var request = state.ToRequest(maskId: null);

        Assert.Equal(("superres", "preview", 7L), (request.Task, request.Preset, request.Seed));
        Assert.Equal([new KeyValuePair<string, string>("factor", "2")], request.Parameters ?? new Dictionary<string, string>());
        Assert.Equal((128, 96), state.ResultSize);
    }

    [Fact]
    public void ChoosePreset_AdjustedEffort_IsForgottenAndTheFactorKept()
    {
        var state = new StudioState(Image(64, 48));
        state.ChooseTask("superres");
        state.Set("factor", "8");
        state.Set("iterations", "77");

        state.ChoosePreset(Preset.Best);

        Assert.Equal("8", state.Value("factor"));
        Assert.Equal(state.Task.Defaults(Preset.Best)["iterations"], state.Value("iterations"));
    }

    [Fact]
    public void Value_FactorThatChangesThePreset_ShowsWhatWillRun()
    {
        var state = new StudioState(Image(64, 48));
        state.ChooseTask("superres");
        state.ChoosePreset(Preset.Paper);

        state.Set("factor", "8");

        Assert.Equal("4000", state.Value("iterations"));
    }

    [Fact]
    public void Value_Gpu_ShowsThePresetOfThatDevice()
    {
        var state = new StudioState(Image(64, 48)) { Device = DeviceKind.Gpu };
        state.ChooseTask("denoise");

        Assert.Equal("hourglass", state.Value("network"));
    }

    [Theory]
    [InlineData(DeviceKind.Cpu, "network")]
    [InlineData(DeviceKind.Gpu, "iterations")]
    public void Repeat_NetworkThatBringsOtherSettings_MeansWhatTheJobMeant(DeviceKind device, string adjusted)
    {
        var wanted = new Dictionary<string, string> { ["network"] = "hourglass", ["iterations"] = "1300" };
        var meant = TaskCatalog.Find("denoise").Settings(Preset.Balanced, wanted, device);
        var state = new StudioState(Image(64, 48)) { Device = device };

        state.Repeat(RunPanelTests.Job(JobState.Completed) with { Task = "denoise", Preset = "balanced", Parameters = meant });

        Assert.All(meant, pair => Assert.Equal(pair.Value, state.Value(pair.Key)));
        Assert.Contains(adjusted, state.ToRequest(maskId: null).Parameters?.Keys ?? []);
        Assert.DoesNotContain("learningRate", state.ToRequest(maskId: null).Parameters?.Keys ?? []);
    }

    [Theory]
    [InlineData(new[] { 520, 520, 720, 720, 40000 }, 320, 320, 600, 600)] // a filled square
    [InlineData(new[] { 520, 520, 600, 700, 400 }, 456, 456, 208, 308)] // a thin stroke
    public void Paint_PartOfALargePicture_IsTheRegionThatTheRunWillTake(int[] pieces, int x, int y, int width, int height)
    {
        var state = new StudioState(Image(1000, 1000));

        state.Paint(pieces);

        Assert.Equal([new RegionOfInterest(x, y, width, height)], state.PaintedRegions);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { -1, 0, 10, 10, 1 })]
    [InlineData(new[] { 0, 0, 10, 1001, 1 })]
    [InlineData(new[] { 10, 0, 10, 10, 1 })]
    [InlineData(new[] { 0, 0, 10, 10 })]
    [InlineData(new[] { 0, 0, 10, 10, 1, 0 })]
    public void Paint_WhatNoPictureHolds_IsNoRegion(int[] pieces)
    {
        var state = new StudioState(Image(1000, 1000));
        state.Paint([400, 500, 500, 512, 10]);

        state.Paint(pieces);

        Assert.Empty(state.PaintedRegions);
    }

    [Fact]
    public void Set_ImpossibleValue_IsRefusedAndChangesNothing()
    {
        var state = new StudioState(Image(64, 48));
        var before = state.Value("iterations");

        Assert.Equal("param.range", Assert.Throws<InvalidSpecException>(() => state.Set("iterations", "0")).Code);

        Assert.Equal(before, state.Value("iterations"));
    }

    [Theory]
    [InlineData("4", true)]
    [InlineData("2", false)]
    public void ToRequest_Reference_IsSentWhereItHasTheSizeOfTheResult(string factor, bool fits)
    {
        var state = new StudioState(Image(64, 64), Image(256, 256));
        state.ChooseTask("superres");
        state.Set("factor", factor);

        Assert.Equal(fits ? state.Reference?.Id : null, state.ToRequest(maskId: null).ReferenceId);
    }

    [Theory]
    [InlineData(0.39, false)]
    [InlineData(0.41, true)]
    public void IsMuchPainted_LargeHole_IsWarnedOf(double coverage, bool expected) =>
        Assert.Equal(expected, new StudioState(Image(64, 48)) { Coverage = coverage }.IsMuchPainted);

    internal static StoredImage Image(int width, int height) => new()
    {
        Id = new string('a', 28) + width.ToString("D4", System.Globalization.CultureInfo.InvariantCulture),
        Width = width,
        Height = height,
        Channels = 3,
        BitDepth = 8,
        Format = "png",
        HasAlpha = false,
        Notes = [],
        Sha256 = "",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
