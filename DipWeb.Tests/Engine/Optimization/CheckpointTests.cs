using DipWeb.Engine;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.Optimization;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Engine.Optimization;

public sealed class CheckpointTests
{
    public static TheoryData<string> Networks => ["decoder", "hourglass"];

    [Theory]
    [MemberData(nameof(Networks))]
    [NoTensorLeaks]
    public void Run_ResumedFromAWrittenCheckpoint_EqualsAnUninterruptedRun(string network)
    {
        var request = new RestorationRequest
        {
            Spec = SmallSpecs.Denoise(40, network == "decoder" ? SmallSpecs.Decoder : SmallSpecs.Hourglass),
            Measurement = SyntheticImages.Waves(20, 24),
        };
        var observer = new RecordingObserver(iteration => iteration == 23 ? IterationWants.Checkpoint : IterationWants.None);
        var uninterrupted = Restorer.Run(request, observer, TestContext.Current.CancellationToken);

        var resumed = Restorer.Run(
            request with { Checkpoint = WrittenAndRead(observer.Checkpoints.Single()) }, new RecordingObserver(), TestContext.Current.CancellationToken);

        Assert.Equal(uninterrupted.Image.Samples.ToArray(), resumed.Image.Samples.ToArray());
        Assert.Equal(uninterrupted.Loss, resumed.Loss);
    }

    [Fact]
    public void Run_CheckpointOfAnotherNetwork_IsRefused()
    {
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(2), Measurement = SyntheticImages.Waves(16, 16) };
        var observer = new RecordingObserver(_ => IterationWants.Checkpoint);
        Restorer.Run(request, observer, TestContext.Current.CancellationToken);

        var other = request with { Spec = SmallSpecs.Denoise(2, SmallSpecs.Hourglass), Checkpoint = observer.Checkpoints[0] };

        Assert.Throws<EngineException>(() => Restorer.Run(other, new RecordingObserver(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(2000)]
    public void Read_CutShort_IsRefused(int length)
    {
        var observer = new RecordingObserver(_ => IterationWants.Checkpoint);
        Restorer.Run(new RestorationRequest { Spec = SmallSpecs.Denoise(1), Measurement = SyntheticImages.Waves(16, 16) }, observer, TestContext.Current.CancellationToken);
        using var whole = new MemoryStream();
        observer.Checkpoints[0].Write(whole);

        using var cut = new MemoryStream(whole.ToArray()[..length]);

        Assert.Throws<EngineException>(() => Checkpoint.Read(cut));
    }

    private static Checkpoint WrittenAndRead(Checkpoint checkpoint)
    {
        using var stream = new MemoryStream();
        checkpoint.Write(stream);
        stream.Position = 0;
        return Checkpoint.Read(stream);
    }
}
