using BitMiracle.LibJpeg.Classic;

namespace DipWeb.Images;

/// <summary>Makes the decoder stop at the first fault, where it would guess on or write to the console.</summary>
internal sealed class JpegErrors : jpeg_error_mgr
{
    public override void error_exit() => throw new InvalidDataException(format_message());

    /// <param name="msg_level">-1 for damage that the decoder can hide.</param>
    public override void emit_message(int msg_level)
    {
        // Some cameras leave bytes between the last scan and the next marker; no coefficient depends on them.
        if (msg_level < 0 && !format_message().Contains("extraneous", StringComparison.Ordinal))
        {
            error_exit();
        }
    }

    public override void output_message()
    {
    }
}
