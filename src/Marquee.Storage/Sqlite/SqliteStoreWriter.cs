using Marquee.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marquee.Storage;

/// <summary>Writes batches, each in one transaction that starts with its first change.</summary>
internal sealed class SqliteStoreWriter : IStoreWriter
{
    private readonly SqliteConnection _connection;
    private readonly SqliteIds _users;
    private readonly SqliteIds _items;
    private readonly SqliteIds _kinds;
    private readonly SqliteUserTable _userRecords;
    private readonly SqliteItemWords _itemWords;
    private readonly SqliteItemTable _itemRecords;
    private readonly SqliteErasure _erasure;
    private readonly SqliteAnswers _answers;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _readDataVersion;
    private readonly SqliteStatement _readState;
    private readonly SqliteStatement _writeState;
    private long _dataVersion = -1;
    private long _version;
    private long _nextSequence;
    private int _changesBefore;
    private ImportTally _tallyBefore;
    private bool _inBatch;
    private bool _failed;

    public SqliteStoreWriter(SqliteConnection connection)
    {
        _connection = connection;
        connection.Run("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000");
        _users = new SqliteIds(connection, "users", "id");
        _items = new SqliteIds(connection, "items", "id");
        _kinds = new SqliteIds(connection, "kinds", "name");
        _userRecords = new SqliteUserTable(connection);
        _itemWords = new SqliteItemWords(connection);
        _itemRecords = new SqliteItemTable(connection, _itemWords);
        _erasure = new SqliteErasure(connection, _itemWords);
        _answers = new SqliteAnswers(connection);
        _insert = new SqliteStatement(connection, """
            INSERT INTO interactions(user, item, kind, time, text, value, progress, session, sequence) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO NOTHING
            """);
        _update = new SqliteStatement(connection, """
            UPDATE interactions SET value = ?6, progress = ?7, session = ?8
            WHERE user = ?1 AND item = ?2 AND kind = ?3 AND time = ?4 AND text = ?5
                AND (value IS NOT ?6 OR progress IS NOT ?7 OR session IS NOT ?8)
            """);
        _readDataVersion = new SqliteStatement(connection, "PRAGMA data_version");
        _readState = new SqliteStatement(connection, "SELECT version, next_sequence FROM state");
        _writeState = new SqliteStatement(connection, "UPDATE state SET version = ?, next_sequence = ?");
    }

    public ImportTally Tally { get; private set; }

    public long Begin() => Write(() => _version);

    public void Add(User user)
    {
        RecordRules.Check(user);
        var outcome = Write(() => _userRecords.Put(_users.FindOrAdd(user.Id), user));
        Tally = Tally with { Users = Count(Tally.Users, outcome) };
    }

    public void Add(Item item)
    {
        RecordRules.Check(item);
        var outcome = Write(() => _itemRecords.Put(_items.FindOrAdd(item.Id), item));
        Tally = Tally with { Items = Count(Tally.Items, outcome) };
    }

    public void Add(Interaction interaction)
    {
        RecordRules.Check(interaction);
        var outcome = Write(() => Put(interaction));
        Tally = Tally with { Interactions = Count(Tally.Interactions, outcome) };
    }

    public bool DeleteUser(string id) => Write(() => Erase(_users, id, _erasure.User));

    public bool DeleteItem(string id) => Write(() => Erase(_items, id, _erasure.Item));

    public bool Delete(Interaction interaction)
    {
        RecordRules.Check(interaction);
        return Write(() =>
            _users.Find(interaction.UserId) is >= 0 and var user
            && (interaction.ItemId.Length == 0 ? RecordColumns.None : _items.Find(interaction.ItemId) is >= 0 and var found ? found : (int?)null) is { } item
            && _kinds.Find(interaction.Kind) is >= 0 and var kind
            && _erasure.Interaction(user, item, kind, RecordColumns.Time(interaction), interaction.Text ?? ""));
    }

    public int UserIndex(string id) => Read(() => _users.Find(id));

    public int ItemIndex(string id) => Read(() => _items.Find(id));

    public void Remember(string key, string answer, DateTimeOffset time)
    {
        RecordRules.CheckAnswer(key, answer);
        Write(() =>
        {
            _answers.Remember(key, answer, time);
            return true;
        });
    }

    public string? Recall(string key) => Read(() => _answers.Recall(key));

    public long Commit()
    {
        if (!_inBatch && !_failed)
        {
            return Read(() => _version);
        }

        return Write(() =>
        {
            // Linux goes on writing into a file that was deleted, and what is written there is gone with the process.
            if (!File.Exists(_connection.DataSource))
            {
                throw new StoreException($"{_connection.DataSource} is gone; bring it or a backup of it back, and start again.");
            }

            if (raw.sqlite3_total_changes(_connection.Handle!) != _changesBefore)
            {
                _writeState.Bind(1, ++_version).Bind(2, _nextSequence).Run();
            }

            _connection.Run("COMMIT");
            _inBatch = false;
            return _version;
        });
    }

    public void Abandon()
    {
        if (!_inBatch && !_failed)
        {
            return;
        }

        // SQLite has already rolled back after some errors.
        if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
        {
            SqliteConnections.Use(_connection.DataSource, () => _connection.Run("ROLLBACK"));
        }

        Forget();
        Tally = _tallyBefore;
        _inBatch = false;
        _failed = false;
    }

    public void Dispose()
    {
        // Closing rolls an open transaction back.
        IDisposable[] parts =
        [
            _insert, _update, _readDataVersion, _readState, _writeState, _answers, _erasure, _itemRecords, _itemWords, _userRecords, _users, _items, _kinds, _connection,
        ];
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }

    private T Write<T>(Func<T> work)
    {
        RefuseAfterFailure();
        if (!_inBatch)
        {
            // Where this fails nothing was begun, and the writer may try again.
            SqliteConnections.Use(_connection.DataSource, _connection.BeginWriting);
        }

        _failed = true;
        var result = SqliteConnections.Use(_connection.DataSource, () =>
        {
            if (!_inBatch)
            {
                _inBatch = true;
                _tallyBefore = Tally;
                CatchUp();
                _changesBefore = raw.sqlite3_total_changes(_connection.Handle!);
            }

            return work();
        });
        _failed = false;
        return result;
    }

    private T Read<T>(Func<T> work)
    {
        RefuseAfterFailure();
        return SqliteConnections.Use(_connection.DataSource, () =>
        {
            if (!_inBatch)
            {
                CatchUp();
            }

            return work();
        });
    }

    private void RefuseAfterFailure()
    {
        if (_failed)
        {
            throw new InvalidOperationException("An earlier change failed, and its batch cannot be committed: abandon it, and write it again.");
        }
    }

    /// <summary>Forgets what may be old because somebody else wrote since the last time.</summary>
    private void CatchUp()
    {
        _readDataVersion.Step();
        var found = _readDataVersion.Long(0);
        _readDataVersion.Reset();
        if (found != _dataVersion)
        {
            Forget();
            _readState.Step();
            _version = _readState.Long(0);
            _nextSequence = _readState.Long(1);
            _readState.Reset();
            _dataVersion = found;
        }
    }

    private void Forget()
    {
        _users.Forget();
        _items.Forget();
        _kinds.Forget();
        _dataVersion = -1;
    }

    private WriteOutcome Put(Interaction interaction)
    {
        var user = _users.FindOrAdd(interaction.UserId);
        var item = interaction.ItemId.Length == 0 ? RecordColumns.None : _items.FindOrAdd(interaction.ItemId);
        var kind = _kinds.FindOrAdd(interaction.Kind);
        if (Bind(_insert).Bind(9, _nextSequence).Run() == 1)
        {
            _nextSequence++;
            return WriteOutcome.New;
        }

        return Bind(_update).Run() == 1 ? WriteOutcome.Updated : WriteOutcome.Unchanged;

        SqliteStatement Bind(SqliteStatement statement) => statement
            .Bind(1, user).Bind(2, item).Bind(3, kind).Bind(4, RecordColumns.Time(interaction)).Bind(5, interaction.Text ?? "")
            .Bind(6, interaction.Value).Bind(7, interaction.Progress).Bind(8, interaction.Session);
    }

    private static bool Erase(SqliteIds ids, string id, Action<int> erase)
    {
        if (ids.Find(id) is not (>= 0 and var index))
        {
            return false;
        }

        erase(index);
        ids.Forget(id);
        return true;
    }

    private static Tally Count(Tally tally, WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.New => tally with { New = tally.New + 1 },
        WriteOutcome.Updated => tally with { Updated = tally.Updated + 1 },
        _ => tally with { Unchanged = tally.Unchanged + 1 },
    };
}
