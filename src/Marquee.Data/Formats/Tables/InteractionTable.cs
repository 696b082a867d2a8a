namespace Marquee.Data;

/// <summary>Reads interactions from the rows of a table.</summary>
internal static class InteractionTable
{
    private static readonly string[] PlayCounts = ["plays", "playcount", "count"];

    /// <summary>Streams all rows.</summary>
    public static void Read(RowReader rows, TableColumns columns, IDatasetSink sink)
    {
        var users = new TextCache();
        var items = new TextCache();
        var words = new TextCache();
        var kindWithoutColumn = DefaultKind(rows, columns);
        while (rows.Read())
        {
            var kind = kindWithoutColumn;
            var item = "";
            if (!rows.TryId(columns[TableFields.User], users, out var user)
                || (columns.Has(TableFields.Kind) && !rows.TryId(columns[TableFields.Kind], words, out kind)))
            {
                continue;
            }

            var itemColumn = columns[TableFields.Item];
            if ((kind != InteractionKinds.Search || !rows[itemColumn].IsEmpty) && !rows.TryId(itemColumn, items, out item))
            {
                continue;
            }

            if (TryNumber(rows, columns[TableFields.Value], out var value) && TryProgress(rows, columns[TableFields.Progress], out var progress)
                && TryTime(rows, columns, out var time))
            {
                sink.Add(new Interaction
                {
                    UserId = user,
                    ItemId = item,
                    Kind = kind,
                    Value = value,
                    Progress = progress,
                    Time = time,
                    Session = rows.TextOrNone(columns[TableFields.Session]),
                    Text = rows.TextOrNone(columns[TableFields.Text]),
                });
            }
        }
    }

    /// <summary>What the rows of a table without a kind are: ratings where they have a value that is no count, tags where they have one, else watches.</summary>
    private static string DefaultKind(RowReader rows, TableColumns columns)
    {
        if (columns.Has(TableFields.Value))
        {
            return PlayCounts.Contains(TableField.Normalize(rows.NameOf(columns[TableFields.Value]))) ? InteractionKinds.Watch : InteractionKinds.Rating;
        }

        return columns.Has(TableFields.Text) && TableField.Normalize(rows.NameOf(columns[TableFields.Text])) == InteractionKinds.Tag
            ? InteractionKinds.Tag
            : InteractionKinds.Watch;
    }

    private static bool TryNumber(RowReader rows, int column, out float? value)
    {
        value = null;
        if (column < 0 || rows[column].IsEmpty)
        {
            return true;
        }

        var good = rows.TryNumber(column, out var number);
        value = number;
        return good;
    }

    private static bool TryProgress(RowReader rows, int column, out float? progress)
    {
        progress = null;
        if (column < 0 || rows[column].IsEmpty)
        {
            return true;
        }

        var good = rows.TryProgress(column, out var number);
        progress = number;
        return good;
    }

    private static bool TryTime(RowReader rows, TableColumns columns, out DateTimeOffset? time)
    {
        time = null;
        DateTimeOffset moment;
        if (columns.Has(TableFields.Time) && !rows[columns[TableFields.Time]].IsEmpty)
        {
            var good = rows.TryTime(columns[TableFields.Time], out moment);
            time = moment;
            return good;
        }

        if (columns.Has(TableFields.TimeMilliseconds) && !rows[columns[TableFields.TimeMilliseconds]].IsEmpty)
        {
            var good = rows.TryMilliseconds(columns[TableFields.TimeMilliseconds], out moment);
            time = moment;
            return good;
        }

        return true;
    }
}
