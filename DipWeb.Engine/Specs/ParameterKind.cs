namespace DipWeb.Engine.Specs;

/// <summary>What a parameter's text is read as.</summary>
public enum ParameterKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number, written with a point.</summary>
    Number,

    /// <summary>A decimal number or a fraction such as 3/2.</summary>
    Ratio,

    /// <summary>One of a list of words.</summary>
    Choice,
}
