using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>
/// How records lie in the columns of any store: lists, people and attributes as JSON, days as ISO 8601, moments as milliseconds since 1970 UTC, vectors as little-endian bytes. That they lie
/// alike everywhere is what lets one store restore what another backed up.
/// </summary>
internal static class RecordColumns
{
    /// <summary>Stands for "no item" and "no time" in the key of an interaction, where NULL would equal nothing.</summary>
    public const int None = -1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The time of an interaction as part of its key.</summary>
    public static long Time(Interaction interaction) => interaction.Time?.ToUnixTimeMilliseconds() ?? None;

    public static ReadOnlySpan<byte> Write(ReadOnlyMemory<float> vector) => MemoryMarshal.AsBytes(vector.Span);

    public static string Write<T>(ValueList<T> list) => list.Count == 0 ? "[]" : JsonSerializer.Serialize((IReadOnlyList<T>)list, Json);

    public static string Write(AttributeMap attributes) => attributes.Count == 0 ? "{}" : JsonSerializer.Serialize(new Dictionary<string, string>(attributes), Json);

    public static string? Write(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    public static ReadOnlyMemory<float> ReadVector(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    public static ValueList<T> ReadList<T>(ReadOnlySpan<byte> json) =>
        json.Length == "[]".Length ? [] : JsonSerializer.Deserialize<T[]>(json, Json)!.ToValueList();

    public static AttributeMap ReadAttributes(ReadOnlySpan<byte> json) =>
        json.Length == "{}".Length ? AttributeMap.Empty : new AttributeMap(JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json)!);

    public static DateOnly ReadDay(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);
}
