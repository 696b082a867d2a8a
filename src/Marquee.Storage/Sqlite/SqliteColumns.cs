using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Marquee.Data;

namespace Marquee.Storage;

/// <summary>How records lie in columns: lists, people and attributes as JSON, days as ISO 8601, moments as milliseconds since 1970 UTC, vectors as little-endian bytes.</summary>
internal static class SqliteColumns
{
    /// <summary>Stands for "no item" and "no time" in the key of an interaction, where NULL would equal nothing.</summary>
    public const int None = -1;

    public const string User = "idx, id, described, deleted, opted_out, attributes";

    public const string Item =
        "idx, id, described, deleted, title, kind, year, release_date, countries, language, categories, labels, people, summary, "
        + "available_from, available_until, hidden, attributes";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the columns of <see cref="User"/>.</summary>
    public static User ReadUser(SqliteStatement row) => new()
    {
        Id = row.Text(1)!,
        OptedOut = row.Bool(4),
        Attributes = ReadAttributes(row.Bytes(5)),
    };

    /// <summary>Reads the columns of <see cref="Item"/>.</summary>
    public static Item ReadItem(SqliteStatement row, FeatureMap features) => new()
    {
        Id = row.Text(1)!,
        Title = row.Text(4),
        Kind = row.Text(5),
        Year = row.IsNull(6) ? null : row.Int(6),
        ReleaseDate = row.Text(7) is { } date ? DateOnly.ParseExact(date, "O", CultureInfo.InvariantCulture) : null,
        Countries = ReadList<string>(row.Bytes(8)),
        Language = row.Text(9),
        Categories = ReadList<string>(row.Bytes(10)),
        Labels = ReadList<string>(row.Bytes(11)),
        People = ReadList<Person>(row.Bytes(12)),
        Summary = row.Text(13),
        AvailableFrom = ReadMoment(row, 14),
        AvailableUntil = ReadMoment(row, 15),
        Hidden = row.Bool(16),
        Attributes = ReadAttributes(row.Bytes(17)),
        Features = features,
    };

    /// <summary>Binds opted_out, attributes from a parameter on.</summary>
    public static SqliteStatement Bind(this SqliteStatement statement, int first, User user) =>
        statement.Bind(first, user.OptedOut).Bind(first + 1, Write(user.Attributes));

    /// <summary>Binds title to attributes from a parameter on.</summary>
    public static SqliteStatement Bind(this SqliteStatement statement, int first, Item item) =>
        statement
            .Bind(first, item.Title)
            .Bind(first + 1, item.Kind)
            .Bind(first + 2, item.Year)
            .Bind(first + 3, item.ReleaseDate?.ToString("O", CultureInfo.InvariantCulture))
            .Bind(first + 4, Write(item.Countries))
            .Bind(first + 5, item.Language)
            .Bind(first + 6, Write(item.Categories))
            .Bind(first + 7, Write(item.Labels))
            .Bind(first + 8, Write(item.People))
            .Bind(first + 9, item.Summary)
            .Bind(first + 10, item.AvailableFrom?.ToUnixTimeMilliseconds())
            .Bind(first + 11, item.AvailableUntil?.ToUnixTimeMilliseconds())
            .Bind(first + 12, item.Hidden)
            .Bind(first + 13, Write(item.Attributes));

    /// <summary>The time of an interaction as part of its key.</summary>
    public static long Time(Interaction interaction) => interaction.Time?.ToUnixTimeMilliseconds() ?? None;

    public static ReadOnlySpan<byte> Write(ReadOnlyMemory<float> vector) => MemoryMarshal.AsBytes(vector.Span);

    public static ReadOnlyMemory<float> ReadVector(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();

    private static string Write<T>(ValueList<T> list) => list.Count == 0 ? "[]" : JsonSerializer.Serialize((IReadOnlyList<T>)list, Json);

    private static string Write(AttributeMap attributes) => attributes.Count == 0 ? "{}" : JsonSerializer.Serialize(new Dictionary<string, string>(attributes), Json);

    private static ValueList<T> ReadList<T>(ReadOnlySpan<byte> json) =>
        json.Length == "[]".Length ? [] : JsonSerializer.Deserialize<T[]>(json, Json)!.ToValueList();

    private static AttributeMap ReadAttributes(ReadOnlySpan<byte> json) =>
        json.Length == "{}".Length ? AttributeMap.Empty : new AttributeMap(JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json)!);

    private static DateTimeOffset? ReadMoment(SqliteStatement row, int column) =>
        row.IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Long(column));
}
