namespace DipWeb.Engine.Specs;

/// <summary>How exactly a GPU computes the features of a network; a CPU computes in 32 bits always, and so are the picture, its loss and all sums.</summary>
public enum Precision
{
    /// <summary>The factors of convolutions and of interpolations are rounded to 10 bits after the binary point (TF32); PyTorch rounds those of convolutions by default.</summary>
    Tf32,

    /// <summary>Nothing is rounded below the 23 bits of a 32-bit number.</summary>
    Full,

    /// <summary>Features and the factors of convolutions have 7 bits (bfloat16), which takes less memory.</summary>
    BFloat16,
}
