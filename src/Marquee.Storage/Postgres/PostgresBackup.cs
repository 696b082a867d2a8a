using Marquee.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Storage;

/// <summary>A whole PostgreSQL database into an SQLite file, and back: column by column, for both have the same.</summary>
internal static class PostgresBackup
{
    private const int CheckEvery = 1 << 14;
    private const int WordsAtOnce = 1000;

    /// <summary>Tables, of how many columns their keys are, and the columns, those of the key first.</summary>
    private static readonly (string Name, int Key, (string Name, NpgsqlDbType Type)[] Columns)[] Tables =
    [
        ("users", 1, [("idx", NpgsqlDbType.Integer), ("id", NpgsqlDbType.Text), .. Integers("described", "deleted", "opted_out"), ("attributes", NpgsqlDbType.Text)]),
        ("items", 1,
        [
            ("idx", NpgsqlDbType.Integer), ("id", NpgsqlDbType.Text), .. Integers("described", "deleted"), .. Texts("title", "kind"), ("year", NpgsqlDbType.Integer),
            .. Texts("release_date", "countries", "language", "categories", "labels", "people", "summary"),
            ("available_from", NpgsqlDbType.Bigint), ("available_until", NpgsqlDbType.Bigint), .. Integers("hidden"), ("attributes", NpgsqlDbType.Text),
        ]),
        ("item_features", 2, [("item", NpgsqlDbType.Integer), ("name", NpgsqlDbType.Text), ("vector", NpgsqlDbType.Bytea)]),
        ("kinds", 1, [("idx", NpgsqlDbType.Integer), ("name", NpgsqlDbType.Text)]),
        ("interactions", 5,
        [
            .. Integers("\"user\"", "item", "kind"), ("time", NpgsqlDbType.Bigint), ("text", NpgsqlDbType.Text), ("sequence", NpgsqlDbType.Bigint),
            ("value", NpgsqlDbType.Real), ("progress", NpgsqlDbType.Real), ("session", NpgsqlDbType.Text),
        ]),
        ("answers", 1, [("key", NpgsqlDbType.Text), ("answer", NpgsqlDbType.Text), ("time", NpgsqlDbType.Bigint)]),
    ];

    /// <summary>Writes everything, within one transaction of the caller's.</summary>
    public static void Write(NpgsqlConnection from, string file, CancellationToken cancellationToken) => BackupImage.Create(file, unfinished =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        new SqliteStore(unfinished).Dispose();
        using var to = SqliteConnections.Open(unfinished);
        to.BeginWriting();
        foreach (var (table, key, columns) in Tables)
        {
            // By key: SQLite keeps rows in that order, and fills its pages where they come in it.
            using var rows = from.BeginBinaryExport(
                $"COPY (SELECT {Names(columns)} FROM {table} ORDER BY {string.Join(", ", Enumerable.Range(1, key))}) TO STDOUT (FORMAT BINARY)");
            using var insert = new SqliteStatement(to, $"INSERT INTO {table}({Names(columns)}) VALUES({string.Join(", ", columns.Select(_ => "?"))})");
            for (var row = 0; rows.StartRow() >= 0; row++)
            {
                StopAt(row, cancellationToken);
                Copy(rows, columns, insert);
                insert.Run();
            }
        }

        using (var state = new SqliteStatement(to, "UPDATE state SET version = ?, next_sequence = ?"))
        {
            state.Bind(1, from.Number(PostgresReader.Version)).Bind(2, from.Number("SELECT next_sequence FROM state")).Run();
        }

        SqliteItemWords.AddAll(to);
        to.Run("COMMIT");
    });

    /// <summary>Fills empty tables, within one transaction of the caller's.</summary>
    public static void Restore(NpgsqlConnection to, string file, CancellationToken cancellationToken)
    {
        using var from = SqliteConnections.Open(file);
        foreach (var (table, _, columns) in Tables)
        {
            using var rows = new SqliteStatement(from, $"SELECT {Names(columns)} FROM {table}");
            using var copy = to.BeginBinaryImport($"COPY {table}({Names(columns)}) FROM STDIN (FORMAT BINARY)");
            for (var row = 0; rows.Step(); row++)
            {
                StopAt(row, cancellationToken);
                copy.StartRow();
                Copy(rows, columns, copy);
            }

            copy.Complete();
        }

        to.Run("UPDATE state SET version = $1, next_sequence = $2", from.Number(SqliteReader.Version), from.Number("SELECT next_sequence FROM state"));
        foreach (var some in Words(from).Chunk(WordsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            to.Run(
                "UPDATE items SET words = CAST(shown.words AS tsvector) FROM unnest($1, $2) AS shown(idx, words) WHERE items.idx = shown.idx",
                some.Select(one => one.Item).ToArray(),
                some.Select(one => one.Words).ToArray());
        }
    }

    private static IEnumerable<(int Item, string? Words)> Words(SqliteConnection connection)
    {
        using var rows = new SqliteStatement(connection, $"SELECT {SqliteColumns.Item} FROM items WHERE described AND NOT hidden");
        while (rows.Step())
        {
            yield return (rows.Int(0), PostgresWords.Of(SqliteColumns.ReadItem(rows, FeatureMap.Empty)));
        }
    }

    private static void Copy(NpgsqlBinaryExporter rows, (string Name, NpgsqlDbType Type)[] columns, SqliteStatement insert)
    {
        var index = 0;
        for (var column = 0; column < columns.Length; column++)
        {
            var parameter = column + 1;
            if (rows.IsNull)
            {
                rows.Skip();
                insert.Bind(parameter, columns[column].Name == "id" ? IdMap.Erased(index) : null);
                continue;
            }

            switch (columns[column].Type)
            {
                case NpgsqlDbType.Integer:
                    var number = rows.Read<int>(NpgsqlDbType.Integer);
                    index = column == 0 ? number : index;
                    insert.Bind(parameter, number);
                    break;
                case NpgsqlDbType.Bigint:
                    insert.Bind(parameter, rows.Read<long>(NpgsqlDbType.Bigint));
                    break;
                case NpgsqlDbType.Real:
                    insert.Bind(parameter, rows.Read<float>(NpgsqlDbType.Real));
                    break;
                case NpgsqlDbType.Bytea:
                    insert.Bind(parameter, rows.Read<byte[]>(NpgsqlDbType.Bytea).AsSpan());
                    break;
                default:
                    insert.Bind(parameter, rows.Read<string>(NpgsqlDbType.Text));
                    break;
            }
        }
    }

    private static void Copy(SqliteStatement rows, (string Name, NpgsqlDbType Type)[] columns, NpgsqlBinaryImporter copy)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            var type = columns[column].Type;
            switch (type)
            {
                // The id of one that was erased begins with a null character, which PostgreSQL keeps in no text.
                case NpgsqlDbType.Text when rows.Text(column) is { } text && !text.StartsWith('\0'):
                    copy.Write(text, type);
                    break;
                case NpgsqlDbType.Bytea:
                    copy.Write(rows.Bytes(column).ToArray(), type);
                    break;
                case NpgsqlDbType.Text:
                case var _ when rows.IsNull(column):
                    copy.WriteNull();
                    break;
                case NpgsqlDbType.Integer:
                    copy.Write(rows.Int(column), type);
                    break;
                case NpgsqlDbType.Bigint:
                    copy.Write(rows.Long(column), type);
                    break;
                default:
                    copy.Write(rows.Float(column)!.Value, type);
                    break;
            }
        }
    }

    private static void StopAt(int row, CancellationToken cancellationToken)
    {
        if (row % CheckEvery == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static string Names((string Name, NpgsqlDbType Type)[] columns) => string.Join(", ", columns.Select(column => column.Name));

    private static IEnumerable<(string, NpgsqlDbType)> Integers(params string[] names) => names.Select(name => (name, NpgsqlDbType.Integer));

    private static IEnumerable<(string, NpgsqlDbType)> Texts(params string[] names) => names.Select(name => (name, NpgsqlDbType.Text));
}
