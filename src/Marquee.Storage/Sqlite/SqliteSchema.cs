using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>The tables, and how a database of an earlier version becomes one of this version.</summary>
internal static class SqliteSchema
{
    /// <summary>"MRQE": marks a database file as ours.</summary>
    private const int ApplicationId = 0x4D525145;

    /// <summary>Each step once, in order, for ever; a later version only adds steps.</summary>
    private static readonly (string Description, string Sql, Action<SqliteConnection>? Fill)[] Migrations =
    [
        ("users, items, features, kinds and interactions", """
            CREATE TABLE users(
                idx INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                described INTEGER NOT NULL DEFAULT 0,
                deleted INTEGER NOT NULL DEFAULT 0,
                opted_out INTEGER NOT NULL DEFAULT 0,
                attributes TEXT NOT NULL DEFAULT '{}'
            ) STRICT;

            CREATE TABLE items(
                idx INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                described INTEGER NOT NULL DEFAULT 0,
                deleted INTEGER NOT NULL DEFAULT 0,
                title TEXT,
                kind TEXT,
                year INTEGER,
                release_date TEXT,
                countries TEXT NOT NULL DEFAULT '[]',
                language TEXT,
                categories TEXT NOT NULL DEFAULT '[]',
                labels TEXT NOT NULL DEFAULT '[]',
                people TEXT NOT NULL DEFAULT '[]',
                summary TEXT,
                available_from INTEGER,
                available_until INTEGER,
                hidden INTEGER NOT NULL DEFAULT 0,
                attributes TEXT NOT NULL DEFAULT '{}'
            ) STRICT;

            CREATE TABLE item_features(
                item INTEGER NOT NULL,
                name TEXT NOT NULL,
                vector BLOB NOT NULL,
                PRIMARY KEY(item, name)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE kinds(
                idx INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE
            ) STRICT;

            CREATE TABLE interactions(
                user INTEGER NOT NULL,
                item INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                time INTEGER NOT NULL,
                text TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                value REAL,
                progress REAL,
                session TEXT,
                PRIMARY KEY(user, item, kind, time, text)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE state(
                next_sequence INTEGER NOT NULL
            ) STRICT;
            INSERT INTO state VALUES(0);
            """, null),
        ("number of commits, remembered answers, and the words of items", $"""
            ALTER TABLE state ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

            CREATE TABLE answers(
                key TEXT PRIMARY KEY,
                answer TEXT NOT NULL,
                time INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX answers_by_time ON answers(time);

            {SqliteItemWords.Table}
            """, SqliteItemWords.AddAll),
    ];

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <exception cref="StoreException">The file is a database of something else, or of a later version.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        var found = Version(connection, path);
        if (found == Migrations.Length)
        {
            return;
        }

        connection.BeginWriting();
        try
        {
            // Another process may have been faster.
            for (var version = Version(connection, path); version < Migrations.Length; version++)
            {
                if (version == 0)
                {
                    connection.Run($"PRAGMA application_id = {ApplicationId}");
                    connection.Run("CREATE TABLE migrations(version INTEGER PRIMARY KEY, description TEXT NOT NULL) STRICT");
                }

                connection.Run(Migrations[version].Sql);
                Migrations[version].Fill?.Invoke(connection);
                using var note = new SqliteStatement(connection, "INSERT INTO migrations VALUES(?, ?)");
                note.Bind(1, version + 1).Bind(2, Migrations[version].Description).Run();
            }

            connection.Run("COMMIT");
        }
        catch
        {
            connection.Run("ROLLBACK");
            throw;
        }
    }

    private static int Version(SqliteConnection connection, string path)
    {
        if (connection.Number("PRAGMA application_id") != ApplicationId)
        {
            return connection.Number("SELECT count(*) FROM sqlite_schema") == 0
                ? 0
                : throw new StoreException($"{path} is a database, but not one of Marquee's; name another file.");
        }

        var version = (int)connection.Number("SELECT max(version) FROM migrations");
        return version <= Migrations.Length
            ? version
            : throw new StoreException(
                $"{path} was written by a later version of Marquee (its schema is {version}, this version knows {Migrations.Length}); use that version or a later one.");
    }
}
