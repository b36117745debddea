namespace DipWeb.Benchmarks.Quality;

/// <summary>Every case that can be measured. A new one joins by one entry.</summary>
internal static class QualityCases
{
    public static IReadOnlyList<QualityCase> All { get; } =
    [
        new("f16-256", "centre 256x256 of F16, noise of 25/255", "denoise", ["paper/f16.png"], files => Damages.Noise(files[0], side: 256)),
        new("f16", "F16, noise of 25/255", "denoise", ["paper/f16.png"], files => Damages.Noise(files[0])),
        new("house", "House (grey), noise of 25/255", "denoise", ["missing-pixels/house.png"], files => Damages.Noise(files[0])),
        new("kate", "Kate under text", "inpaint", ["paper/kate.png", "paper/kate_mask.png"], files => Damages.Holes(files[0], files[1])),
        new("zebra", "Zebra, reduced 4 times", "superres", ["paper/zebra.png"], files => Damages.Reduction(files[0], factor: 4)),
        .. Set5("baby", "bird", "butterfly", "head", "woman"),
    ];

    /// <exception cref="ArgumentException">There is no case of that name.</exception>
    public static QualityCase Find(string name) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException($"There is no case “{name}”. The cases are {string.Join(", ", All.Select(known => known.Name))}.");

    private static IEnumerable<QualityCase> Set5(params string[] names) => names.Select(name =>
        new QualityCase(name, $"Set5 {name}, reduced 4 times", "superres", [$"set5/{name}.png"], files => Damages.Reduction(files[0], factor: 4)));
}
