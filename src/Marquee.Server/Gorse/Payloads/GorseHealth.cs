namespace Marquee.Server;

/// <summary>How the service is.</summary>
/// <param name="Ready">Whether it can answer.</param>
/// <param name="DataStoreError">Why the store cannot be reached, in words.</param>
/// <param name="CacheStoreError">Null: there is no cache to fail.</param>
/// <param name="DataStoreConnected">Whether the store can be reached.</param>
/// <param name="CacheStoreConnected">True: there is no cache to fail.</param>
internal sealed record GorseHealth(bool Ready, string? DataStoreError, string? CacheStoreError, bool DataStoreConnected, bool CacheStoreConnected);
