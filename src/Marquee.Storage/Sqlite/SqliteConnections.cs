using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>Small things that every user of a connection needs.</summary>
internal static class SqliteConnections
{
    /// <summary>Runs one or more statements without parameters.</summary>
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The number that a query without parameters answers; 0 for NULL.</summary>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Step() ? statement.Long(0) : throw new InvalidOperationException($"'{sql}' answers nothing.");
    }
}
