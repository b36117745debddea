using DipWeb.Compute;
using DipWeb.Engine;
using DipWeb.Engine.Optimization;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.Compute;

public sealed class CheckpointFilesTests : IDisposable
{
    private static readonly Lazy<List<Checkpoint>> Four = new(() => Checkpoints(4));

    private readonly TemporaryFolder _folder = new();
    private readonly List<Checkpoint> _checkpoints = Four.Value;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_SeveralCheckpoints_KeepsTwoAndReadsTheNewest()
    {
        Assert.Null(CheckpointFiles.ReadNewest(_folder.Path));
        Assert.Equal(0, CheckpointFiles.NewestIteration(_folder.Path));

        _checkpoints.ForEach(checkpoint => CheckpointFiles.Write(_folder.Path, 1, checkpoint));

        Assert.Equal(["checkpoint-000001-00000003.bin", "checkpoint-000001-00000004.bin"], Names());
        Assert.Equal((4, 4), (CheckpointFiles.ReadNewest(_folder.Path)?.Iteration, CheckpointFiles.NewestIteration(_folder.Path)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-1)]
    public void ReadNewest_OneByteIsWrong_FallsBackToThePrevious(int position)
    {
        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[0]);
        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[1]);
        Damage("checkpoint-000001-00000002.bin", bytes => bytes[position < 0 ? bytes.Length + position : position] ^= 1);

        Assert.Equal(1, CheckpointFiles.ReadNewest(_folder.Path)?.Iteration);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5000)]
    public void ReadNewest_CutShort_FallsBackToThePrevious(int length)
    {
        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[0]);
        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[1]);
        var newest = _folder.File("checkpoint-000001-00000002.bin");
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..length]);

        Assert.Equal(1, CheckpointFiles.ReadNewest(_folder.Path)?.Iteration);
    }

    [Fact]
    public void ReadNewest_BothDamaged_IsNull()
    {
        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[0]);
        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[1]);
        Array.ForEach(Names(), name => Damage(name, bytes => bytes[50] ^= 1));

        Assert.Null(CheckpointFiles.ReadNewest(_folder.Path));
    }

    [Fact]
    public void Write_RunThatWasGivenUpForDead_CannotReplaceItsSuccessors()
    {
        CheckpointFiles.Write(_folder.Path, 2, _checkpoints[0]);
        CheckpointFiles.Write(_folder.Path, 2, _checkpoints[1]);

        CheckpointFiles.Write(_folder.Path, 1, _checkpoints[3]);

        Assert.Equal(2, CheckpointFiles.ReadNewest(_folder.Path)?.Iteration);
        Assert.Contains("checkpoint-000002-00000001.bin", Names());
    }

    private static List<Checkpoint> Checkpoints(int count)
    {
        var observer = new RecordingObserver(_ => IterationWants.Checkpoint);
        var request = new RestorationRequest { Spec = SmallSpecs.Denoise(count), Measurement = SyntheticImages.Waves(32, 32) };
        Restorer.Run(request, observer, CancellationToken.None);
        return observer.Checkpoints;
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void Damage(string name, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(_folder.File(name));
        change(bytes);
        File.WriteAllBytes(_folder.File(name), bytes);
    }
}
