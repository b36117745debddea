using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DipWeb.Jobs;

/// <summary>Reads parameter values written as numbers or as text into text, digit for digit: the task judges them.</summary>
internal sealed class ParameterValuesConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Parameters are an object of names and values.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            var value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString() ?? "",
                JsonTokenType.Number => Digits(ref reader),
                _ => throw new JsonException("A parameter's value is a number or a text."),
            };
            if (!values.TryAdd(name, value))
            {
                throw new JsonException("A parameter is given twice.");
            }
        }

        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (name, text) in value)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }

    /// <summary>The number as it was written. A long body arrives in pieces, and a number may lie across two of them.</summary>
    private static string Digits(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);
}
