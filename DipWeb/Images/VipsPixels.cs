using DipWeb.Engine.Imaging;
using NetVips;

namespace DipWeb.Images;

/// <summary>Moves samples between the interleaved pixels of libvips and the planes of the engine.</summary>
internal static class VipsPixels
{
    /// <summary>The first 1 or 3 bands as values in [0, 1]: sample / 255 or sample / 65535.</summary>
    public static ImageBuffer ToBuffer(Image image)
    {
        var channels = image.Bands < 3 ? 1 : 3;
        var planes = image.Format == Enums.BandFormat.Ushort
            ? Planes(image.WriteToMemory<ushort>(), image.Bands, channels, value => value / 65535f)
            : Planes(image.WriteToMemory<byte>(), image.Bands, channels, value => value / 255f);
        return new ImageBuffer(channels, image.Height, image.Width, planes);
    }

    /// <summary>The last band, as it is.</summary>
    public static T[] LastBand<T>(Image image)
        where T : unmanaged
    {
        using var band = image.ExtractBand(image.Bands - 1);
        return band.WriteToMemory<T>();
    }

    public static byte[] Interleave8(ImageBuffer picture, ReadOnlySpan<byte> alpha) =>
        Interleave(picture, alpha, sample => (byte)MathF.Round(Math.Clamp(sample, 0f, 1f) * 255f));

    public static ushort[] Interleave16(ImageBuffer picture, ReadOnlySpan<ushort> alpha) =>
        Interleave(picture, alpha, sample => (ushort)MathF.Round(Math.Clamp(sample, 0f, 1f) * 65535f));

    public static float[] InterleaveFloat(ImageBuffer picture) => Interleave<float>(picture, [], sample => sample);

    public static float[] FloatPlanes(Image image) => Planes(image.WriteToMemory<float>(), image.Bands, image.Bands, value => value);

    private static float[] Planes<T>(T[] interleaved, int bands, int channels, Func<T, float> convert)
    {
        var pixels = interleaved.Length / bands;
        var planes = new float[pixels * channels];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < pixels; i++)
            {
                planes[(channel * pixels) + i] = convert(interleaved[(i * bands) + channel]);
            }
        }

        return planes;
    }

    private static T[] Interleave<T>(ImageBuffer picture, ReadOnlySpan<T> alpha, Func<float, T> convert)
    {
        var bands = picture.Channels + (alpha.IsEmpty ? 0 : 1);
        var interleaved = new T[checked(picture.PixelCount * bands)];
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var plane = picture.Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                interleaved[(i * bands) + channel] = convert(plane[i]);
            }
        }

        for (var i = 0; i < alpha.Length; i++)
        {
            interleaved[(i * bands) + bands - 1] = alpha[i];
        }

        return interleaved;
    }
}
