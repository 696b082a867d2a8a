using Marquee.Testing;

namespace Marquee.Storage.Tests;

public sealed class SqliteStoreContractTests : DataStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override void Dispose() => _folder.Dispose();

    protected override IDataStore Open() => new SqliteStore(Path.Combine(_folder.Path, "marquee.db"));
}
