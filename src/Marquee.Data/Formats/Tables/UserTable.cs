namespace Marquee.Data;

/// <summary>Reads users from the rows of a table.</summary>
internal static class UserTable
{
    /// <summary>Streams all rows. Columns that hold no field become attributes.</summary>
    public static void Read(RowReader rows, TableColumns columns, IDatasetSink sink)
    {
        var ids = new IdLines();
        var cache = new TextCache();
        var attributes = new AttributeColumns(rows, columns.Others);
        while (rows.Read())
        {
            if (rows.TryId(columns[TableFields.User], cache, out var id) && rows.TryFlag(columns[TableFields.OptedOut], out var optedOut) && rows.TryNew(ids, id, "user"))
            {
                sink.Add(new User { Id = id, Attributes = attributes.Read([]), OptedOut = optedOut });
            }
        }
    }
}
