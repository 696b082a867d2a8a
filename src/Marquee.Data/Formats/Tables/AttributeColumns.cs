namespace Marquee.Data;

/// <summary>The columns of a table that become attributes; empty fields become none.</summary>
internal sealed class AttributeColumns
{
    private readonly RowReader _rows;
    private readonly List<(int Column, string Name)> _columns;

    /// <summary>Takes columns of a table; the first of several with the same name counts.</summary>
    public AttributeColumns(RowReader rows, IEnumerable<int> columns)
    {
        _rows = rows;
        _columns = [.. columns.Select(column => (column, NameOf(rows.NameOf(column)))).DistinctBy(entry => entry.Item2)];
    }

    /// <summary>The attributes of the current row.</summary>
    /// <param name="more">Further attributes; a column of the same name goes before.</param>
    public AttributeMap Read(IReadOnlyList<KeyValuePair<string, string>> more)
    {
        var entries = new List<KeyValuePair<string, string>>(_columns.Count);
        foreach (var (column, name) in _columns)
        {
            if (_rows.TextOrNone(column) is { } value)
            {
                entries.Add(new(name, value));
            }
        }

        entries.AddRange(more.Where(entry => entries.All(other => other.Key != entry.Key)));
        return entries.Count == 0 ? AttributeMap.Empty : new AttributeMap(entries);
    }

    private static string NameOf(string header) => header.StartsWith(TableFields.AttributePrefix, StringComparison.Ordinal)
        ? header[TableFields.AttributePrefix.Length..]
        : header;
}
