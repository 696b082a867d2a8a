using Marquee.Storage;

namespace Marquee.Testing;

/// <summary>A schema of its own in the server of the test run.</summary>
public sealed class PostgresHarness(PostgresServer server) : IStoreHarness
{
    private string? _connection;

    /// <summary>Where it is; the schema is made when this is first asked for.</summary>
    public string Connection => _connection ??= server.NewSchema();

    public IDataStore Open() => new PostgresStore(Connection);

    public void Dispose()
    {
        if (_connection is not null)
        {
            PostgresServer.Drop(_connection);
        }
    }
}
