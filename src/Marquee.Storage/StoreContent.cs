using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Everything in a store at one moment.</summary>
/// <param name="Snapshot">Users, items and interactions.</param>
/// <param name="Version">The <see cref="IDataStore.Version"/> of that moment.</param>
public sealed record StoreContent(Snapshot Snapshot, long Version);
