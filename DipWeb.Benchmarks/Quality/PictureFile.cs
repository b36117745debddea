namespace DipWeb.Benchmarks.Quality;

/// <summary>A picture as the restore command gets it.</summary>
/// <param name="Ending">The ending of the file's name, with the dot.</param>
/// <param name="Bytes">What the file holds.</param>
internal sealed record PictureFile(string Ending, byte[] Bytes);
