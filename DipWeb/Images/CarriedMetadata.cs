using System.Buffers.Binary;
using NetVips;

namespace DipWeb.Images;

/// <summary>Carries colour profile and EXIF from the original to the result, without the place, the turn and the old thumbnail.</summary>
internal static class CarriedMetadata
{
    private const string Profile = "icc-profile-data";
    private const string Orientation = "orientation";
    private const string ExifPrefix = "exif-ifd";

    // libvips names the EXIF directories by number: 1 belongs to the thumbnail, 3 to the position.
    private static readonly string[] Dropped = ["exif-ifd1-", "exif-ifd3-"];

    public static Image Apply(Image original, Image pixels, int channels)
    {
        var profile = original.Contains(Profile) ? original.Get(Profile) as byte[] : null;
        return pixels.Mutate(target =>
        {
            if (profile is not null && ProfileFits(profile, channels))
            {
                target.Set(GValue.BlobType, Profile, profile);
            }

            // The block itself stays behind: written whole, it would bring the place and the thumbnail along.
            foreach (var field in original.GetFields().Where(IsCarried))
            {
                target.Set(GValue.RefStrType, field, original.Get(field));
            }

            target.Set(GValue.GIntType, Orientation, 1);
        });
    }

    private static bool IsCarried(string field) =>
        field.StartsWith(ExifPrefix, StringComparison.Ordinal) && !Dropped.Any(prefix => field.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A profile that is damaged, or made for other channels (CMYK was converted), would change every colour.</summary>
    private static bool ProfileFits(byte[] profile, int channels) =>
        profile.Length >= 128
        && BinaryPrimitives.ReadUInt32BigEndian(profile) == profile.Length
        && profile.AsSpan(36, 4).SequenceEqual("acsp"u8)
        && profile.AsSpan(16, 4).SequenceEqual(channels == 1 ? "GRAY"u8 : "RGB "u8);
}
