using Marquee.Data;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Storage;

/// <summary>Reads everything, within one transaction of the caller's.</summary>
internal static class PostgresReader
{
    public const string Version = "SELECT version FROM state";

    private const int CheckEvery = 1 << 14;

    /// <summary>Streams the records that were written, none of those that were only mentioned or were deleted.</summary>
    public static void Records(NpgsqlConnection connection, IDatasetSink sink, CancellationToken cancellationToken)
    {
        var users = new List<string>();
        foreach (var (user, described) in Users(connection, cancellationToken))
        {
            users.Add(user.Id);
            if (described)
            {
                sink.Add(user);
            }
        }

        var items = new List<string>();
        foreach (var (item, described) in Items(connection, cancellationToken))
        {
            items.Add(item.Id);
            if (described)
            {
                sink.Add(item);
            }
        }

        var kinds = Kinds(connection);
        using var command = connection.Query("""SELECT "user", item, kind, time, text, value, progress, session FROM interactions ORDER BY sequence""");
        using var rows = command.ExecuteReader();
        for (var row = 0; rows.Read(); row++)
        {
            if (row % CheckEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            sink.Add(new Interaction
            {
                UserId = users[rows.GetInt32(0)],
                ItemId = rows.GetInt32(1) is >= 0 and var item ? items[item] : "",
                Kind = kinds[rows.GetInt32(2)],
                Time = rows.GetInt64(3) is >= 0 and var time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
                Text = rows.GetString(4),
                Value = rows.IsDBNull(5) ? null : rows.GetFloat(5),
                Progress = rows.IsDBNull(6) ? null : rows.GetFloat(6),
                Session = rows.Text(7),
            });
        }
    }

    /// <summary>Everything, indexed as in the tables.</summary>
    public static StoreContent Content(NpgsqlConnection connection, InteractionWeighting? weighting, CancellationToken cancellationToken)
    {
        var version = connection.Number(Version);
        var builder = new SnapshotBuilder();
        foreach (var (user, _) in Users(connection, cancellationToken))
        {
            builder.Add(user);
        }

        foreach (var (item, _) in Items(connection, cancellationToken))
        {
            builder.Add(item);
        }

        var kinds = Kinds(connection);
        Events(connection, cancellationToken).AddTo(builder, kinds);
        return new StoreContent(builder.Build(weighting), version);
    }

    private static EventColumns Events(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var events = new EventColumns();
        using var rows = connection.BeginBinaryExport(
            """COPY interactions(sequence, "user", item, kind, value, progress, time, session, text) TO STDOUT (FORMAT BINARY)""");
        while (rows.StartRow() >= 0)
        {
            if (events.Count % CheckEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            events.Add(
                rows.Read<long>(NpgsqlDbType.Bigint), rows.Read<int>(NpgsqlDbType.Integer), rows.Read<int>(NpgsqlDbType.Integer), rows.Read<int>(NpgsqlDbType.Integer),
                Number(rows), Number(rows), rows.Read<long>(NpgsqlDbType.Bigint) is >= 0 and var time ? time : EventLog.NoTime, Text(rows),
                Text(rows) is { Length: > 0 } text ? text : null);
        }

        return events;
    }

    private static float Number(NpgsqlBinaryExporter rows)
    {
        if (rows.IsNull)
        {
            rows.Skip();
            return float.NaN;
        }

        return rows.Read<float>(NpgsqlDbType.Real);
    }

    private static string? Text(NpgsqlBinaryExporter rows)
    {
        if (rows.IsNull)
        {
            rows.Skip();
            return null;
        }

        return rows.Read<string>(NpgsqlDbType.Text);
    }

    private static IEnumerable<(User User, bool Described)> Users(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var command = connection.Query($"SELECT {SqliteColumns.User} FROM users ORDER BY idx");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (PostgresColumns.ReadUser(rows), rows.GetInt32(2) != 0);
        }
    }

    private static IEnumerable<(Item Item, bool Described)> Items(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var features = Features(connection, null);
        using var command = connection.Query($"SELECT {SqliteColumns.Item} FROM items ORDER BY idx");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (PostgresColumns.ReadItem(rows, features.GetValueOrDefault(rows.GetInt32(0), FeatureMap.Empty)), rows.GetInt32(2) != 0);
        }
    }

    /// <summary>The features of some items, or of all.</summary>
    public static Dictionary<int, FeatureMap> Features(NpgsqlConnection connection, int[]? items)
    {
        using var command = items is null
            ? connection.Query("SELECT item, name, vector FROM item_features")
            : connection.Query("SELECT item, name, vector FROM item_features WHERE item = ANY($1)", items);
        using var rows = command.ExecuteReader();
        var found = new List<(int Item, string Name, ReadOnlyMemory<float> Vector)>();
        while (rows.Read())
        {
            found.Add((rows.GetInt32(0), rows.GetString(1), RecordColumns.ReadVector(rows.GetFieldValue<byte[]>(2))));
        }

        return found.GroupBy(one => one.Item).ToDictionary(
            group => group.Key, group => new FeatureMap(group.Select(one => KeyValuePair.Create(one.Name, one.Vector))));
    }

    private static List<string> Kinds(NpgsqlConnection connection)
    {
        using var command = connection.Query("SELECT name FROM kinds ORDER BY idx");
        using var rows = command.ExecuteReader();
        var kinds = new List<string>();
        while (rows.Read())
        {
            kinds.Add(rows.GetString(0));
        }

        return kinds;
    }
}
