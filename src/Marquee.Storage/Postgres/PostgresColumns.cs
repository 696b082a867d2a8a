using System.Text;
using Marquee.Data;
using Npgsql;

namespace Marquee.Storage;

/// <summary>Records in the columns of their tables; see <see cref="RecordColumns"/>.</summary>
internal static class PostgresColumns
{
    /// <summary>Reads the columns of <see cref="SqliteColumns.User"/>, which are the same here.</summary>
    public static User ReadUser(NpgsqlDataReader row) => new()
    {
        Id = row.Text(1) ?? IdMap.Erased(row.GetInt32(0)),
        OptedOut = row.GetInt32(4) != 0,
        Attributes = RecordColumns.ReadAttributes(Bytes(row, 5)),
    };

    /// <summary>Reads the columns of <see cref="SqliteColumns.Item"/>, which are the same here.</summary>
    public static Item ReadItem(NpgsqlDataReader row, FeatureMap features) => new()
    {
        Id = row.Text(1) ?? IdMap.Erased(row.GetInt32(0)),
        Title = row.Text(4),
        Kind = row.Text(5),
        Year = row.IsDBNull(6) ? null : row.GetInt32(6),
        ReleaseDate = row.Text(7) is { } date ? RecordColumns.ReadDay(date) : null,
        Countries = RecordColumns.ReadList<string>(Bytes(row, 8)),
        Language = row.Text(9),
        Categories = RecordColumns.ReadList<string>(Bytes(row, 10)),
        Labels = RecordColumns.ReadList<string>(Bytes(row, 11)),
        People = RecordColumns.ReadList<Person>(Bytes(row, 12)),
        Summary = row.Text(13),
        AvailableFrom = Moment(row, 14),
        AvailableUntil = Moment(row, 15),
        Hidden = row.GetInt32(16) != 0,
        Attributes = RecordColumns.ReadAttributes(Bytes(row, 17)),
        Features = features,
    };

    /// <summary>Index and the columns from title to attributes, and the words.</summary>
    public static object?[] Values(int index, Item item) =>
    [
        index, item.Title, item.Kind, item.Year, RecordColumns.Write(item.ReleaseDate), RecordColumns.Write(item.Countries), item.Language,
        RecordColumns.Write(item.Categories), RecordColumns.Write(item.Labels), RecordColumns.Write(item.People), item.Summary,
        item.AvailableFrom?.ToUnixTimeMilliseconds(), item.AvailableUntil?.ToUnixTimeMilliseconds(), item.Hidden ? 1 : 0, RecordColumns.Write(item.Attributes),
        PostgresWords.Of(item),
    ];

    private static byte[] Bytes(NpgsqlDataReader row, int column) => Encoding.UTF8.GetBytes(row.GetString(column));

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
