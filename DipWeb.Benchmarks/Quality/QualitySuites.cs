namespace DipWeb.Benchmarks.Quality;

/// <summary>Every suite. A new one joins by one entry, a new case by one line in its suite.</summary>
internal static class QualitySuites
{
    private const int Centre = 256;

    /// <summary>In the folder with the pictures.</summary>
    public const string F16 = "paper/f16.png";

    private static readonly CaseGroup Set5By4 = new("Set5, by 4", PublishedFigures.Set5By4);
    private static readonly CaseGroup Set5By8 = new("Set5, by 8", PublishedFigures.Set5By8);
    private static readonly CaseGroup Set5Compressed = new("Set5, JPEG of quality 10");

    public static IReadOnlyList<QualitySuite> All { get; } =
    [
        new("denoise",
        [
            Noise("f16-256-s15", 15, Centre),
            Noise("f16-256", 25, Centre) with { Published = PublishedFigures.NoiseOf25 },
            Noise("f16-256-s50", 50, Centre),
            Noise("f16-s15", 15),
            Noise("f16", 25) with { Published = PublishedFigures.NoiseOf25 },
            Noise("f16-s50", 50),
        ]),
        new("grain",
        [
            OfF16("photons", "photons counted, 30 of them where it is white", "denoise", path => Damages.Photons(path, 30, Centre)),
            OfF16("blotches", "noise of 25/255 that neighbours share", "denoise", path => Damages.CorrelatedNoise(path, 25, Centre)),
        ]),
        new("missing",
        [
            Missing("missing-barbara", "paper/barbara.png", 32.22),
            Missing("missing-boat", "missing-pixels/boat.png", 33.06),
            Missing("missing-house", "missing-pixels/house.png", 39.16),
            Missing("missing-montage", "missing-pixels/montage.png", 34.54),
        ]),
        new("text", [Text("kate", "Kate under text"), Text("kate-256", "centre 256x256 of Kate under text", Centre)]),
        new("superres",
        [
            Set5("baby", 31.49), Set5("bird", 31.80), Set5("butterfly", 26.23), Set5("head", 31.04), Set5("woman", 28.93),
            Set5By8Of("baby", 28.28), Set5By8Of("bird", 27.09), Set5By8Of("butterfly", 20.02), Set5By8Of("head", 29.55), Set5By8Of("woman", 24.50),
        ]),
        new("superres-noisy", [.. new[] { "bird", "butterfly", "woman" }.Select(ReducedAndNoisy)]),
        new("jpeg",
        [
            new("snail", "the snail of the paper, a JPEG as it was found", "jpeg", ["paper/snail.jpg"], files => Damages.AsItIs(files[0])),
            .. new[] { "baby", "bird", "butterfly", "head", "woman" }.Select(Compressed),
        ]),
        new("impulse",
        [
            SaltAndPepper(10),
            SaltAndPepper(30),
            SaltAndPepper(50) with { Published = PublishedFigures.HalfSaltAndPepper },
            OfF16("rv25", "25 % of the samples replaced by random values", "impulse", path => Damages.RandomValues(path, 0.25, Centre)),
        ]),
        new("scanlines",
        [
            OfF16("rows10", "10 % of the rows lost", "scanlines", path => Damages.LostRows(path, 0.1, Centre)),
            OfF16("interlaced", "every other row lost", "scanlines", path => Damages.LostEveryOtherRow(path, Centre)),
            OfF16("shifted", "each row moved sideways by up to 8 pixels", "scanlines", path => Damages.ShiftedRows(path, 8, Centre)),
        ]),
        new("scramble", [OfF16("shuffled", "the pixels of each block of 4x4 shuffled", "scramble", path => Damages.Shuffled(path, 4, Centre))]),
        new("watermark",
        [
            OfF16("marked", "white letters of an opacity of 0.4 upon it", "watermark", path => Damages.Marked(path, 0.4, Centre)),
            .. new[] { "bird", "butterfly", "woman" }.Select(Marked),
        ]),
        new("restore",
        [
            new("kate-256-noisy", $"centre {Centre}x{Centre} of Kate with noise of 15/255, and text over it", "restore", ["paper/kate.png", "paper/kate_mask.png"],
                files => Damages.Holes(files[0], files[1], Centre, deviation: 15)),
            .. new[] { "bird", "butterfly", "woman" }.Select(ReducedNoisyAndHoled),
        ]),
        new("flash",
        [
            new("cave", "the cave of the paper without flash, guided by the one with flash", "flash",
                ["paper/cave_noflash.jpg", "paper/cave_flash.jpg"], files => Damages.AsItIs(files[0], guidePath: files[1])),
        ]),
    ];

    /// <exception cref="ArgumentException">There is no suite of that name.</exception>
    public static QualitySuite Find(string name) =>
        All.FirstOrDefault(known => known.Name == name)
        ?? throw new ArgumentException($"There is no suite “{name}”. The suites are {string.Join(", ", All.Select(known => known.Name))}.");

    private static QualityCase Noise(string name, int deviation, int? side = null) => new(
        name, $"{(side is { } length ? $"centre {length}x{length} of F16" : "F16")}, noise of {deviation}/255", "denoise", [F16],
        files => Damages.Noise(files[0], deviation, side));

    private static QualityCase Missing(string name, string source, double published) =>
        new(name, $"{Path.GetFileNameWithoutExtension(source)} (grey), 50 % of the pixels lost", "missing", [source],
            files => Damages.MissingPixels(files[0], 0.5))
        {
            Published = PublishedFigures.Missing(published),
        };

    private static QualityCase Text(string name, string meaning, int? side = null) =>
        new(name, meaning, "inpaint", ["paper/kate.png", "paper/kate_mask.png"], files => Damages.Holes(files[0], files[1], side));

    private static QualityCase Set5(string picture, double published) => Reduced(picture, picture, 4, Set5By4, published);

    private static QualityCase Set5By8Of(string picture, double published) => Reduced($"{picture}-x8", picture, 8, Set5By8, published);

    private static QualityCase Reduced(string name, string picture, int factor, CaseGroup group, double published) =>
        new(name, $"Set5 {picture}, reduced {factor} times", "superres", [$"set5/{picture}.png"], files => Damages.Reduction(files[0], factor))
        {
            Group = group,
            Published = PublishedFigures.OfSet5(published),
        };

    private static QualityCase ReducedAndNoisy(string picture) => new(
        $"{picture}-x2-noisy", $"Set5 {picture}, reduced 2 times, then noise of 10/255", "superres", [$"set5/{picture}.png"],
        files => Damages.Reduction(files[0], 2, deviation: 10));

    private static QualityCase ReducedNoisyAndHoled(string picture) => new(
        $"{picture}-x2-rows", $"Set5 {picture}, reduced 2 times, then noise of 10/255 and a tenth of the rows lost", "restore", [$"set5/{picture}.png"],
        files => Damages.ReductionWithLostRows(files[0], 2, deviation: 10, share: 0.1));

    private static QualityCase Marked(string picture) => new(
        $"{picture}-marked", $"Set5 {picture}, white letters of an opacity of 0.4 upon it", "watermark", [$"set5/{picture}.png"],
        files => Damages.Marked(files[0], 0.4));

    private static QualityCase Compressed(string picture) =>
        new($"{picture}-q10", $"Set5 {picture}, JPEG of quality 10 by libvips, colours at half resolution", "jpeg", [$"set5/{picture}.png"],
            files => Damages.Compression(files[0], quality: 10))
        {
            Group = Set5Compressed,
        };

    private static QualityCase SaltAndPepper(int percent) => OfF16(
        $"sp{percent}", $"{percent} % of the samples replaced by 0 or 1", "impulse", path => Damages.SaltAndPepper(path, percent / 100d, Centre));

    private static QualityCase OfF16(string name, string damage, string task, Func<string, DamagedPicture> make) =>
        new($"f16-256-{name}", $"centre {Centre}x{Centre} of F16, {damage}", task, [F16], files => make(files[0]));
}
