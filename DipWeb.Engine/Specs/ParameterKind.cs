namespace DipWeb.Engine.Specs;

/// <summary>What a parameter's text is read as.</summary>
public enum ParameterKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number, written with a point.</summary>
    Number,

    /// <summary>One of a list of words.</summary>
    Choice,
}
