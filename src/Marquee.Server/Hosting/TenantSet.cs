using Marquee.Storage;

namespace Marquee.Server;

/// <summary>The tenants of one process. The key of a request decides which of them it is about.</summary>
public sealed class TenantSet : IAsyncDisposable
{
    private readonly Tenant[] _tenants;

    private TenantSet(Tenant[] tenants, ServeConfiguration configuration)
    {
        _tenants = tenants;
        Configuration = configuration;
    }

    /// <summary>All tenants, by name.</summary>
    public IReadOnlyList<Tenant> All => _tenants;

    /// <summary>Where the process listens, and its limits.</summary>
    public ServeConfiguration Configuration { get; }

    /// <summary>Whether there is one tenant alone, which needs no key as long as it has none and only this machine can ask.</summary>
    public bool IsSingle { get; private init; }

    /// <summary>One tenant: a workspace.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static TenantSet OpenOne(Workspace workspace, TimeProvider time) =>
        new([Tenant.Open(Path.GetFileName(Path.TrimEndingDirectorySeparator(workspace.Directory)), workspace, time)], workspace.Configuration.Serve) { IsSingle = true };

    /// <summary>Several: each sub-folder that is a workspace.</summary>
    /// <param name="directory">The folder; its own <c>marquee.json</c>, where there is one, says where to listen and the limits.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">There is none, or one cannot be opened, or has no key and so could not be reached.</exception>
    public static async Task<TenantSet> OpenFolder(string directory, TimeProvider time)
    {
        var folders = Directory.Exists(directory) ? Directory.GetDirectories(directory).Where(Workspace.Exists).Order(StringComparer.Ordinal).ToArray() : [];
        if (folders.Length == 0)
        {
            throw new StoreException($"{directory} holds no tenants: each is a folder in it that is a workspace. Make one: marquee import PATH --workspace {Path.Combine(directory, "NAME")}");
        }

        var tenants = new List<Tenant>();
        try
        {
            foreach (var folder in folders)
            {
                tenants.Add(Tenant.Open(Path.GetFileName(folder), Workspace.Open(folder), time));
                if (!tenants[^1].HasKeys)
                {
                    throw new StoreException($"The tenant {Path.GetFileName(folder)} has no API key, and the key is what tells tenants apart. Make one: marquee keys add NAME --workspace {folder}");
                }
            }

            return new TenantSet([.. tenants], Workspace.Exists(directory) ? Workspace.Open(directory).Configuration.Serve : new ServeConfiguration());
        }
        catch
        {
            foreach (var tenant in tenants)
            {
                await tenant.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Who stands behind a key; null where nobody does.</summary>
    internal Caller? Find(ReadOnlySpan<byte> hash)
    {
        foreach (var tenant in _tenants)
        {
            if (tenant.Keys.Find(hash) is { } caller)
            {
                return caller;
            }
        }

        return null;
    }

    /// <summary>Finishes what was acknowledged, and closes all stores.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var tenant in _tenants)
        {
            await tenant.DisposeAsync();
        }
    }
}
