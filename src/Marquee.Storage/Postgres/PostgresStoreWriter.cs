using Marquee.Data;
using Npgsql;

namespace Marquee.Storage;

/// <summary>Writes batches, each in one transaction. Records wait and are written together, so that a batch costs a handful of round trips however large it is.</summary>
internal sealed class PostgresStoreWriter(PostgresDatabase database) : IStoreWriter
{
    private const int MostWaiting = 10_000;

    private readonly PostgresIds _users = new("users", "id");
    private readonly PostgresIds _items = new("items", "id");
    private readonly PostgresIds _kinds = new("kinds", "name");
    private readonly PostgresChanges _waiting = new();
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private long _version = -1;
    private long _nextSequence;
    private bool _changed;
    private bool _failed;
    private bool _inBatch;
    private ImportTally _written;
    private ImportTally _tallyBefore;

    public ImportTally Tally
    {
        get
        {
            Flush();
            return _written;
        }
    }

    public long Begin() => Write(_ => _version);

    public void Add(User user)
    {
        RecordRules.Check(user);
        Wait(() => _waiting.TryAdd(user));
    }

    public void Add(Item item)
    {
        RecordRules.Check(item);
        Wait(() => _waiting.TryAdd(item));
    }

    public void Add(Interaction interaction)
    {
        RecordRules.Check(interaction);
        Wait(() => _waiting.TryAdd(interaction));
    }

    public bool DeleteUser(string id) => Write(connection => Erase(_users, id, index =>
    {
        connection.Run("""DELETE FROM interactions WHERE "user" = $1""", index);
        connection.Run("UPDATE users SET id = NULL, described = 0, deleted = 1, opted_out = 0, attributes = '{}' WHERE idx = $1", index);
    }));

    public bool DeleteItem(string id) => Write(connection => Erase(_items, id, index =>
    {
        connection.Run("DELETE FROM interactions WHERE item = $1", index);
        connection.Run("DELETE FROM item_features WHERE item = $1", index);
        connection.Run("""
            UPDATE items SET id = NULL, described = 0, deleted = 1, title = NULL, kind = NULL, year = NULL, release_date = NULL, countries = '[]', language = NULL,
                categories = '[]', labels = '[]', people = '[]', summary = NULL, available_from = NULL, available_until = NULL, hidden = 1, attributes = '{}', words = NULL
            WHERE idx = $1
            """, index);
    }));

    public bool Delete(Interaction interaction)
    {
        RecordRules.Check(interaction);
        return Write(connection =>
        {
            var item = interaction.ItemId.Length == 0 ? RecordColumns.None : _items.Find(connection, interaction.ItemId);
            if (_users.Find(connection, interaction.UserId) is not (>= 0 and var user)
                || (item < 0 && interaction.ItemId.Length > 0)
                || _kinds.Find(connection, interaction.Kind) is not (>= 0 and var kind)
                || connection.Run(
                    """DELETE FROM interactions WHERE "user" = $1 AND item = $2 AND kind = $3 AND time = $4 AND md5(text) = md5($5) AND text = $5""",
                    user, item, kind, RecordColumns.Time(interaction), interaction.Text ?? "") == 0)
            {
                return false;
            }

            _changed = true;
            return true;
        });
    }

    public int UserIndex(string id) => Index(_users, _waiting.MentionsUser, id);

    public int ItemIndex(string id) => Index(_items, _waiting.MentionsItem, id);

    public void Remember(string key, string answer, DateTimeOffset time)
    {
        RecordRules.CheckAnswer(key, answer);
        Write(connection =>
        {
            connection.Run("DELETE FROM answers WHERE key = $1 OR time < $2", key, (time - RememberedAnswers.Kept).ToUnixTimeMilliseconds());
            connection.Run("INSERT INTO answers(key, answer, time) VALUES($1, $2, $3)", key, answer, time.ToUnixTimeMilliseconds());
            return _changed = true;
        });
    }

    public string? Recall(string key) => !RecordRules.IsText(key) ? null : Read(connection =>
    {
        using var command = connection.Query("SELECT answer FROM answers WHERE key = $1", key);
        return (string?)command.ExecuteScalar();
    });

    public long Commit()
    {
        Flush();
        if (!_inBatch)
        {
            return Read(connection => connection.Number(PostgresReader.Version));
        }

        return Do(connection =>
        {
            if (_changed)
            {
                connection.Run("UPDATE state SET version = $1, next_sequence = $2", ++_version, _nextSequence);
            }

            _transaction!.Commit();
            _transaction = null;
            _inBatch = false;
            return _version;
        });
    }

    public void Abandon()
    {
        var before = _inBatch ? _tallyBefore : _written;
        _waiting.Clear();
        if (_failed || _inBatch)
        {
            // Closing rolls back, also where the connection was lost; another is had with the next use.
            Close();
            Forget();
        }

        _written = before;
        _inBatch = false;
        _failed = false;
    }

    public void Dispose() => Close();

    private void Wait(Func<bool> add)
    {
        RefuseAfterFailure();
        if (_waiting.Count >= MostWaiting)
        {
            Flush();
        }

        if (!add())
        {
            Flush();
            add();
        }
    }

    /// <summary>Writes what waits.</summary>
    private void Flush()
    {
        if (_waiting.Count == 0 || _failed)
        {
            RefuseAfterFailure();
            return;
        }

        Do(connection =>
        {
            Begin(ref connection);
            var records = new PostgresRecords(connection);
            _changed |= _users.FindOrAdd(connection, _waiting.UserIds);
            _changed |= _items.FindOrAdd(connection, _waiting.ItemIds);
            var users = records.Put(_waiting.Users.Values, _users);
            var items = records.Put(_waiting.Items.Values, _items);
            var interactions = Put(connection, records);
            _written = new ImportTally(Sum(_written.Users, users), Sum(_written.Items, items), Sum(_written.Interactions, interactions));
            _changed |= users.New + users.Updated + items.New + items.Updated + interactions.New + interactions.Updated > 0;
            _waiting.Clear();
            return true;
        });
    }

    private Tally Put(NpgsqlConnection connection, PostgresRecords records)
    {
        if (_waiting.Interactions.Count == 0)
        {
            return default;
        }

        _changed |= _kinds.FindOrAdd(connection, [.. _waiting.Interactions.Select(interaction => interaction.Kind).Distinct()]);
        var (tally, next) = records.Put(_waiting.Interactions, _users, _items, _kinds, _nextSequence);
        _nextSequence = next;
        return tally;
    }

    private T Write<T>(Func<NpgsqlConnection, T> work)
    {
        Flush();
        return Do(connection =>
        {
            Begin(ref connection);
            return work(connection);
        });
    }

    private T Read<T>(Func<NpgsqlConnection, T> work)
    {
        Flush();
        try
        {
            return Do(work);
        }
        catch (StoreException) when (!_inBatch)
        {
            // Nothing is lost, so there is nothing to abandon.
            Abandon();
            throw;
        }
    }

    private int Index(PostgresIds ids, Func<string, bool> isWaiting, string id)
    {
        RefuseAfterFailure();
        if (isWaiting(id) && !(_inBatch && ids.Knows(id)))
        {
            Flush();
        }

        if (_inBatch && ids.Knows(id))
        {
            return ids[id];
        }

        return Do(connection =>
        {
            if (!_inBatch)
            {
                CatchUp(connection.Number(PostgresReader.Version));
            }

            return ids.Find(connection, id);
        });
    }

    private bool Erase(PostgresIds ids, string id, Action<int> erase)
    {
        if (ids.Find(_connection!, id) is not (>= 0 and var index))
        {
            return false;
        }

        erase(index);
        ids.Forget(id);
        return _changed = true;
    }

    private T Do<T>(Func<NpgsqlConnection, T> work)
    {
        RefuseAfterFailure();
        _failed = true;
        var result = database.Use(() => work(_connection ??= database.Connect()));
        _failed = false;
        return result;
    }

    /// <summary>Begins a batch where none is begun. A connection that broke while nobody used it costs nothing: another is opened.</summary>
    private void Begin(ref NpgsqlConnection connection)
    {
        if (_inBatch)
        {
            return;
        }

        long version;
        try
        {
            (_transaction, version, _nextSequence) = database.BeginWriting(connection);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable })
        {
            Close();
            _connection = connection = database.Connect();
            (_transaction, version, _nextSequence) = database.BeginWriting(connection);
        }

        CatchUp(version);
        _inBatch = true;
        _changed = false;
        _tallyBefore = _written;
    }

    /// <summary>Forgets what may be old because somebody else wrote since the last time.</summary>
    private void CatchUp(long version)
    {
        if (version != _version)
        {
            Forget();
            _version = version;
        }
    }

    private void Forget()
    {
        _users.Forget();
        _items.Forget();
        _kinds.Forget();
        _version = -1;
    }

    private void Close()
    {
        _transaction = null;
        _connection?.Dispose();
        _connection = null;
    }

    private void RefuseAfterFailure()
    {
        if (_failed)
        {
            throw new InvalidOperationException("An earlier change failed, and its batch cannot be committed: abandon it, and write it again.");
        }
    }

    private static Tally Sum(Tally one, Tally other) => new(one.New + other.New, one.Updated + other.Updated, one.Unchanged + other.Unchanged);
}
