using Marquee.Data;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Storage;

/// <summary>Puts many records into their rows at once.</summary>
internal sealed class PostgresRecords(NpgsqlConnection connection)
{
    private const int ItemsAtOnce = 100;

    public Tally Put(IReadOnlyCollection<User> users, PostgresIds ids)
    {
        if (users.Count == 0)
        {
            return default;
        }

        var known = new Dictionary<int, User>();
        using (var command = connection.Query($"SELECT {SqliteColumns.User} FROM users WHERE described = 1 AND idx = ANY($1)", users.Select(user => ids[user.Id]).ToArray()))
        {
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                known.Add(rows.GetInt32(0), PostgresColumns.ReadUser(rows));
            }
        }

        var changed = users.Where(user => !user.Equals(known.GetValueOrDefault(ids[user.Id]))).ToArray();
        connection.Run(
            "UPDATE users SET described = 1, opted_out = changed.opted_out, attributes = changed.attributes FROM unnest($1, $2, $3) AS changed(idx, opted_out, attributes) WHERE users.idx = changed.idx",
            changed.Select(user => ids[user.Id]).ToArray(),
            changed.Select(user => user.OptedOut ? 1 : 0).ToArray(),
            changed.Select(user => RecordColumns.Write(user.Attributes)).ToArray());
        return Count(users.Count, changed.Length, known.Count);
    }

    public Tally Put(IReadOnlyCollection<Item> items, PostgresIds ids)
    {
        if (items.Count == 0)
        {
            return default;
        }

        var indices = items.Select(item => ids[item.Id]).ToArray();
        var features = PostgresReader.Features(connection, indices);
        var known = new Dictionary<int, Item>();
        using (var command = connection.Query($"SELECT {SqliteColumns.Item} FROM items WHERE described = 1 AND idx = ANY($1)", indices))
        {
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                known.Add(rows.GetInt32(0), PostgresColumns.ReadItem(rows, features.GetValueOrDefault(rows.GetInt32(0), FeatureMap.Empty)));
            }
        }

        var changed = items.Where(item => !item.Equals(known.GetValueOrDefault(ids[item.Id]))).ToArray();
        foreach (var some in changed.Chunk(ItemsAtOnce))
        {
            using var batch = new NpgsqlBatch(connection);
            foreach (var item in some)
            {
                Put(batch, ids[item.Id], item);
            }

            batch.ExecuteNonQuery();
        }

        return Count(items.Count, changed.Length, known.Count);
    }

    /// <returns>What became of them, and the next place in the order of arrival.</returns>
    public (Tally Tally, long NextSequence) Put(IReadOnlyCollection<Interaction> interactions, PostgresIds users, PostgresIds items, PostgresIds kinds, long nextSequence)
    {
        using var command = connection.Query("""
            INSERT INTO interactions AS old("user", item, kind, time, text, value, progress, session, sequence)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT("user", item, kind, time, md5(text)) DO UPDATE SET value = EXCLUDED.value, progress = EXCLUDED.progress, session = EXCLUDED.session
                WHERE (old.value, old.progress, old.session) IS DISTINCT FROM (EXCLUDED.value, EXCLUDED.progress, EXCLUDED.session)
            RETURNING sequence
            """);
        Column(NpgsqlDbType.Integer, interaction => users[interaction.UserId]);
        Column(NpgsqlDbType.Integer, interaction => interaction.ItemId.Length == 0 ? RecordColumns.None : items[interaction.ItemId]);
        Column(NpgsqlDbType.Integer, interaction => kinds[interaction.Kind]);
        Column(NpgsqlDbType.Bigint, RecordColumns.Time);
        Column(NpgsqlDbType.Text, interaction => interaction.Text ?? "");
        Column(NpgsqlDbType.Real, interaction => interaction.Value);
        Column(NpgsqlDbType.Real, interaction => interaction.Progress);
        Column(NpgsqlDbType.Text, interaction => interaction.Session);
        var sequence = nextSequence;
        Column(NpgsqlDbType.Bigint, _ => sequence++);

        // Rows that were there keep their place, so a place from here on is that of a new one; those that did not change do not come back.
        var (added, updated, next) = (0, 0, nextSequence);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (rows.GetInt64(0) is var place && place >= nextSequence)
            {
                added++;
                next = Math.Max(next, place + 1);
            }
            else
            {
                updated++;
            }
        }

        return (new Tally(added, updated, interactions.Count - added - updated), next);

        void Column<T>(NpgsqlDbType type, Func<Interaction, T> value) =>
            command.Parameters.Add(new NpgsqlParameter { Value = interactions.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private static void Put(NpgsqlBatch batch, int index, Item item)
    {
        Add("""
            UPDATE items SET described = 1, title = $2, kind = $3, year = $4, release_date = $5, countries = $6, language = $7, categories = $8, labels = $9,
                people = $10, summary = $11, available_from = $12, available_until = $13, hidden = $14, attributes = $15, words = CAST($16 AS tsvector)
            WHERE idx = $1
            """, PostgresColumns.Values(index, item));
        Add("DELETE FROM item_features WHERE item = $1", index);
        foreach (var (name, vector) in item.Features)
        {
            Add("INSERT INTO item_features(item, name, vector) VALUES($1, $2, $3)", index, name, RecordColumns.Write(vector).ToArray());
        }

        void Add(string sql, params object?[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            batch.BatchCommands.Add(command);
        }
    }

    private static Tally Count(int all, int changed, int known) => new(all - known, changed - (all - known), all - changed);
}
