using System.Buffers;
using System.Text;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Server;

/// <summary>Keeps labels as they were given, so that they are answered as they were given, whatever they say.</summary>
internal static class LabelText
{
    /// <summary>The attribute that keeps them, where what was made of them does not tell.</summary>
    public const string Attribute = "gorse.labels";

    private static readonly JsonWriterOptions s_writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Labels in one line.</summary>
    public static string Of(JsonElement labels)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
        {
            labels.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A list of texts as labels; null for none.</summary>
    public static JsonElement? OfTexts(IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
        {
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Attributes as labels; null for none.</summary>
    public static JsonElement? OfAttributes(IReadOnlyCollection<KeyValuePair<string, string>> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writing))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in attributes)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Labels that were kept; null where none were.</summary>
    public static JsonElement? Kept(AttributeMap attributes)
    {
        if (!attributes.TryGet(Attribute, out var text))
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            // Somebody else wrote an attribute of that name: it is text then.
            return OfTexts([text]);
        }
    }
}
