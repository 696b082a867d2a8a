using Npgsql;

namespace Marquee.Storage;

/// <summary>The ids of one table and their indices; those that were lately asked for are remembered while a writer works.</summary>
internal sealed class PostgresIds(string table, string column)
{
    private const int MostRemembered = 1 << 20;

    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private int _next = -1;

    public int this[string id] => _indices[id];

    /// <summary>Whether an id is known without asking.</summary>
    public bool Knows(string id) => _indices.ContainsKey(id);

    /// <summary>Forgets everything, because the table is or may be another than it was.</summary>
    public void Forget()
    {
        _indices.Clear();
        _next = -1;
    }

    /// <summary>Forgets one id.</summary>
    public void Forget(string id) => _indices.Remove(id);

    /// <summary>The index of an id, or -1.</summary>
    public int Find(NpgsqlConnection connection, string id)
    {
        if (!_indices.TryGetValue(id, out var index))
        {
            // What no record can be called PostgreSQL would refuse.
            if (!RecordRules.IsText(id))
            {
                return -1;
            }

            index = (int)connection.Number($"SELECT coalesce(max(idx), -1) FROM {table} WHERE {column} = $1", id);
            if (index >= 0)
            {
                _indices.Add(id, index);
            }
        }

        return index;
    }

    /// <summary>Learns the indices of ids; new ids get the next ones, in their order.</summary>
    /// <returns>Whether there were new ones.</returns>
    public bool FindOrAdd(NpgsqlConnection connection, IReadOnlyCollection<string> ids)
    {
        if (_indices.Count > MostRemembered)
        {
            _indices.Clear();
        }

        var unknown = ids.Where(id => !_indices.ContainsKey(id)).ToArray();
        if (unknown.Length == 0)
        {
            return false;
        }

        using (var find = connection.Query($"SELECT idx, {column} FROM {table} WHERE {column} = ANY($1)", [unknown]))
        {
            using var rows = find.ExecuteReader();
            while (rows.Read())
            {
                _indices.Add(rows.GetString(1), rows.GetInt32(0));
            }
        }

        var added = unknown.Where(id => !_indices.ContainsKey(id)).ToArray();
        if (added.Length == 0)
        {
            return false;
        }

        if (_next < 0)
        {
            // No row is ever removed, so the next index follows the largest.
            _next = (int)connection.Number($"SELECT coalesce(max(idx), -1) + 1 FROM {table}");
        }

        connection.Run($"INSERT INTO {table}(idx, {column}) SELECT * FROM unnest($1, $2)", Enumerable.Range(_next, added.Length).ToArray(), added);
        foreach (var id in added)
        {
            _indices.Add(id, _next++);
        }

        return true;
    }
}
