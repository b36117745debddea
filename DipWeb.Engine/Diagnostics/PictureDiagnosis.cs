using DipWeb.Engine.Imaging;

namespace DipWeb.Engine.Diagnostics;

/// <summary>What seems to be wrong with a picture. Nothing found is an empty list.</summary>
public sealed record PictureDiagnosis
{
    /// <summary>Tasks that may help, the surest first.</summary>
    public required IReadOnlyList<TaskProposal> Proposals { get; init; }

    /// <summary>
    /// Looks for lost pixels, lost rows, impulses, noise, a JPEG's blocks and a small size, in this order: each damage that is
    /// found is filled in before the next is looked for.
    /// </summary>
    /// <param name="picture">The measurement, or a part of it whose corner lies on the 8x8 grid.</param>
    /// <param name="isJpeg">Whether it came as a JPEG file, so that weaker blocks are believed.</param>
    /// <param name="isPart">Whether the whole picture is larger, so that its size is no damage.</param>
    public static PictureDiagnosis Of(ImageBuffer picture, bool isJpeg, bool isPart = false)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new PictureDiagnosis { Proposals = new Examination(picture, isJpeg, isPart).Run() };
    }
}
