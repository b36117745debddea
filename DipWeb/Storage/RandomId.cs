using System.Buffers;
using System.Security.Cryptography;

namespace DipWeb.Storage;

/// <summary>Names for stored things: 128 random bits as 32 lower-case hexadecimal digits.</summary>
public static class RandomId
{
    private const int Length = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string Create() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>Whether a text from outside has the form of an id; only such a text may become part of a path.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Digits);
}
