using Npgsql;

namespace Marquee.Storage;

/// <summary>The tables, and how a database of an earlier version becomes one of this version.</summary>
/// <remarks>
/// Columns hold what those of SQLite hold, so that one restores what the other backed up. Ids are found by hash indices, which take ids of any length; writers take turns, so that no id is given twice.
/// An id that was erased is NULL, for PostgreSQL keeps no null characters.
/// </remarks>
internal static class PostgresSchema
{
    /// <summary>"MRQE": only one at a time makes tables.</summary>
    private const int Lock = 0x4D525145;

    /// <summary>Each step once, in order, for ever; a later version only adds steps.</summary>
    private static readonly (string Description, string Sql)[] Migrations =
    [
        ("everything", """
            CREATE TABLE users(
                idx integer PRIMARY KEY,
                id text COLLATE "C",
                described integer NOT NULL DEFAULT 0,
                deleted integer NOT NULL DEFAULT 0,
                opted_out integer NOT NULL DEFAULT 0,
                attributes text NOT NULL DEFAULT '{}'
            );
            CREATE INDEX users_by_id ON users USING hash(id);

            CREATE TABLE items(
                idx integer PRIMARY KEY,
                id text COLLATE "C",
                described integer NOT NULL DEFAULT 0,
                deleted integer NOT NULL DEFAULT 0,
                title text,
                kind text,
                year integer,
                release_date text,
                countries text NOT NULL DEFAULT '[]',
                language text,
                categories text NOT NULL DEFAULT '[]',
                labels text NOT NULL DEFAULT '[]',
                people text NOT NULL DEFAULT '[]',
                summary text,
                available_from bigint,
                available_until bigint,
                hidden integer NOT NULL DEFAULT 0,
                attributes text NOT NULL DEFAULT '{}',
                words tsvector
            );
            CREATE INDEX items_by_id ON items USING hash(id);
            CREATE INDEX items_by_words ON items USING gin(words);

            CREATE TABLE item_features(
                item integer NOT NULL,
                name text COLLATE "C" NOT NULL,
                vector bytea NOT NULL,
                PRIMARY KEY(item, name)
            );

            CREATE TABLE kinds(
                idx integer PRIMARY KEY,
                name text COLLATE "C" NOT NULL
            );

            CREATE TABLE interactions(
                "user" integer NOT NULL,
                item integer NOT NULL,
                kind integer NOT NULL,
                time bigint NOT NULL,
                text text COLLATE "C" NOT NULL,
                sequence bigint NOT NULL,
                value real,
                progress real,
                session text
            );
            CREATE UNIQUE INDEX interactions_by_key ON interactions("user", item, kind, time, md5(text));

            CREATE TABLE answers(
                key text COLLATE "C" NOT NULL,
                answer text NOT NULL,
                time bigint NOT NULL
            );
            CREATE INDEX answers_by_key ON answers USING hash(key);
            CREATE INDEX answers_by_time ON answers(time);

            CREATE TABLE state(
                next_sequence bigint NOT NULL,
                version bigint NOT NULL
            );
            INSERT INTO state VALUES(0, 0);
            """),
    ];

    /// <summary>Makes the tables, or brings them up to date.</summary>
    /// <exception cref="StoreException">The database holds tables of something else, or of a later version.</exception>
    public static void Prepare(NpgsqlConnection connection, string database)
    {
        using var transaction = connection.BeginTransaction();
        connection.Run($"SELECT pg_advisory_xact_lock({Lock})");
        var known = connection.Number("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'marquee_migrations'") == 1;
        if (!known && connection.Number(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name IN ('users', 'items', 'interactions', 'kinds', 'state', 'answers')") > 0)
        {
            throw new StoreException($"{database} holds tables of another program; name a database or a schema (Search Path=...) of its own.");
        }

        if (!known)
        {
            connection.Run("CREATE TABLE marquee_migrations(version integer PRIMARY KEY, description text NOT NULL)");
        }

        var version = (int)connection.Number("SELECT coalesce(max(version), 0) FROM marquee_migrations");
        if (version > Migrations.Length)
        {
            throw new StoreException(
                $"{database} was written by a later version of Marquee (its schema is {version}, this version knows {Migrations.Length}); use that version or a later one.");
        }

        for (; version < Migrations.Length; version++)
        {
            connection.Run(Migrations[version].Sql);
            connection.Run("INSERT INTO marquee_migrations VALUES($1, $2)", version + 1, Migrations[version].Description);
        }

        transaction.Commit();
    }
}
