using System.Security.Cryptography;

namespace DipWeb.Access;

/// <summary>The word that an inline script of this one page must carry to run.</summary>
public sealed class ScriptNonce
{
    private const int Bytes = 16;

    /// <summary>Goes into the nonce attribute of the import map.</summary>
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
}
