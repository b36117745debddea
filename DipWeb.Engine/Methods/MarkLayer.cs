namespace DipWeb.Engine.Methods;

/// <summary>A semi-transparent mark as it stands; the tensors belong to the caller's dispose scope.</summary>
/// <param name="Opacity">a in [0, 1), 1x1xHxW.</param>
/// <param name="Colour">w, 1xCx1x1.</param>
/// <param name="Shape">a as a share of the one opacity that the mark has where it is whole, in [0, 1], 1x1xHxW.</param>
internal readonly record struct MarkLayer(Tensor Opacity, Tensor Colour, Tensor Shape)
{
    /// <summary>(1 - a) x + a w: the picture under the mark.</summary>
    /// <param name="picture">x, 1xCxHxW.</param>
    public Tensor Cover(Tensor picture) => picture + (Opacity * (Colour - picture));

    /// <summary>(y - a w) / (1 - a): the picture that this mark covers, its finest detail included.</summary>
    /// <param name="measurement">y, 1xCxHxW.</param>
    public Tensor Uncover(Tensor measurement) => (measurement - (Opacity * Colour)) / (1 - Opacity);
}
