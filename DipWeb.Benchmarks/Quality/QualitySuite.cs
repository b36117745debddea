namespace DipWeb.Benchmarks.Quality;

/// <summary>Cases that belong together.</summary>
/// <param name="Name">What --suite takes.</param>
/// <param name="Cases">The cases, in the order of the table.</param>
internal sealed record QualitySuite(string Name, IReadOnlyList<QualityCase> Cases);
