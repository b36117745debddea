namespace DipWeb.Results;

/// <summary>A result as a file to download.</summary>
public sealed record ResultFile(byte[] Bytes, string ContentType, string Name);
