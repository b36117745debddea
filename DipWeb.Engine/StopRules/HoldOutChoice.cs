using System.Runtime.InteropServices;
using DipWeb.Engine.Imaging;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.StopRules;

/// <summary>Chooses the pixels that the fit shall not see.</summary>
internal static class HoldOutChoice
{
    /// <summary>Places in row-major order, a share of the known ones; at least one stays known.</summary>
    /// <param name="spec">The share, and whether the places have the shape of holes.</param>
    /// <param name="known">What is known; of any grid.</param>
    /// <param name="generator">Chooses; used up differently by different masks.</param>
    public static IReadOnlyList<int> Choose(StopRuleSpec spec, KnownMask known, torch.Generator generator)
    {
        var count = (int)Math.Min(known.KnownCount - 1, Math.Ceiling(spec.HoldOutShare * known.KnownCount));
        if (count < 1)
        {
            return [];
        }

        var chosen = spec.HoldsOutHoles && known.HoleCount > 0 ? HoleShaped(known, count, generator) : Scattered(known, count, generator);
        chosen.Sort();
        return chosen;
    }

    private static List<int> Scattered(KnownMask known, int count, torch.Generator generator)
    {
        var places = new List<int>(known.KnownCount);
        for (var i = 0; i < known.Values.Length; i++)
        {
            if (known.Values[i] == 1)
            {
                places.Add(i);
            }
        }

        return [.. Order(places.Count, generator).Take(count).Select(i => places[(int)i])];
    }

    /// <summary>
    /// Copies of the holes, moved to where the picture is known: pixels that stand alone are far easier to guess than the middle
    /// of a hole. Moves are tried until there are enough; where none fits, the pixels stand alone after all.
    /// </summary>
    private static List<int> HoleShaped(KnownMask known, int count, torch.Generator generator)
    {
        const int Moves = 64;
        var chosen = new HashSet<int>();
        foreach (var move in Order(known.Width * known.Height, generator).Take(Moves))
        {
            var (dx, dy) = ((int)(move % known.Width) - (known.Width / 2), (int)(move / known.Width) - (known.Height / 2));
            foreach (var place in Moved(known, dx, dy))
            {
                if (chosen.Count == count)
                {
                    return [.. chosen];
                }

                chosen.Add(place);
            }
        }

        return chosen.Count > 0 ? [.. chosen] : Scattered(known, count, generator);
    }

    private static IEnumerable<int> Moved(KnownMask known, int dx, int dy)
    {
        for (var y = Math.Max(0, dy); y < Math.Min(known.Height, known.Height + dy); y++)
        {
            for (var x = Math.Max(0, dx); x < Math.Min(known.Width, known.Width + dx); x++)
            {
                if (!known[y - dy, x - dx] && known[y, x])
                {
                    yield return (y * known.Width) + x;
                }
            }
        }
    }

    private static long[] Order(int count, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        return MemoryMarshal.Cast<byte, long>(torch.randperm(count, generator: generator).bytes).ToArray();
    }
}
