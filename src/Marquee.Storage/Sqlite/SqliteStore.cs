using System.Collections.Concurrent;
using Marquee.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>A store in one SQLite file, with a write-ahead log beside it: readers and a writer do not wait for one another.</summary>
/// <remarks>Each commit is flushed to the disk (<c>synchronous = FULL</c>), so what was acknowledged survives a power cut. SQLite 3.37 or later.</remarks>
public sealed class SqliteStore : IDataStore
{
    private const int MostIdleReaders = 8;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly TimeSpan _patience;
    private readonly SqliteConnection _keeper;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private volatile bool _disposed;

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
            connection = Connect(mayCreate: true);
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
    public long Version => Read(connection => connection.Number(SqliteReader.Version));

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
        Load(weighting, cancellationToken).Snapshot;

    /// <inheritdoc/>
    public StoreContent Load(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) =>
        Read(connection => SqliteReader.Content(connection, weighting, cancellationToken));

    /// <inheritdoc/>
    public IReadOnlyList<SearchHit> SearchItems(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var words = SearchWords.Asked(text);
        return words.Length == 0 ? [] : Read(connection => SqliteItemWords.Find(connection, words, count));
    }

    /// <inheritdoc/>
    public void BackUp(string file, CancellationToken cancellationToken = default) => SqliteConnections.Use(_path, () =>
    {
        using var connection = Connect();
        SqliteBackup.Write(connection, file, cancellationToken);
    });

    /// <inheritdoc/>
    public void Restore(string file, CancellationToken cancellationToken = default)
    {
        using var image = BackupImage.Open(file, Path.GetDirectoryName(Path.GetFullPath(_path))!, cancellationToken);
        SqliteConnections.Use(_path, () =>
        {
            using var connection = Connect();
            SqliteBackup.Restore(connection, image.File, cancellationToken);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(CancellationToken cancellationToken = default) => SqliteConnections.Use(_path, () =>
    {
        using var connection = Connect();
        connection.Run("BEGIN");
        return SqliteCheck.Run(connection, cancellationToken);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        CloseReaders();
        _keeper.Dispose();
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private T Read<T>(Func<SqliteConnection, T> work) => SqliteConnections.Use(_path, () =>
    {
        // Opening a connection takes longer than most questions.
        var connection = _readers.TryTake(out var idle) ? idle : Connect();
        try
        {
            connection.Run("BEGIN");
            var answer = work(connection);
            connection.Run("COMMIT");
            if (_readers.Count < MostIdleReaders)
            {
                _readers.Add(connection);
                connection = null;
                if (_disposed)
                {
                    CloseReaders();
                }
            }

            return answer;
        }
        finally
        {
            connection?.Dispose();
        }
    });

    // Where the file was taken away while it is in use, an empty one in its place would look like a store without anything in it, and SQLite would throw the log of the other away.
    private SqliteConnection Connect(bool mayCreate = false)
    {
        var connection = SqliteConnections.Open(_path, mayCreate);
        try
        {
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
