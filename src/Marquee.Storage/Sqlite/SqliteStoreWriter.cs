using Marquee.Data;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>Writes batches, each in one transaction that starts with its first record.</summary>
internal sealed class SqliteStoreWriter : IStoreWriter
{
    private readonly SqliteConnection _connection;
    private readonly SqliteIds _users;
    private readonly SqliteIds _items;
    private readonly SqliteIds _kinds;
    private readonly SqliteUserTable _userRecords;
    private readonly SqliteItemTable _itemRecords;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _dataVersion;
    private readonly SqliteStatement _setSequence;
    private long _seenVersion = -1;
    private long _nextSequence;
    private bool _inBatch;
    private bool _failed;

    public SqliteStoreWriter(SqliteConnection connection)
    {
        _connection = connection;
        connection.Run("PRAGMA cache_size = -65536");
        _users = new SqliteIds(connection, "users", "id");
        _items = new SqliteIds(connection, "items", "id");
        _kinds = new SqliteIds(connection, "kinds", "name");
        _userRecords = new SqliteUserTable(connection);
        _itemRecords = new SqliteItemTable(connection);
        _insert = new SqliteStatement(connection, """
            INSERT INTO interactions(user, item, kind, time, text, value, progress, session, sequence) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO NOTHING
            """);
        _update = new SqliteStatement(connection, """
            UPDATE interactions SET value = ?6, progress = ?7, session = ?8
            WHERE user = ?1 AND item = ?2 AND kind = ?3 AND time = ?4 AND text = ?5
                AND (value IS NOT ?6 OR progress IS NOT ?7 OR session IS NOT ?8)
            """);
        _dataVersion = new SqliteStatement(connection, "PRAGMA data_version");
        _setSequence = new SqliteStatement(connection, "UPDATE state SET next_sequence = ?");
    }

    public ImportTally Tally { get; private set; }

    public void Add(User user)
    {
        RecordRules.Check(user);
        Write(() => Tally = Tally with { Users = Count(Tally.Users, _userRecords.Put(_users.IndexOf(user.Id), user)) });
    }

    public void Add(Item item)
    {
        RecordRules.Check(item);
        Write(() => Tally = Tally with { Items = Count(Tally.Items, _itemRecords.Put(_items.IndexOf(item.Id), item)) });
    }

    public void Add(Interaction interaction)
    {
        RecordRules.Check(interaction);
        Write(() => Tally = Tally with { Interactions = Count(Tally.Interactions, Put(interaction)) });
    }

    public void Commit()
    {
        if (!_inBatch && !_failed)
        {
            return;
        }

        Write(() =>
        {
            _setSequence.Bind(1, _nextSequence).Run();
            _connection.Run("COMMIT");
            _inBatch = false;
        });
    }

    public void Dispose()
    {
        // Closing rolls an open transaction back.
        SqliteStatement[] statements = [_insert, _update, _dataVersion, _setSequence];
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        _userRecords.Dispose();
        _itemRecords.Dispose();
        _users.Dispose();
        _items.Dispose();
        _kinds.Dispose();
        _connection.Dispose();
    }

    private void Write(Action work)
    {
        if (_failed)
        {
            throw new InvalidOperationException("An earlier write failed and its batch is lost; open another writer.");
        }

        if (!_inBatch)
        {
            // Where this fails nothing was begun, and the writer may try again.
            _connection.BeginWriting();
        }

        _failed = true;
        try
        {
            if (!_inBatch)
            {
                _inBatch = true;
                CatchUp();
            }

            work();
        }
        catch (SqliteException exception)
        {
            throw SqliteConnections.Failure(_connection.DataSource, exception);
        }

        _failed = false;
    }

    /// <summary>Forgets what may be old because somebody else wrote since the last batch.</summary>
    private void CatchUp()
    {
        _dataVersion.Step();
        var version = _dataVersion.Long(0);
        _dataVersion.Reset();
        if (version != _seenVersion)
        {
            _users.Load();
            _items.Load();
            _kinds.Load();
            _nextSequence = _connection.Number("SELECT next_sequence FROM state");
            _seenVersion = version;
        }
    }

    private WriteOutcome Put(Interaction interaction)
    {
        var user = _users.IndexOf(interaction.UserId);
        var item = interaction.ItemId.Length == 0 ? SqliteColumns.None : _items.IndexOf(interaction.ItemId);
        var kind = _kinds.IndexOf(interaction.Kind);
        if (Bind(_insert).Bind(9, _nextSequence).Run() == 1)
        {
            _nextSequence++;
            return WriteOutcome.New;
        }

        return Bind(_update).Run() == 1 ? WriteOutcome.Updated : WriteOutcome.Unchanged;

        SqliteStatement Bind(SqliteStatement statement) => statement
            .Bind(1, user).Bind(2, item).Bind(3, kind)
            .Bind(4, interaction.Time?.ToUnixTimeMilliseconds() ?? SqliteColumns.None).Bind(5, interaction.Text ?? "")
            .Bind(6, interaction.Value).Bind(7, interaction.Progress).Bind(8, interaction.Session);
    }

    private static Tally Count(Tally tally, WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.New => tally with { New = tally.New + 1 },
        WriteOutcome.Updated => tally with { Updated = tally.Updated + 1 },
        _ => tally with { Unchanged = tally.Unchanged + 1 },
    };
}
