namespace DipWeb.Images;

/// <summary>A received file that nobody has accepted yet; disposing removes it unless it was moved away.</summary>
public sealed record SpooledUpload(string Path, string Sha256) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}
