using System.Text.Json;
using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>An enum as a camelCase word, never as a number, on every wire.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
