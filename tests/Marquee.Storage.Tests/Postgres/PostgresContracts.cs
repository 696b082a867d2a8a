using Marquee.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Marquee.Storage.Tests;

/// <summary>Every suite that stores share, on PostgreSQL.</summary>
public static class PostgresContracts
{
    public sealed class Records(PostgresServer server) : StoreRecordsContract(new PostgresHarness(server));

    public sealed class Indices(PostgresServer server) : StoreIndicesContract(new PostgresHarness(server));

    public sealed class Batches(PostgresServer server) : StoreBatchesContract(new PostgresHarness(server));

    public sealed class Concurrency(PostgresServer server) : StoreConcurrencyContract(new PostgresHarness(server));

    public sealed class Erasure(PostgresServer server) : StoreErasureContract(new PostgresHarness(server));

    public sealed class Answers(PostgresServer server) : StoreAnswersContract(new PostgresHarness(server));

    public sealed class Search(PostgresServer server) : StoreSearchContract(new PostgresHarness(server));

    public sealed class Backup(PostgresServer server) : StoreBackupContract(new PostgresHarness(server), new PostgresHarness(server));

    /// <summary>From PostgreSQL to SQLite.</summary>
    public sealed class BackupToSqlite(PostgresServer server) : StoreBackupContract(new PostgresHarness(server), new SqliteHarness());

    /// <summary>From SQLite to PostgreSQL.</summary>
    public sealed class BackupFromSqlite(PostgresServer server) : StoreBackupContract(new SqliteHarness(), new PostgresHarness(server));
}
