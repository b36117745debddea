using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>One of the eight ways to turn and mirror a picture.</summary>
/// <param name="IsTransposed">Whether rows and columns change places, first.</param>
/// <param name="IsUpsideDown">Whether the last row becomes the first.</param>
/// <param name="IsMirrored">Whether the last column becomes the first.</param>
internal readonly record struct Orientation(bool IsTransposed, bool IsUpsideDown, bool IsMirrored)
{
    /// <summary>The eight; the first leaves the picture as it is.</summary>
    public static IReadOnlyList<Orientation> All { get; } =
        [.. Enumerable.Range(0, 8).Select(number => new Orientation((number & 1) != 0, (number & 2) != 0, (number & 4) != 0))];

    /// <summary>Any of the eight, each as likely.</summary>
    public static Orientation Draw(torch.Generator generator)
    {
        using var drawn = torch.randint(All.Count, [1], torch.ScalarType.Int64, generator: generator);
        return All[(int)drawn.item<long>()];
    }

    /// <summary>Turns a picture, 1xCxHxW; its sides may change places.</summary>
    public Tensor Turn(Tensor picture) => Mirrored(IsTransposed ? picture.transpose(2, 3) : picture).contiguous();

    /// <summary>Turns it back.</summary>
    public Tensor TurnBack(Tensor picture)
    {
        var mirrored = Mirrored(picture);
        return IsTransposed ? mirrored.transpose(2, 3) : mirrored;
    }

    private Tensor Mirrored(Tensor picture) => (IsUpsideDown, IsMirrored) switch
    {
        (true, true) => picture.flip(2, 3),
        (true, false) => picture.flip(2),
        (false, true) => picture.flip(3),
        (false, false) => picture,
    };
}
