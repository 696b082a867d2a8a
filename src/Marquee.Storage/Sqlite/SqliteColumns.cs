using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Records in the columns of their tables; see <see cref="RecordColumns"/>.</summary>
internal static class SqliteColumns
{
    public const string User = "idx, id, described, deleted, opted_out, attributes";

    public const string Item =
        "idx, id, described, deleted, title, kind, year, release_date, countries, language, categories, labels, people, summary, "
        + "available_from, available_until, hidden, attributes";

    /// <summary>Reads the columns of <see cref="User"/>.</summary>
    public static User ReadUser(SqliteStatement row) => new()
    {
        Id = row.Text(1)!,
        OptedOut = row.Bool(4),
        Attributes = RecordColumns.ReadAttributes(row.Bytes(5)),
    };

    /// <summary>Reads the columns of <see cref="Item"/>.</summary>
    public static Item ReadItem(SqliteStatement row, FeatureMap features) => new()
    {
        Id = row.Text(1)!,
        Title = row.Text(4),
        Kind = row.Text(5),
        Year = row.IsNull(6) ? null : row.Int(6),
        ReleaseDate = row.Text(7) is { } date ? RecordColumns.ReadDay(date) : null,
        Countries = RecordColumns.ReadList<string>(row.Bytes(8)),
        Language = row.Text(9),
        Categories = RecordColumns.ReadList<string>(row.Bytes(10)),
        Labels = RecordColumns.ReadList<string>(row.Bytes(11)),
        People = RecordColumns.ReadList<Person>(row.Bytes(12)),
        Summary = row.Text(13),
        AvailableFrom = ReadMoment(row, 14),
        AvailableUntil = ReadMoment(row, 15),
        Hidden = row.Bool(16),
        Attributes = RecordColumns.ReadAttributes(row.Bytes(17)),
        Features = features,
    };

    /// <summary>Binds opted_out, attributes from a parameter on.</summary>
    public static SqliteStatement Bind(this SqliteStatement statement, int first, User user) =>
        statement.Bind(first, user.OptedOut).Bind(first + 1, RecordColumns.Write(user.Attributes));

    /// <summary>Binds title to attributes from a parameter on.</summary>
    public static SqliteStatement Bind(this SqliteStatement statement, int first, Item item) =>
        statement
            .Bind(first, item.Title)
            .Bind(first + 1, item.Kind)
            .Bind(first + 2, item.Year)
            .Bind(first + 3, RecordColumns.Write(item.ReleaseDate))
            .Bind(first + 4, RecordColumns.Write(item.Countries))
            .Bind(first + 5, item.Language)
            .Bind(first + 6, RecordColumns.Write(item.Categories))
            .Bind(first + 7, RecordColumns.Write(item.Labels))
            .Bind(first + 8, RecordColumns.Write(item.People))
            .Bind(first + 9, item.Summary)
            .Bind(first + 10, item.AvailableFrom?.ToUnixTimeMilliseconds())
            .Bind(first + 11, item.AvailableUntil?.ToUnixTimeMilliseconds())
            .Bind(first + 12, item.Hidden)
            .Bind(first + 13, RecordColumns.Write(item.Attributes));

    private static DateTimeOffset? ReadMoment(SqliteStatement row, int column) =>
        row.IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Long(column));
}
