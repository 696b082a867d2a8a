using Marquee.Testing;

namespace Marquee.Storage.Tests;

/// <summary>A database file in a folder of its own.</summary>
internal sealed class SqliteHarness : IStoreHarness
{
    private readonly TemporaryFolder _folder = new();

    public IDataStore Open() => new SqliteStore(Path.Combine(_folder.Path, "marquee.db"));

    public void Dispose() => _folder.Dispose();
}
