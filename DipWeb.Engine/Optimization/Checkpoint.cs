using System.Runtime.InteropServices;
using DipWeb.Engine.Diagnostics;
using DipWeb.Engine.StopRules;

namespace DipWeb.Engine.Optimization;

/// <summary>Everything that changes during a run, as plain data: a run that goes on from it equals one that was never interrupted.</summary>
/// <remarks>
/// What does not change (the network input, the operator, the choice of held-out samples) is made again from the request. The one exception to equality: a
/// roll-back of the divergence guard returns to the checkpoint itself instead of to an earlier state.
/// </remarks>
public sealed class Checkpoint
{
    private const uint Magic = 0x43504944; // "DIPC", little-endian
    private const int FormatVersion = 4;

    internal Checkpoint()
    {
    }

    private Checkpoint(Checkpoint other)
    {
        (LearningRate, RollBacks, Loss, BestIteration, BestEstimate) = (other.LearningRate, other.RollBacks, other.Loss, other.BestIteration, other.BestEstimate);
        (GeneratorState, Parameters, FirstMoment, SecondMoment) = (other.GeneratorState, other.Parameters, other.FirstMoment, other.SecondMoment);
        (Average, Best, Fit, StopRule) = (other.Average, other.Best, other.Fit, other.StopRule);
    }

    /// <summary>Iterations done, over all members of an ensemble.</summary>
    public int Iteration { get; internal init; }

    /// <summary>What the finished members of an ensemble left; empty while there is none.</summary>
    internal EnsembleState Ensemble { get; init; } = EnsembleState.Empty;

    internal double LearningRate { get; init; }

    internal int RollBacks { get; init; }

    internal double Loss { get; init; }

    internal int BestIteration { get; init; }

    internal double? BestEstimate { get; init; }

    internal byte[] GeneratorState { get; init; } = [];

    internal float[] Parameters { get; init; } = [];

    internal float[] FirstMoment { get; init; } = [];

    internal float[] SecondMoment { get; init; } = [];

    internal float[] Average { get; init; } = [];

    internal float[] Best { get; init; } = [];

    internal float[] Fit { get; init; } = [];

    internal StopRuleState StopRule { get; init; } = StopRuleState.Empty;

    /// <summary>The same state as the checkpoint of one member of an ensemble.</summary>
    /// <param name="before">Iterations of the members before it.</param>
    /// <param name="ensemble">What they left.</param>
    internal Checkpoint OfMember(int before, EnsembleState ensemble) => new(this) { Iteration = Iteration + before, Ensemble = ensemble };

    /// <summary>The member's own state, without what came before it.</summary>
    /// <param name="before">Iterations of the members before it.</param>
    internal Checkpoint Alone(int before) => new(this) { Iteration = Iteration - before, Ensemble = EnsembleState.Empty };

    /// <summary>The same state, counted after so many iterations of something else; before them, where the number is negative.</summary>
    /// <param name="before">Iterations.</param>
    public Checkpoint After(int before) => new(this) { Iteration = Iteration + before, Ensemble = Ensemble };

    /// <summary>Writes the checkpoint in the engine's own little-endian format.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(Iteration);
        writer.Write(LearningRate);
        writer.Write(RollBacks);
        writer.Write(Loss);
        writer.Write(BestIteration);
        writer.Write(BestEstimate ?? double.NaN);
        writer.Write(Ensemble.Members);
        writer.Write(GeneratorState.Length);
        writer.Write(GeneratorState);
        foreach (var values in (ReadOnlySpan<float[]>)[Parameters, FirstMoment, SecondMoment, Average, Best, Fit, StopRule.Samples])
        {
            WriteArray<float>(writer, values);
        }

        foreach (var values in (ReadOnlySpan<double[]>)[StopRule.Numbers, Ensemble.Sum, Ensemble.SumOfSquares])
        {
            WriteArray<double>(writer, values);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="stream">Where from; left open.</param>
    /// <exception cref="EngineException">The bytes are not a whole checkpoint.</exception>
    public static Checkpoint Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Magic || reader.ReadInt32() != FormatVersion)
            {
                throw new EngineException("This is not a checkpoint of this version.");
            }

            return ReadBody(reader);
        }
        catch (EndOfStreamException exception)
        {
            throw new EngineException("The checkpoint is cut short.", exception);
        }
    }

    private static Checkpoint ReadBody(BinaryReader reader)
    {
        var (iteration, rate, rollBacks, loss) = (reader.ReadInt32(), reader.ReadDouble(), reader.ReadInt32(), reader.ReadDouble());
        var (best, estimate, members) = (reader.ReadInt32(), reader.ReadDouble(), reader.ReadInt32());
        var generator = ReadBytes(reader, reader.ReadInt32());
        var floats = new float[7][];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = ReadArray<float>(reader);
        }

        var numbers = ReadArray<double>(reader);
        return new Checkpoint
        {
            Iteration = iteration,
            LearningRate = rate,
            RollBacks = rollBacks,
            Loss = loss,
            BestIteration = best,
            BestEstimate = double.IsNaN(estimate) ? null : estimate,
            GeneratorState = generator,
            Parameters = floats[0],
            FirstMoment = floats[1],
            SecondMoment = floats[2],
            Average = floats[3],
            Best = floats[4],
            Fit = floats[5],
            StopRule = new StopRuleState(numbers, floats[6]),
            Ensemble = new EnsembleState(members, ReadArray<double>(reader), ReadArray<double>(reader)),
        };
    }

    private static void WriteArray<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static byte[] ReadBytes(BinaryReader reader, int length)
    {
        const int MoreThanAnyGenerator = 1 << 20;
        if (length is < 0 or > MoreThanAnyGenerator)
        {
            throw new EngineException("The checkpoint is damaged.");
        }

        var bytes = new byte[length];
        reader.BaseStream.ReadExactly(bytes);
        return bytes;
    }

    private static T[] ReadArray<T>(BinaryReader reader)
        where T : unmanaged
    {
        var length = reader.ReadInt32();
        var size = (long)length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        if (length < 0 || (reader.BaseStream.CanSeek && size > reader.BaseStream.Length - reader.BaseStream.Position))
        {
            throw new EngineException("The checkpoint is damaged.");
        }

        var values = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
