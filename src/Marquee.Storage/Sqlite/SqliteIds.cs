using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>The ids of one table and their indices, remembered while a writer works.</summary>
internal sealed class SqliteIds : IDisposable
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _insert;
    private string _last = "";
    private int _lastIndex;

    public SqliteIds(SqliteConnection connection, string table, string column)
    {
        _read = new SqliteStatement(connection, $"SELECT idx, {column} FROM {table}");
        _insert = new SqliteStatement(connection, $"INSERT INTO {table}(idx, {column}) VALUES(?, ?)");
    }

    /// <summary>Forgets all and reads the table.</summary>
    public void Load()
    {
        _indices.Clear();
        _last = "";
        while (_read.Step())
        {
            _indices.Add(_read.Text(1)!, _read.Int(0));
        }
    }

    /// <summary>The index of an id; a new id gets the next one.</summary>
    public int IndexOf(string id)
    {
        // Files are sorted by user more often than not.
        if (id == _last)
        {
            return _lastIndex;
        }

        if (!_indices.TryGetValue(id, out var index))
        {
            // No row is ever removed, so their number is the next index.
            index = _indices.Count;
            _insert.Bind(1, index).Bind(2, id).Run();
            _indices.Add(id, index);
        }

        _last = id;
        _lastIndex = index;
        return index;
    }

    public void Dispose()
    {
        _read.Dispose();
        _insert.Dispose();
    }
}
