using System.Globalization;

namespace Marquee.Data;

/// <summary>Reads items from the rows of a table.</summary>
internal static class ItemTable
{
    /// <summary>Streams all rows. Columns that hold no field become attributes, those that hold vectors features.</summary>
    public static void Read(RowReader rows, TableColumns columns, TableDialect dialect, IDatasetSink sink)
    {
        var ids = new IdLines();
        var cache = new TextCache();
        var attributes = new AttributeColumns(rows, columns.Others.Where(column => !dialect.VectorColumns.Contains(column)));
        var vectors = columns.Others.Where(dialect.VectorColumns.Contains).ToList();
        while (rows.Read())
        {
            if (rows.TryId(columns[TableFields.Item], cache, out var id)
                && TryDay(rows, columns[TableFields.ReleaseDate], out var released)
                && TryPeople(rows, columns[TableFields.People], dialect, out var people)
                && TryMoment(rows, columns[TableFields.AvailableFrom], out var availableFrom)
                && TryMoment(rows, columns[TableFields.AvailableUntil], out var availableUntil)
                && rows.TryFlag(columns[TableFields.Hidden], out var hidden)
                && TryFeatures(rows, vectors, dialect, out var features)
                && rows.TryNew(ids, id, "item"))
            {
                var year = Year(rows, columns[TableFields.Year], out var more);
                sink.Add(new Item
                {
                    Id = id,
                    Title = rows.TextOrNone(columns[TableFields.Title]),
                    Kind = rows.TextOrNone(columns[TableFields.Kind]),
                    Year = year,
                    ReleaseDate = released,
                    Countries = List(rows, columns[TableFields.Countries], dialect),
                    Language = rows.TextOrNone(columns[TableFields.Language]),
                    Categories = List(rows, columns[TableFields.Categories], dialect),
                    Labels = List(rows, columns[TableFields.Labels], dialect),
                    People = people,
                    Summary = rows.TextOrNone(columns[TableFields.Summary]),
                    AvailableFrom = availableFrom,
                    AvailableUntil = availableUntil,
                    Hidden = hidden,
                    Attributes = attributes.Read(more),
                    Features = features,
                });
            }
        }
    }

    private static ValueList<string> List(RowReader rows, int column, TableDialect dialect) =>
        rows.TextOrNone(column) is { } text ? dialect.Split(text) : [];

    /// <summary>The year; where the column holds something else it is kept as an attribute, since a published data set has a film of the year "V".</summary>
    private static int? Year(RowReader rows, int column, out IReadOnlyList<KeyValuePair<string, string>> more)
    {
        more = [];
        if (rows.TextOrNone(column) is not { } text)
        {
            return null;
        }

        // Tables that were made by programs for numbers have years such as 1995.0.
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var year) && float.IsInteger(year) && Math.Abs(year) < 10_000)
        {
            return (int)year;
        }

        more = [KeyValuePair.Create(rows.NameOf(column), text)];
        return null;
    }

    private static bool TryDay(RowReader rows, int column, out DateOnly? day)
    {
        day = null;
        if (rows.TextOrNone(column) is not { } text)
        {
            return true;
        }

        var problem = FieldParser.Day(text, rows.NameOf(column), out var parsed);
        day = parsed;
        return rows.Accept(problem);
    }

    private static bool TryMoment(RowReader rows, int column, out DateTimeOffset? moment)
    {
        moment = null;
        if (column < 0 || rows[column].IsEmpty)
        {
            return true;
        }

        var problem = FieldParser.Moment(rows[column], rows.NameOf(column), out var parsed);
        moment = parsed;
        return rows.Accept(problem);
    }

    private static bool TryPeople(RowReader rows, int column, TableDialect dialect, out ValueList<Person> people)
    {
        people = [];
        return rows.TextOrNone(column) is not { } text || rows.Accept(dialect.SplitPeople(text, out people));
    }

    private static bool TryFeatures(RowReader rows, List<int> columns, TableDialect dialect, out FeatureMap features)
    {
        features = FeatureMap.Empty;
        var entries = new List<KeyValuePair<string, ReadOnlyMemory<float>>>();
        foreach (var column in columns)
        {
            if (rows.TextOrNone(column) is not { } text)
            {
                continue;
            }

            var values = dialect.Split(text);
            var vector = new float[values.Count];
            for (var index = 0; index < vector.Length; index++)
            {
                if (!rows.Accept(FieldParser.Number(System.Text.Encoding.UTF8.GetBytes(values[index]), rows.NameOf(column), out vector[index])))
                {
                    return false;
                }
            }

            entries.Add(new(rows.NameOf(column), vector));
        }

        features = entries.Count == 0 ? FeatureMap.Empty : new FeatureMap(entries);
        return true;
    }
}
