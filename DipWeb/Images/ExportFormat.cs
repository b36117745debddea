namespace DipWeb.Images;

/// <summary>The file formats that a result is written in.</summary>
public enum ExportFormat
{
    /// <summary>PNG with 8 bits a sample.</summary>
    Png,

    /// <summary>PNG with 16 bits a sample.</summary>
    Png16,

    /// <summary>TIFF with 16 bits a sample, losslessly compressed.</summary>
    Tiff16,

    /// <summary>JPEG of quality 95 with full colour resolution; alpha is laid on white.</summary>
    Jpeg,

    /// <summary>WebP of quality 95.</summary>
    Webp,
}
