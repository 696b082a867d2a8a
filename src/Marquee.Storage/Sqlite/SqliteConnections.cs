using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>Small things that every user of a connection needs.</summary>
internal static class SqliteConnections
{
    /// <summary>Runs one or more statements without parameters; waits for a lock as long as <c>busy_timeout</c> says and no longer.</summary>
    public static void Run(this SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    /// <summary>The number that a query without parameters answers; 0 for NULL.</summary>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Step() ? statement.Long(0) : throw new InvalidOperationException($"'{sql}' answers nothing.");
    }

    /// <summary>Starts a transaction that may write, after those of others.</summary>
    /// <exception cref="StoreException">Another writer did not commit in time.</exception>
    public static void BeginWriting(this SqliteConnection connection)
    {
        try
        {
            connection.Run("BEGIN IMMEDIATE");
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            throw new StoreException($"Somebody else has been writing to {connection.DataSource} all this time; try again when they are done.", exception);
        }
    }
}
