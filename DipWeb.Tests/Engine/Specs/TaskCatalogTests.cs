using DipWeb.Engine.Devices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;

namespace DipWeb.Tests.Engine.Specs;

public sealed class TaskCatalogTests
{
    public static TheoryData<string, Preset> EveryTaskAndPreset
    {
        get
        {
            var data = new TheoryData<string, Preset>();
            foreach (var task in TaskCatalog.All)
            {
                foreach (var preset in Enum.GetValues<Preset>())
                {
                    data.Add(task.Id, preset);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EveryTaskAndPreset))]
    public void CreateSpec_EveryPreset_HasALegalValueForEveryParameter(string task, Preset preset)
    {
        var definition = TaskCatalog.Find(task);
        var defaults = definition.Defaults(preset);

        var spec = TaskCatalog.CreateSpec(task, preset, defaults, seed: 7);

        Assert.Equal(definition.Parameters.Select(parameter => parameter.Name).Order(), defaults.Keys.Order());
        Assert.Equal((task, preset, 7), (spec.Task, spec.Preset, spec.Seed));
    }

    [Fact]
    public void CreateSpec_PaperDenoising_IsThePublishedConfiguration()
    {
        var spec = TaskCatalog.CreateSpec("denoise", Preset.Paper, null, seed: 0);

        var network = Assert.IsType<HourglassSpec>(spec.Network);
        Assert.Equal([128, 128, 128, 128, 128], network.Widths);
        Assert.Equal([4, 4, 4, 4, 4], network.SkipWidths);
        Assert.Equal((1800, 0.01, 0.99), (spec.Iterations, spec.LearningRate, spec.Averaging));
        Assert.Equal(1 / 30d, spec.InputNoise, 6);
    }

    [Fact]
    public void CreateSpec_PaperInpainting_IsThePublishedConfiguration()
    {
        var spec = TaskCatalog.CreateSpec("inpaint", Preset.Paper, null, seed: 0);

        var network = Assert.IsType<HourglassSpec>(spec.Network);
        Assert.Equal([128, 128, 128, 128, 128], network.Widths);
        Assert.Equal([128, 128, 128, 128, 128], network.SkipWidths);
        Assert.Equal((5, 32, false), (network.NearestScales, network.InputChannels, network.ConvolvesBeforeUpsampling));
        Assert.Equal((6001, 0.01, 0.03, 0d), (spec.Iterations, spec.LearningRate, spec.InputNoise, spec.Averaging));
    }

    [Fact]
    public void CreateSpec_PaperLargeHole_IsThePublishedConfigurationOfTheVase()
    {
        var spec = TaskCatalog.CreateSpec("inpaint", Preset.Paper, new Dictionary<string, string> { ["holes"] = "large" }, seed: 0);

        var network = Assert.IsType<HourglassSpec>(spec.Network);
        Assert.Equal([0, 0, 0, 0, 0], network.SkipWidths);
        Assert.Equal((5, 2, true), (network.NearestScales, network.InputChannels, network.SeesCoordinates));
        Assert.Equal((5001, 0.01, 0.03, 0d), (spec.Iterations, spec.LearningRate, spec.InputNoise, spec.Averaging));
    }

    [Fact]
    public void CreateSpec_PaperFlash_IsThePublishedConfiguration()
    {
        var spec = TaskCatalog.CreateSpec("flash", Preset.Paper, null, seed: 0);

        var network = Assert.IsType<HourglassSpec>(spec.Network);
        Assert.Equal([4, 4, 4, 4, 4], network.SkipWidths);
        Assert.Equal((2, 3), (network.NearestScales, network.InputChannels));
        Assert.Equal((601, 0.1, 0d, 0d), (spec.Iterations, spec.LearningRate, spec.InputNoise, spec.Averaging));
    }

    [Theory]
    [InlineData(null, 4, 2000, 0.03)]
    [InlineData("2", 2, 2000, 0.03)]
    [InlineData("8", 8, 4000, 0.05)]
    public void CreateSpec_PaperSuperResolution_IsThePublishedConfigurationOfTheFactor(string? wanted, int factor, int iterations, double inputNoise)
    {
        var overrides = wanted is null ? null : new Dictionary<string, string> { ["factor"] = wanted };

        var spec = TaskCatalog.CreateSpec("superres", Preset.Paper, overrides, seed: 0);

        var network = Assert.IsType<HourglassSpec>(spec.Network);
        Assert.Equal([4, 4, 4, 4, 4], network.SkipWidths);
        Assert.Equal(0, network.NearestScales);
        Assert.Equal((new Ratio(factor, 1), iterations, 0.01, inputNoise, 0d), (spec.ScaleFactor, spec.Iterations, spec.LearningRate, spec.InputNoise, spec.Averaging));
    }

    [Fact]
    public void Settings_PresetThatDependsOnTheFactor_GivesWayToExplicitValues()
    {
        var overrides = new Dictionary<string, string> { ["factor"] = "8", ["iterations"] = "10" };

        var settings = TaskCatalog.Find("superres").Settings(Preset.Paper, overrides);

        Assert.Equal(("10", "0.05"), (settings["iterations"], settings["inputNoise"]));
    }

    [Theory]
    [InlineData("denoise", "decoder", "1300", "1800")]
    [InlineData("missing", "decoder", "600", "3000")]
    [InlineData("flash", "hourglass-narrow", "400", "601")]
    public void Defaults_Balanced_DependOnTheDevice(string task, string network, string iterations, string iterationsOnAGpu)
    {
        var onCpu = TaskCatalog.Find(task).Defaults(Preset.Balanced, DeviceKind.Cpu);
        var onGpu = TaskCatalog.Find(task).Defaults(Preset.Balanced, DeviceKind.Gpu);

        Assert.Equal((network, iterations), (onCpu["network"], onCpu["iterations"]));
        Assert.Equal(("hourglass", iterationsOnAGpu), (onGpu["network"], onGpu["iterations"]));
    }

    [Theory]
    [InlineData(Preset.Preview)]
    [InlineData(Preset.Best)]
    [InlineData(Preset.Paper)]
    public void Defaults_OtherPresets_AreTheSameOnEveryDevice(Preset preset) =>
        Assert.All(TaskCatalog.All, task => Assert.Equal(task.Defaults(preset, DeviceKind.Cpu), task.Defaults(preset, DeviceKind.Gpu)));

    [Fact]
    public void Settings_NetworkChosenByHand_BringsWhatItNeedsOnEveryDevice()
    {
        var denoise = TaskCatalog.Find("denoise");

        Assert.Equal(
            denoise.Defaults(Preset.Balanced, DeviceKind.Gpu),
            denoise.Settings(Preset.Balanced, new Dictionary<string, string> { ["network"] = "hourglass" }, DeviceKind.Cpu));
        Assert.Equal(
            denoise.Defaults(Preset.Balanced, DeviceKind.Cpu),
            denoise.Settings(Preset.Balanced, new Dictionary<string, string> { ["network"] = "decoder" }, DeviceKind.Gpu));
    }

    [Theory]
    [InlineData("iterations", "0", "param.range")]
    [InlineData("iterations", "100001", "param.range")]
    [InlineData("iterations", "1.5", "param.range")]
    [InlineData("learningRate", "NaN", "param.range")]
    [InlineData("learningRate", "fast", "param.range")]
    [InlineData("averaging", "1", "param.range")]
    [InlineData("network", "unet", "param.choice")]
    [InlineData("sharpness", "1", "param.unknown")]
    public void CreateSpec_IllegalParameter_IsRefusedByCode(string name, string value, string code)
    {
        var refusal = Assert.Throws<InvalidSpecException>(() =>
            TaskCatalog.CreateSpec("denoise", Preset.Balanced, new Dictionary<string, string> { [name] = value }, seed: 0));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateSpec_IterationsOutOfRange_NamesTheBoundAndTheValue()
    {
        var refusal = Assert.Throws<InvalidSpecException>(() =>
            TaskCatalog.CreateSpec("inpaint", Preset.Balanced, new Dictionary<string, string> { ["iterations"] = "-3" }, seed: 0));

        Assert.Equal("iterations must be a whole number from 1 to 100000; it was “-3”.", refusal.Message);
    }

    [Fact]
    public void Find_UnknownTask_IsRefusedByCode() =>
        Assert.Equal("task.unknown", Assert.Throws<InvalidSpecException>(() => TaskCatalog.Find("sharpen")).Code);

    [Fact]
    public void ParsePreset_UnknownPreset_IsRefusedByCode() =>
        Assert.Equal("preset.unknown", Assert.Throws<InvalidSpecException>(() => TaskCatalog.ParsePreset("Ultra")).Code);
}
