using DipWeb.Engine.Imaging;

namespace DipWeb.Benchmarks.Quality;

/// <summary>White letters that the picture shines through, across its middle: what agencies put upon pictures.</summary>
internal static class SemiTransparentMark
{
    private static readonly string[] Rows = ["###..#...#..#...###.", "#.#..#...#.#.#..#.#.", "###..#...#.###..###.", "#....#...#.#.#..#.#.", "#....###.#.#.#..#.#."];

    /// <summary>The picture under the letters.</summary>
    /// <param name="clean">The picture.</param>
    /// <param name="opacity">Share of white in what one sees at a letter.</param>
    public static ImageBuffer On(ImageBuffer clean, float opacity)
    {
        var samples = clean.ToArray();
        for (var i = 0; i < samples.Length; i++)
        {
            var (y, x) = (i / clean.Width % clean.Height, i % clean.Width);
            samples[i] += IsMarked(y, x, clean) ? opacity * (1 - samples[i]) : 0;
        }

        return new ImageBuffer(clean.Channels, clean.Height, clean.Width, samples);
    }

    /// <summary>A box around the letters, as one paints it: nothing in it is known.</summary>
    public static KnownMask Box(ImageBuffer clean)
    {
        var cell = Cell(clean);
        var (top, left) = Corner(clean);
        return new KnownMask(clean.Height, clean.Width, [.. Enumerable.Range(0, clean.PixelCount).Select(i =>
            i / clean.Width - top + cell >= 0 && i / clean.Width - top < (Rows.Length + 1) * cell
            && i % clean.Width - left + cell >= 0 && i % clean.Width - left < (Rows[0].Length + 1) * cell ? (byte)0 : (byte)1)]);
    }

    private static bool IsMarked(int y, int x, ImageBuffer clean)
    {
        var cell = Cell(clean);
        var (top, left) = Corner(clean);
        var (row, column) = ((y - top) / cell, (x - left) / cell);
        return y >= top && x >= left && row < Rows.Length && column < Rows[0].Length && Rows[row][column] == '#';
    }

    /// <summary>Pixels of a cell, so that the letters take three quarters of the width.</summary>
    private static int Cell(ImageBuffer clean) => Math.Max(1, clean.Width * 3 / 4 / Rows[0].Length);

    private static (int Top, int Left) Corner(ImageBuffer clean) =>
        ((clean.Height - (Rows.Length * Cell(clean))) / 2, (clean.Width - (Rows[0].Length * Cell(clean))) / 2);
}
