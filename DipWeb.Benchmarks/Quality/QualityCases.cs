namespace DipWeb.Benchmarks.Quality;

/// <summary>Every case that can be measured: those of the suites, and some that stand alone.</summary>
internal static class QualityCases
{
    public static IReadOnlyList<QualityCase> All { get; } =
    [
        .. QualitySuites.All.SelectMany(suite => suite.Cases),
        new("house", "House (grey), noise of 25/255", "denoise", ["missing-pixels/house.png"], files => Damages.Noise(files[0], 25)),
        new("zebra", "Zebra, reduced 4 times", "superres", ["paper/zebra.png"], files => Damages.Reduction(files[0], factor: 4)),
    ];

    /// <exception cref="ArgumentException">There is no case of that name.</exception>
    public static QualityCase Find(string name) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException($"There is no case “{name}”. The cases are {string.Join(", ", All.Select(known => known.Name))}.");

    /// <summary>The cases of the suites, then the single ones, none twice; all of them if nothing is named.</summary>
    /// <exception cref="ArgumentException">There is no suite or case of one of the names.</exception>
    public static IReadOnlyList<QualityCase> Choose(IReadOnlyList<string> suites, IReadOnlyList<string> names) =>
        suites.Count + names.Count == 0
            ? All
            : [.. suites.Select(QualitySuites.Find).SelectMany(suite => suite.Cases).Concat(names.Select(Find)).Distinct()];
}
