namespace Marquee.Data;

/// <summary>Which column of a table holds what.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Finds the columns: those that the caller names, then those with a usual name; the exact name of a field before its other names.</summary>
    /// <param name="path">The table, for messages.</param>
    /// <param name="headers">The names of its columns.</param>
    /// <param name="fields">The fields that the table may have.</param>
    /// <param name="named">What the caller names: field to column.</param>
    /// <exception cref="DatasetException">The caller names a column that is not there.</exception>
    public TableColumns(string path, IReadOnlyList<string> headers, IReadOnlyList<TableField> fields, IReadOnlyDictionary<string, string> named)
    {
        var free = Enumerable.Range(0, headers.Count).ToHashSet();
        foreach (var (field, header) in named.Where(entry => fields.Any(field => field.Name == entry.Key)))
        {
            var column = headers.ToList().IndexOf(header);
            Take(field, column >= 0 ? column : throw ReadSession.Refuse(path, $"has no column '{header}' for '{field}'; its columns are {Shown(headers)}"), free);
        }

        foreach (var field in fields)
        {
            Find(field, column => TableField.Normalize(column) == TableField.Normalize(field.Name));
            Find(field, field.Matches);
        }

        Others = [.. free.Order()];

        void Find(TableField field, Func<string, bool> matches)
        {
            if (!_columns.ContainsKey(field.Name) && free.Order().Where(column => matches(headers[column])).Select(column => (int?)column).FirstOrDefault() is { } found)
            {
                Take(field.Name, found, free);
            }
        }
    }

    /// <summary>The columns that hold no field.</summary>
    public IReadOnlyList<int> Others { get; }

    /// <summary>The column of a field, or -1 where there is none.</summary>
    public int this[string field] => _columns.GetValueOrDefault(field, -1);

    /// <summary>Whether a field has a column.</summary>
    public bool Has(string field) => _columns.ContainsKey(field);

    /// <summary>Columns as a message names them.</summary>
    public static string Shown(IEnumerable<string> headers) => string.Join(", ", headers.Select(Excerpt.Of));

    private void Take(string field, int column, HashSet<int> free)
    {
        _columns.Add(field, column);
        free.Remove(column);
    }
}
