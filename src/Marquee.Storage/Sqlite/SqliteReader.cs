using Marquee.Data;
using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>Reads everything, within one transaction of the caller's.</summary>
internal static class SqliteReader
{
    private const int CheckEvery = 1 << 14;

    /// <summary>Streams the records that were written, none of those that were only mentioned or were deleted.</summary>
    public static void Records(SqliteConnection connection, IDatasetSink sink, CancellationToken cancellationToken)
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

        using var rows = new SqliteStatement(connection, Interactions + " ORDER BY sequence");
        Stream(rows, users, items, Kinds(connection), sink, cancellationToken);
    }

    /// <summary>Everything, indexed as in the tables.</summary>
    public static StoreContent Content(SqliteConnection connection, InteractionWeighting? weighting, CancellationToken cancellationToken)
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

        Events(connection, cancellationToken).AddTo(builder, Kinds(connection));
        return new StoreContent(builder.Build(weighting), version);
    }

    public const string Version = "SELECT version FROM state";

    private static EventColumns Events(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var events = new EventColumns();
        using var rows = new SqliteStatement(connection, "SELECT sequence, user, item, kind, time, text, value, progress, session FROM interactions");
        while (rows.Step())
        {
            if (events.Count % CheckEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            events.Add(
                rows.Long(0), rows.Int(1), rows.Int(2), rows.Int(3), rows.FloatOrNaN(6), rows.FloatOrNaN(7),
                rows.Long(4) is >= 0 and var time ? time : EventLog.NoTime, rows.Text(8), rows.Bytes(5).IsEmpty ? null : rows.Text(5));
        }

        return events;
    }

    private const string Interactions = "SELECT user, item, kind, time, text, value, progress, session FROM interactions";

    private static void Stream(
        SqliteStatement rows, List<string> users, List<string> items, List<string> kinds, IDatasetSink sink, CancellationToken cancellationToken)
    {
        for (var row = 0; rows.Step(); row++)
        {
            if (row % CheckEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            sink.Add(new Interaction
            {
                UserId = users[rows.Int(0)],
                ItemId = rows.Int(1) is >= 0 and var item ? items[item] : "",
                Kind = kinds[rows.Int(2)],
                Time = rows.Long(3) is >= 0 and var time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
                Text = rows.Text(4),
                Value = rows.Float(5),
                Progress = rows.Float(6),
                Session = rows.Text(7),
            });
        }
    }

    private static IEnumerable<(User User, bool Described)> Users(SqliteConnection connection, CancellationToken cancellationToken)
    {
        using var rows = new SqliteStatement(connection, $"SELECT {SqliteColumns.User} FROM users ORDER BY idx");
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (SqliteColumns.ReadUser(rows), rows.Bool(2));
        }
    }

    private static IEnumerable<(Item Item, bool Described)> Items(SqliteConnection connection, CancellationToken cancellationToken)
    {
        using var rows = new SqliteStatement(connection, $"SELECT {SqliteColumns.Item} FROM items ORDER BY idx");
        using var features = new SqliteStatement(connection, "SELECT item, name, vector FROM item_features ORDER BY item, name");
        var more = features.Step();
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var own = new List<KeyValuePair<string, ReadOnlyMemory<float>>>();
            for (; more && features.Int(0) == rows.Int(0); more = features.Step())
            {
                own.Add(new(features.Text(1)!, RecordColumns.ReadVector(features.Bytes(2))));
            }

            yield return (SqliteColumns.ReadItem(rows, own.Count == 0 ? FeatureMap.Empty : new FeatureMap(own)), rows.Bool(2));
        }
    }

    private static List<string> Kinds(SqliteConnection connection)
    {
        using var rows = new SqliteStatement(connection, "SELECT name FROM kinds ORDER BY idx");
        var kinds = new List<string>();
        while (rows.Step())
        {
            kinds.Add(rows.Text(0)!);
        }

        return kinds;
    }
}
