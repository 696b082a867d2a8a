using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>How a list that was served lies in a line.</summary>
internal static partial class ServedLines
{
    public const string Extension = ".jsonl";

    public static string Day(ServedList list) => DateTimeOffset.FromUnixTimeMilliseconds(list.Time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with a list; nothing where it can be written.</summary>
    public static string? Problem(ServedList list) =>
        list.Items.Length != list.Propensities.Length ? $"The list '{list.Id}' has {list.Items.Length} items and {list.Propensities.Length} propensities; every item has one."
        : list.Time < 0 || list.Time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? $"The list '{list.Id}' was served at {list.Time}; that should be milliseconds since 1970."
        : Array.Exists(list.Propensities, propensity => !(propensity > 0 && propensity <= 1)) ? $"The list '{list.Id}' has a propensity that is not above 0 and at most 1."
        : null;

    public static void Write(IBufferWriter<byte> lines, ServedList list)
    {
        using (var json = new Utf8JsonWriter(lines))
        {
            JsonSerializer.Serialize(json, list, Layout.Default.ServedList);
        }

        lines.Write("\n"u8);
    }

    public static IEnumerable<ServedList> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        string? next = null;
        for (var line = 1; (next ??= reader.ReadLine()) is { } text; line++)
        {
            next = reader.ReadLine();
            if (Parse(text, out var problem) is { } list)
            {
                yield return list;
            }
            else if (next is not null)
            {
                throw new StoreException($"{path}:{line}: this is no served list: {problem} Delete the line to go on without it.");
            }
        }
    }

    /// <summary>Where the last line that was finished ends.</summary>
    public static long EndOfLastLine(FileStream file)
    {
        Span<byte> block = stackalloc byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - block.Length);
            var part = block[..(int)(end - start)];
            file.Seek(start, SeekOrigin.Begin);
            file.ReadExactly(part);
            if (part.LastIndexOf((byte)'\n') is >= 0 and var at)
            {
                return start + at + 1;
            }

            end = start;
        }

        return 0;
    }

    private static ServedList? Parse(string text, out string problem)
    {
        try
        {
            var list = JsonSerializer.Deserialize(text, Layout.Default.ServedList);
            problem = list is null ? "it is null." : Problem(list) ?? "";
            return problem.Length == 0 ? list : null;
        }
        catch (JsonException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(ServedList))]
    private sealed partial class Layout : JsonSerializerContext;
}
