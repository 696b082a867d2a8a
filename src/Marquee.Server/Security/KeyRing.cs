using System.Security.Cryptography;
using System.Text;
using Marquee.Storage;

namespace Marquee.Server;

/// <summary>The keys of a tenant as the service knows them: read anew when the file changes, so that keys rotate while it runs. May be asked from many threads at once.</summary>
internal sealed class KeyRing
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _reading = new();
    private readonly ApiKeyFile _file;
    private readonly TimeProvider _time;
    private readonly Func<ApiKey, Caller> _makeCaller;
    private volatile Entry[] _entries = [];
    private (DateTime Written, long Length) _seen;
    private long _lookedAt;

    /// <param name="file">The file.</param>
    /// <param name="makeCaller">Makes who stands behind a key; called once for a key as long as it stays.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">The file is damaged.</exception>
    public KeyRing(ApiKeyFile file, Func<ApiKey, Caller> makeCaller, TimeProvider time)
    {
        _file = file;
        _makeCaller = makeCaller;
        _time = time;
        _lookedAt = time.GetTimestamp();
        _seen = Look();
        Take(file.Read());
    }

    /// <summary>What is wrong with the file, where it was damaged after the start: the keys from before go on.</summary>
    public string? Problem { get; private set; }

    /// <summary>Held by whoever looks at the keys to decide on a change of them, so that nothing lies between the two.</summary>
    public Lock Changing { get; } = new();

    /// <summary>Whether there is any key.</summary>
    public bool IsEmpty
    {
        get
        {
            LookAgain();
            return _entries.Length == 0;
        }
    }

    /// <summary>Who stands behind a key; null where nobody does, or does no longer.</summary>
    /// <param name="hash">SHA-256 of the key, 32 bytes.</param>
    public Caller? Find(ReadOnlySpan<byte> hash)
    {
        LookAgain();
        var now = _time.GetUtcNow();
        Caller? found = null;
        foreach (var entry in _entries)
        {
            // All of them, equally long each: how long it takes says nothing of the keys.
            if (CryptographicOperations.FixedTimeEquals(entry.Hash, hash) && (entry.Caller.Key!.Expires is not { } expires || now < expires))
            {
                found = entry.Caller;
                entry.Use(now);
            }
        }

        return found;
    }

    /// <summary>The keys, in the order in which they were made, with when each was last used since the service started; null for not.</summary>
    public IReadOnlyList<(ApiKey Key, DateTimeOffset? LastUsed)> List()
    {
        LookAgain();
        return [.. _entries.Select(entry => (entry.Caller.Key!, entry.LastUsed))];
    }

    /// <summary>Makes a key, which counts at once; see <see cref="ApiKeyFile.Add"/>.</summary>
    /// <exception cref="StoreException">There is a key of that name, or the file cannot be written.</exception>
    public string Add(string name, Scopes scopes, DateTimeOffset? expires) => Change(() => _file.Add(name, scopes, _time.GetUtcNow(), expires));

    /// <summary>Makes a key worth nothing, at once.</summary>
    /// <returns>Whether there was one of that name.</returns>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public bool Revoke(string name) => Change(() => _file.Revoke(name));

    /// <summary>The hash of what a caller presents.</summary>
    public static void HashOf(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(secret, bytes, out var count))
        {
            // No key is that long.
            hash.Clear();
            return;
        }

        SHA256.HashData(bytes[..count], hash);
    }

    private void LookAgain()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < LookInterval)
        {
            return;
        }

        lock (_reading)
        {
            if (_time.GetElapsedTime(_lookedAt) < LookInterval)
            {
                return;
            }

            Volatile.Write(ref _lookedAt, _time.GetTimestamp());
            if (Look() == _seen)
            {
                return;
            }

            try
            {
                Reread();
            }
            catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
            {
                Problem = exception.Message;
            }
        }
    }

    private T Change<T>(Func<T> change)
    {
        lock (_reading)
        {
            try
            {
                var result = change();
                Reread();
                return result;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StoreException($"{_file.Path} cannot be written: {exception.Message}", exception);
            }
        }
    }

    private void Reread()
    {
        var seen = Look();
        Take(_file.Read());
        _seen = seen;
        Problem = null;
    }

    private (DateTime Written, long Length) Look()
    {
        var info = new FileInfo(_file.Path);
        return info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
    }

    private void Take(IReadOnlyList<ApiKey> keys)
    {
        // The same line twice, in a file that somebody edited, is one key.
        var known = _entries.ToDictionary(entry => entry.Caller.Key!);
        _entries = [.. keys.Distinct().Select(key => known.TryGetValue(key, out var entry) ? entry : new Entry(Convert.FromHexString(key.Hash), _makeCaller(key)))];
    }

    private sealed class Entry(byte[] hash, Caller caller)
    {
        private long _lastUsed;

        public byte[] Hash => hash;

        public Caller Caller => caller;

        public DateTimeOffset? LastUsed => Volatile.Read(ref _lastUsed) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

        /// <summary>Notes a use; to the second, so that the many requests of one key do not all write to one place.</summary>
        public void Use(DateTimeOffset now)
        {
            if (now.UtcTicks - Volatile.Read(ref _lastUsed) >= TimeSpan.TicksPerSecond)
            {
                Volatile.Write(ref _lastUsed, now.UtcTicks);
            }
        }
    }
}
