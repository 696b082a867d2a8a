using Marquee.Data;
using Npgsql;

namespace Marquee.Storage;

/// <summary>Looks for damage in a database; see <see cref="IDataStore.Check"/>.</summary>
internal static class PostgresCheck
{
    private static readonly string[] WithIds = ["users", "items"];

    public static IReadOnlyList<string> Run(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var problems = StoreChecks.Ask(sql => connection.Number(sql), cancellationToken).ToList();
        foreach (var table in WithIds)
        {
            if (connection.Number($"SELECT count(id) - count(DISTINCT id) FROM {table}") is not 0 and var twice)
            {
                problems.Add($"{twice} ids of {table} are there more than once.");
            }
        }

        problems.AddRange(Rows(connection, "users", SqliteColumns.User, row => PostgresColumns.ReadUser(row)));
        problems.AddRange(Rows(connection, "items", SqliteColumns.Item, row => PostgresColumns.ReadItem(row, FeatureMap.Empty)));
        if (connection.Number("SELECT count(*) FROM items WHERE (words IS NOT NULL) <> (described = 1 AND hidden = 0)") is not 0 and var items)
        {
            problems.Add($"{items} items are found by search and should not be, or should be and are not.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        return problems;
    }

    private static IEnumerable<string> Rows(NpgsqlConnection connection, string table, string columns, Action<NpgsqlDataReader> read)
    {
        var unreadable = new StoreChecks.Unreadable(table);
        using var command = connection.Query($"SELECT {columns} FROM {table} ORDER BY idx");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            unreadable.Try(rows.GetInt32(0), () => read(rows));
        }

        return unreadable.Problems;
    }
}
