using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Optimization;

/// <summary>The mean of several restorations of one picture, and how far they are apart.</summary>
internal sealed class Ensemble
{
    private double[] _sum;
    private double[] _squares;

    /// <summary>Goes on from a state.</summary>
    public Ensemble(EnsembleState state)
    {
        (Members, _sum, _squares) = (state.Members, [.. state.Sum], [.. state.SumOfSquares]);
    }

    /// <summary>Restorations taken in.</summary>
    public int Members { get; private set; }

    public EnsembleState Capture() => new(Members, [.. _sum], [.. _squares]);

    /// <summary>Takes a restoration in.</summary>
    public void Add(ImageBuffer picture)
    {
        if (Members == 0)
        {
            (_sum, _squares) = (new double[picture.Samples.Length], new double[picture.Samples.Length]);
        }

        for (var i = 0; i < _sum.Length; i++)
        {
            var sample = (double)picture.Samples[i];
            _sum[i] += sample;
            _squares[i] += sample * sample;
        }

        Members++;
    }

    /// <summary>The mean, with one more restoration that is not yet taken in.</summary>
    public ImageBuffer MeanWith(ImageBuffer picture)
    {
        if (Members == 0)
        {
            return picture;
        }

        var mean = new float[_sum.Length];
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] = (float)((_sum[i] + picture.Samples[i]) / (Members + 1));
        }

        return new ImageBuffer(picture.Channels, picture.Height, picture.Width, mean);
    }

    /// <summary>Standard deviation over the members, root mean square over the channels: one plane. Null for fewer than two.</summary>
    public ImageBuffer? Spread(int channels, int height, int width)
    {
        if (Members < 2)
        {
            return null;
        }

        var plane = height * width;
        var spread = new float[plane];
        for (var i = 0; i < plane; i++)
        {
            var variance = 0d;
            for (var channel = 0; channel < channels; channel++)
            {
                var place = (channel * plane) + i;
                var mean = _sum[place] / Members;
                variance += Math.Max(0, (_squares[place] / Members) - (mean * mean)) * Members / (Members - 1);
            }

            spread[i] = (float)Math.Sqrt(variance / channels);
        }

        return new ImageBuffer(1, height, width, spread);
    }
}
