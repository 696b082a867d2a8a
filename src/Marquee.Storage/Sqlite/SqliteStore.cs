using Marquee.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>A store in one SQLite file, with a write-ahead log beside it: readers and a writer do not wait for one another.</summary>
/// <remarks>Each commit is flushed to the disk (<c>synchronous = FULL</c>), so what was acknowledged survives a power cut. SQLite 3.37 or later.</remarks>
public sealed class SqliteStore : IDataStore
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly TimeSpan _patience;
    private readonly SqliteConnection _keeper;

    /// <summary>Opens a database file, makes it where there is none, and brings one of an earlier version up to date.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="patience">How long a writer waits for the commit of another before it gives up; 30 seconds where nothing is said.</param>
    /// <exception cref="StoreException">The file is no database of Marquee, is of a later version, or cannot be opened.</exception>
    public SqliteStore(string path, TimeSpan? patience = null)
    {
        _path = path;
        _patience = patience ?? DefaultPatience;
        SqliteConnection? connection = null;
        try
        {
            connection = Connect();
            connection.Run("PRAGMA journal_mode = WAL");
            SqliteSchema.Prepare(connection, path);

            // SQLite folds the log into the file when the last connection closes. Keeping one open saves each reader that work.
            _keeper = connection;
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            throw new StoreException(
                exception.SqliteErrorCode == raw.SQLITE_NOTADB
                    ? $"{path} is not an SQLite database; name another file."
                    : $"{path} cannot be opened as a database: {exception.Message}",
                exception);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StoreCounts Count() => Read(connection => new StoreCounts(
        connection.Number("SELECT count(*) FROM users WHERE NOT deleted"),
        connection.Number("SELECT count(*) FROM items WHERE NOT deleted"),
        connection.Number("SELECT count(*) FROM interactions")));

    /// <inheritdoc/>
    public IStoreWriter OpenWriter() => SqliteConnections.Use(_path, () =>
    {
        var connection = Connect();
        try
        {
            return new SqliteStoreWriter(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    });

    /// <inheritdoc/>
    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken) => Read(connection =>
    {
        SqliteReader.Records(connection, sink, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public Snapshot LoadSnapshot(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) =>
        Read(connection => SqliteReader.Snapshot(connection, weighting, cancellationToken));

    /// <inheritdoc/>
    public bool DeleteUser(string id) => SqliteConnections.Use(_path, () => Erase(id, "users", """
        DELETE FROM interactions WHERE user = ?1;
        UPDATE users SET id = ?2, described = 0, deleted = 1, opted_out = 0, attributes = '{}' WHERE idx = ?1;
        """));

    /// <inheritdoc/>
    public bool DeleteItem(string id) => SqliteConnections.Use(_path, () => Erase(id, "items", """
        DELETE FROM interactions WHERE item = ?1;
        DELETE FROM item_features WHERE item = ?1;
        UPDATE items SET id = ?2, described = 0, deleted = 1, title = NULL, kind = NULL, year = NULL, release_date = NULL, countries = '[]', language = NULL,
            categories = '[]', labels = '[]', people = '[]', summary = NULL, available_from = NULL, available_until = NULL, hidden = 1, attributes = '{}'
            WHERE idx = ?1;
        """));

    /// <inheritdoc/>
    public bool Delete(Interaction interaction)
    {
        RecordRules.Check(interaction);
        return SqliteConnections.Use(_path, () => Erase(interaction));
    }

    /// <inheritdoc/>
    public void Dispose() => _keeper.Dispose();

    private bool Erase(Interaction interaction)
    {
        using var connection = Connect();
        connection.BeginWriting();
        using var statement = new SqliteStatement(connection, """
            DELETE FROM interactions
            WHERE user = (SELECT idx FROM users WHERE id = ?1)
                AND item = CASE WHEN ?2 = '' THEN -1 ELSE (SELECT idx FROM items WHERE id = ?2) END
                AND kind = (SELECT idx FROM kinds WHERE name = ?3) AND time = ?4 AND text = ?5
            """);
        var found = statement.Bind(1, interaction.UserId).Bind(2, interaction.ItemId).Bind(3, interaction.Kind)
            .Bind(4, interaction.Time?.ToUnixTimeMilliseconds() ?? SqliteColumns.None).Bind(5, interaction.Text ?? "").Run() > 0;
        connection.Run("COMMIT");
        return found;
    }

    private bool Erase(string id, string table, string sql)
    {
        using var connection = Connect();
        connection.Run("PRAGMA secure_delete = ON");
        connection.BeginWriting();
        using var find = new SqliteStatement(connection, $"SELECT idx FROM {table} WHERE id = ?");
        if (!find.Bind(1, id).Step())
        {
            return false;
        }

        var index = find.Int(0);
        find.Reset();
        foreach (var step in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var statement = new SqliteStatement(connection, step);
            statement.Bind(1, index);
            if (step.Contains("?2", StringComparison.Ordinal))
            {
                statement.Bind(2, IdMap.Erased(index));
            }

            statement.Run();
        }

        connection.Run("COMMIT");
        return true;
    }

    private T Read<T>(Func<SqliteConnection, T> work) => SqliteConnections.Use(_path, () =>
    {
        using var connection = Connect();
        connection.Run("BEGIN");
        return work(connection);
    });

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            connection.Run($"PRAGMA busy_timeout = {(int)_patience.TotalMilliseconds}; PRAGMA synchronous = FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
