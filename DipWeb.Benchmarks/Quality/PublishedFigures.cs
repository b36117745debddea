namespace DipWeb.Benchmarks.Quality;

/// <summary>
/// The published figures. “Deep Image Prior” is Ulyanov, Vedaldi and Lempitsky: missing pixels from its Table 1, the means
/// of denoising and of Set5 from its text and tables; its super-resolution picture by picture stands in an appendix, is
/// recalled here and was not read again. “Robust recovery” is You, Zhu, Qu and Ma, NeurIPS 2020.
/// </summary>
internal static class PublishedFigures
{
    private const string MissingNote =
        "Deep Image Prior, Table 1, with 50 % of the pixels missing: the same picture and share. Their mask is another draw and "
        + "is given, ours is to be found, with kept black pixels lifted to 1/255; their notebook measures the network's picture "
        + "as it is, so that a restoration with the known pixels put back has an advantage over it.";

    private const string Set5Protocol =
        "PSNR of the luminance. Theirs leaves out 4 pixels a side and was reduced by PIL's Lanczos3, ours leaves out as many "
        + "as the factor and was reduced by libvips'.";

    private const string Set5Recalled = "Deep Image Prior, appendix, picture by picture: RECALLED, not checked against the paper. " + Set5Protocol;

    /// <summary>No figure for a single picture is known.</summary>
    public static Published NoiseOf25 { get; } = new(
        "Not comparable: Deep Image Prior gives means over nine colour pictures alone, for noise of 25/255: 29.22 for the last "
        + "picture after 1800 iterations, 30.43 with averaging over the iterations, 31.00 for the mean of two such runs.");

    public static Published HalfSaltAndPepper { get; } = new(
        "Not comparable: robust recovery gives about 32 for the whole of F16 with half of its samples replaced, after up to "
        + "150 000 iterations; ours is its centre, 256x256.");

    public static Published Set5By4 { get; } = Luminance(29.90, "Deep Image Prior, mean of Set5 by 4. " + Set5Protocol);

    public static Published Set5By8 { get; } = Luminance(
        25.88, "Deep Image Prior, mean of Set5 by 8: RECALLED, not checked against the paper. " + Set5Protocol);

    /// <summary>Half of the pixels missing.</summary>
    public static Published Missing(double psnr) => new(MissingNote) { Psnr = psnr };

    /// <summary>One picture of Set5.</summary>
    public static Published OfSet5(double psnr) => Luminance(psnr, Set5Recalled);

    private static Published Luminance(double psnr, string note) => new(note) { Psnr = psnr, IsLuminance = true };
}
