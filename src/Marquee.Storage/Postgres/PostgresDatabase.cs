using System.Data;
using Npgsql;

namespace Marquee.Storage;

/// <summary>A PostgreSQL database: connections to it, and what its failures mean.</summary>
internal sealed class PostgresDatabase : IDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly TimeSpan _patience;

    public PostgresDatabase(string connection, TimeSpan patience)
    {
        _patience = patience;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 };
            settings.ApplicationName ??= "marquee";
            Name = $"The PostgreSQL database '{settings.Database ?? settings.Username}' at {settings.Host ?? "localhost"}:{settings.Port}";
            _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        }
        catch (ArgumentException exception)
        {
            throw new StoreException($"A PostgreSQL connection looks like Host=localhost;Database=marquee;Username=marquee: {exception.Message}", exception);
        }
    }

    /// <summary>What it is called in messages, without the password.</summary>
    public string Name { get; }

    public NpgsqlConnection Connect() => _source.OpenConnection();

    /// <summary>Reads in one transaction that sees one moment.</summary>
    public T Read<T>(Func<NpgsqlConnection, T> work) => Use(() =>
    {
        using var connection = Connect();
        using var moment = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        return work(connection);
    });

    /// <summary>Starts a transaction that writes, after those of others, and durably whatever the server's settings are.</summary>
    /// <returns>The transaction, the number of commits so far and the next place in the order of arrival.</returns>
    public (NpgsqlTransaction Transaction, long Version, long NextSequence) BeginWriting(NpgsqlConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        connection.Run($"SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = {(long)_patience.TotalMilliseconds}");
        using var command = connection.Query("SELECT version, next_sequence FROM state FOR UPDATE");
        using var row = command.ExecuteReader();
        return row.Read() ? (transaction, row.GetInt64(0), row.GetInt64(1)) : throw new StoreException($"{Name} has lost its table 'state'; restore a backup.");
    }

    /// <summary>Does something with the database.</summary>
    /// <exception cref="StoreException">PostgreSQL could not do it, or cannot be reached.</exception>
    public T Use<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PostgresException exception)
        {
            throw new StoreException($"{Name}: {exception.MessageText.TrimEnd('.')} ({exception.SqlState}); {Help(exception.SqlState)}.", exception) { IsDiskFull = exception.SqlState == PostgresErrorCodes.DiskFull };
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new StoreException($"{Name} cannot be reached: {exception.Message.TrimEnd('.')}; the next use connects again.", exception);
        }
    }

    public void Dispose() => _source.Dispose();

    private static string Help(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "make room and do it again",
        PostgresErrorCodes.LockNotAvailable => "somebody else has been writing all this time; try again when they are done",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "name a user and a password that may connect",
        PostgresErrorCodes.InvalidCatalogName => "create it first",
        PostgresErrorCodes.InsufficientPrivilege => "the user must own the tables",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => "the next use connects again",
        _ => "see the server's log",
    };
}
