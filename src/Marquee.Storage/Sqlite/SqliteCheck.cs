using Marquee.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>Looks for damage in a database; see <see cref="IDataStore.Check"/>.</summary>
internal static class SqliteCheck
{
    private const string Shown = "SELECT idx FROM items WHERE described = 1 AND hidden = 0";
    private const string Found = "SELECT rowid FROM item_words";
    private const string WordsOutOfStep = $"SELECT (SELECT count(*) FROM ({Shown} EXCEPT {Found})) + (SELECT count(*) FROM ({Found} EXCEPT {Shown}))";

    public static IReadOnlyList<string> Run(SqliteConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return connection.Interruptible(() => All(connection, cancellationToken), cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return [$"the database is damaged: {exception.Message}."];
        }
    }

    private static List<string> All(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var problems = Integrity(connection);
        if (problems.Count == 0)
        {
            problems.AddRange(StoreChecks.Ask(connection.Number, cancellationToken));
            problems.AddRange(Rows(connection, "users", SqliteColumns.User, row => SqliteColumns.ReadUser(row)));
            problems.AddRange(Rows(connection, "items", SqliteColumns.Item, row => SqliteColumns.ReadItem(row, FeatureMap.Empty)));
            if (connection.Number(WordsOutOfStep) is not 0 and var items)
            {
                problems.Add($"{items} items are found by search and should not be, or should be and are not.");
            }
        }

        return problems;
    }

    private static List<string> Integrity(SqliteConnection connection)
    {
        using var rows = new SqliteStatement(connection, "PRAGMA integrity_check(20)");
        var problems = new List<string>();
        while (rows.Step())
        {
            if (rows.Text(0) is not "ok" and var problem)
            {
                problems.Add($"the database is damaged: {problem}.");
            }
        }

        return problems;
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string table, string columns, Action<SqliteStatement> read)
    {
        var unreadable = new StoreChecks.Unreadable(table);
        using var rows = new SqliteStatement(connection, $"SELECT {columns} FROM {table} ORDER BY idx");
        while (rows.Step())
        {
            unreadable.Try(rows.Int(0), () => read(rows));
        }

        return unreadable.Problems;
    }
}
