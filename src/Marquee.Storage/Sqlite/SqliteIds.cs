using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>The ids of one table and their indices; those that were lately asked for are remembered while a writer works.</summary>
internal sealed class SqliteIds : IDisposable
{
    private const int MostRemembered = 1 << 20;

    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _count;
    private readonly SqliteStatement _insert;
    private string _last = "";
    private int _lastIndex;
    private int _next = -1;

    public SqliteIds(SqliteConnection connection, string table, string column)
    {
        _find = new SqliteStatement(connection, $"SELECT idx FROM {table} WHERE {column} = ?");

        // No row is ever removed, so the next index follows the largest.
        _count = new SqliteStatement(connection, $"SELECT coalesce(max(idx), -1) + 1 FROM {table}");
        _insert = new SqliteStatement(connection, $"INSERT INTO {table}(idx, {column}) VALUES(?, ?)");
    }

    /// <summary>Forgets everything, because the table is or may be another than it was.</summary>
    public void Forget()
    {
        _indices.Clear();
        _last = "";
        _next = -1;
    }

    /// <summary>Forgets one id.</summary>
    public void Forget(string id)
    {
        _indices.Remove(id);
        _last = "";
    }

    /// <summary>The index of an id, or -1.</summary>
    public int Find(string id)
    {
        // Files are sorted by user more often than not.
        if (id == _last && id.Length > 0)
        {
            return _lastIndex;
        }

        if (!_indices.TryGetValue(id, out var index))
        {
            // What no record can be called finds neither the placeholder of one that was erased nor an id that reads alike in UTF-8.
            if (!RecordRules.IsText(id) || !_find.Bind(1, id).Step())
            {
                return -1;
            }

            index = _find.Int(0);
            _find.Reset();
            Remember(id, index);
        }

        _last = id;
        _lastIndex = index;
        return index;
    }

    /// <summary>The index of an id; a new id gets the next one.</summary>
    public int FindOrAdd(string id)
    {
        if (Find(id) is >= 0 and var known)
        {
            return known;
        }

        if (_next < 0)
        {
            _count.Step();
            _next = _count.Int(0);
            _count.Reset();
        }

        _insert.Bind(1, _next).Bind(2, id).Run();
        Remember(id, _next);
        return _next++;
    }

    public void Dispose()
    {
        _find.Dispose();
        _count.Dispose();
        _insert.Dispose();
    }

    private void Remember(string id, int index)
    {
        if (_indices.Count == MostRemembered)
        {
            _indices.Clear();
        }

        _indices.Add(id, index);
    }
}
