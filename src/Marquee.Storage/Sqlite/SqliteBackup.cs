using Microsoft.Data.Sqlite;

namespace Marquee.Storage;

/// <summary>A whole database into a file, and back.</summary>
internal static class SqliteBackup
{
    private static readonly string[] Tables = ["users", "items", "item_features", "kinds", "interactions", "answers"];

    /// <summary>Copies the database as it is at one moment.</summary>
    public static void Write(SqliteConnection connection, string file, CancellationToken cancellationToken) => BackupImage.Create(file, unfinished =>
        connection.Interruptible(
            () =>
            {
                using var copy = new SqliteStatement(connection, "VACUUM INTO ?");
                return copy.Bind(1, unfinished).Run();
            },
            cancellationToken));

    /// <summary>Fills an empty database from a backup of the same schema.</summary>
    public static void Restore(SqliteConnection connection, string file, CancellationToken cancellationToken)
    {
        using (var attach = new SqliteStatement(connection, "ATTACH ? AS backup"))
        {
            attach.Bind(1, file).Run();
        }

        connection.BeginWriting();
        if (connection.Number("SELECT (SELECT version FROM state) + (SELECT count(*) FROM users) + (SELECT count(*) FROM items)") != 0)
        {
            throw BackupImage.NotEmpty(connection.DataSource);
        }

        connection.Interruptible(
            () =>
            {
                foreach (var table in Tables)
                {
                    connection.Run($"INSERT INTO main.{table} SELECT * FROM backup.{table}");
                }

                connection.Run("UPDATE main.state SET (version, next_sequence) = (SELECT version, next_sequence FROM backup.state)");
                SqliteItemWords.AddAll(connection);
                return true;
            },
            cancellationToken);
        connection.Run("COMMIT");
    }
}
