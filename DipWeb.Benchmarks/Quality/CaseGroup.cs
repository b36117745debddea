namespace DipWeb.Benchmarks.Quality;

/// <summary>Cases whose mean is a row of its own, if all of them were measured.</summary>
/// <param name="Name">What the row is called.</param>
/// <param name="Published">What somebody else published for the mean.</param>
internal sealed record CaseGroup(string Name, Published? Published = null);
