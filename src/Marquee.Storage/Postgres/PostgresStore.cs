using Marquee.Data;
using Npgsql;

namespace Marquee.Storage;

/// <summary>A store in a PostgreSQL database (version 13 or later), for several processes on several machines.</summary>
/// <remarks>
/// Every commit is made with <c>synchronous_commit = on</c>, so what was acknowledged survives a power cut as long as the server runs with <c>fsync</c>, which is its default. A row that every writer
/// locks makes them take turns. When the server cannot be reached, what is asked fails with <see cref="StoreException"/>, and the next use connects again.
/// </remarks>
public sealed class PostgresStore : IDataStore
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly PostgresDatabase _database;

    /// <summary>Connects to a database, makes the tables where there are none, and brings those of an earlier version up to date.</summary>
    /// <param name="connection">A connection string of Npgsql, such as <c>Host=localhost;Database=marquee;Username=marquee</c>; <c>Search Path=NAME</c> puts the tables into a schema.</param>
    /// <param name="patience">How long a writer waits for the commit of another before it gives up; 30 seconds where nothing is said.</param>
    /// <exception cref="StoreException">The database cannot be reached, holds tables of another program, or is of a later version.</exception>
    public PostgresStore(string connection, TimeSpan? patience = null)
    {
        _database = new PostgresDatabase(connection, patience ?? DefaultPatience);
        try
        {
            _database.Use(() =>
            {
                using var open = _database.Connect();
                PostgresSchema.Prepare(open, _database.Name);
                return true;
            });
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Version => _database.Read(connection => connection.Number(PostgresReader.Version));

    /// <inheritdoc/>
    public StoreCounts Count() => _database.Read(connection => new StoreCounts(
        connection.Number("SELECT count(*) FROM users WHERE deleted = 0"),
        connection.Number("SELECT count(*) FROM items WHERE deleted = 0"),
        connection.Number("SELECT count(*) FROM interactions")));

    /// <inheritdoc/>
    public IStoreWriter OpenWriter() => new PostgresStoreWriter(_database);

    /// <inheritdoc/>
    public void CopyTo(IDatasetSink sink, CancellationToken cancellationToken) => Read(connection => PostgresReader.Records(connection, sink, cancellationToken));

    /// <inheritdoc/>
    public Snapshot LoadSnapshot(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) =>
        Load(weighting, cancellationToken).Snapshot;

    /// <inheritdoc/>
    public StoreContent Load(InteractionWeighting? weighting = null, CancellationToken cancellationToken = default) =>
        _database.Read(connection => PostgresReader.Content(connection, weighting, cancellationToken));

    /// <inheritdoc/>
    public IReadOnlyList<SearchHit> SearchItems(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var words = SearchWords.Asked(text);
        return words.Length == 0 ? [] : _database.Read(connection => PostgresWords.Find(connection, words, count));
    }

    /// <inheritdoc/>
    public void BackUp(string file, CancellationToken cancellationToken = default) =>
        Read(connection => SqliteConnections.Use(file, () => PostgresBackup.Write(connection, file, cancellationToken)));

    /// <inheritdoc/>
    public void Restore(string file, CancellationToken cancellationToken = default)
    {
        using var image = BackupImage.Open(file, Path.GetTempPath(), cancellationToken);
        _database.Use(() => SqliteConnections.Use(image.File, () =>
        {
            using var connection = _database.Connect();
            var (transaction, version, _) = _database.BeginWriting(connection);
            using (transaction)
            {
                if (version != 0 || connection.Number("SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM items)") != 0)
                {
                    throw BackupImage.NotEmpty(_database.Name);
                }

                PostgresBackup.Restore(connection, image.File, cancellationToken);
                transaction.Commit();
            }

            return true;
        }));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(CancellationToken cancellationToken = default) => _database.Read(connection => PostgresCheck.Run(connection, cancellationToken));

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private void Read(Action<NpgsqlConnection> work) => _database.Read(connection =>
    {
        work(connection);
        return true;
    });
}
