using Marquee.Testing;

namespace Marquee.Storage.Tests;

/// <summary>Every suite that stores share, on SQLite.</summary>
public static class SqliteContracts
{
    public sealed class Records() : StoreRecordsContract(new SqliteHarness());

    public sealed class Indices() : StoreIndicesContract(new SqliteHarness());

    public sealed class Batches() : StoreBatchesContract(new SqliteHarness());

    public sealed class Concurrency() : StoreConcurrencyContract(new SqliteHarness());

    public sealed class Erasure() : StoreErasureContract(new SqliteHarness());

    public sealed class Answers() : StoreAnswersContract(new SqliteHarness());

    public sealed class Search() : StoreSearchContract(new SqliteHarness());

    public sealed class Backup() : StoreBackupContract(new SqliteHarness(), new SqliteHarness());
}
