using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>Small things that every user of a connection needs.</summary>
internal static class SqliteConnections
{
    /// <summary>Opens a database file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayCreate">Whether to make it where there is none.</param>
    public static SqliteConnection Open(string path, bool mayCreate = true)
    {
        var mode = mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs one or more statements without parameters; waits for a lock as long as <c>busy_timeout</c> says and no longer.</summary>
    public static void Run(this SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    /// <summary>The number that a query without parameters answers; 0 for NULL.</summary>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Step() ? statement.Long(0) : throw new InvalidOperationException($"'{sql}' answers nothing.");
    }

    /// <summary>Does something with a database.</summary>
    /// <exception cref="StoreException">SQLite could not do it; see <see cref="Failure"/>.</exception>
    public static T Use<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw Failure(path, exception);
        }
    }

    /// <summary>Does something with a database.</summary>
    /// <exception cref="StoreException">SQLite could not do it; see <see cref="Failure"/>.</exception>
    public static void Use(string path, Action work) => Use(path, () =>
    {
        work();
        return true;
    });

    /// <summary>What the rest of the house is told when SQLite fails: the disk is full or broken, the file is damaged, somebody changed its tables.</summary>
    public static StoreException Failure(string path, SqliteException exception)
    {
        var help = exception.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "make room and do it again",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => "it must be writable, and so must its folder",
            raw.SQLITE_CANTOPEN => "the file is gone or cannot be reached; bring it back",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "somebody else is at work in it; try again when they are done",
            _ => "the file or its disk may be damaged; import again into a new workspace, or restore a backup",
        };
        return new StoreException($"{path}: {exception.Message.TrimEnd('.')}; {help}.", exception) { IsDiskFull = exception.SqliteErrorCode == raw.SQLITE_FULL };
    }

    /// <summary>Does something of a connection that takes long, until it is stopped.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static T Interruptible<T>(this SqliteConnection connection, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle!));
        try
        {
            return work();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(cancellationToken);
        }
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
