using System.Runtime.InteropServices;
using DipWeb.Engine.Diagnostics;

namespace DipWeb.Engine.Optimization;

/// <summary>Everything that changes during a run, as plain data: a run that goes on from it equals one that was never interrupted.</summary>
/// <remarks>
/// What does not change (the network input, the operator) is made again from the request. The one exception to equality: a
/// roll-back of the divergence guard returns to the checkpoint itself instead of to an earlier state.
/// </remarks>
public sealed class Checkpoint
{
    private const uint Magic = 0x43504944; // "DIPC", little-endian
    private const int FormatVersion = 1;

    internal Checkpoint()
    {
    }

    /// <summary>Iterations done.</summary>
    public int Iteration { get; internal init; }

    internal double LearningRate { get; init; }

    internal int RollBacks { get; init; }

    internal double Loss { get; init; }

    internal byte[] GeneratorState { get; init; } = [];

    internal float[] Parameters { get; init; } = [];

    internal float[] FirstMoment { get; init; } = [];

    internal float[] SecondMoment { get; init; } = [];

    internal float[] Average { get; init; } = [];

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
        writer.Write(GeneratorState.Length);
        writer.Write(GeneratorState);
        foreach (var values in (ReadOnlySpan<float[]>)[Parameters, FirstMoment, SecondMoment, Average])
        {
            writer.Write(values.Length);
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
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

            return new Checkpoint
            {
                Iteration = reader.ReadInt32(),
                LearningRate = reader.ReadDouble(),
                RollBacks = reader.ReadInt32(),
                Loss = reader.ReadDouble(),
                GeneratorState = ReadBytes(reader, reader.ReadInt32()),
                Parameters = ReadFloats(reader),
                FirstMoment = ReadFloats(reader),
                SecondMoment = ReadFloats(reader),
                Average = ReadFloats(reader),
            };
        }
        catch (EndOfStreamException exception)
        {
            throw new EngineException("The checkpoint is cut short.", exception);
        }
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

    private static float[] ReadFloats(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        if (length < 0 || (reader.BaseStream.CanSeek && (long)length * sizeof(float) > reader.BaseStream.Length - reader.BaseStream.Position))
        {
            throw new EngineException("The checkpoint is damaged.");
        }

        var values = new float[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
