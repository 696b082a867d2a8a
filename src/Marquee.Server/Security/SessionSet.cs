using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Server;

/// <summary>
/// Who has signed in with a browser: a random token, which the browser keeps where no script reads it, stands for a key. In memory alone: a restart ends all sessions. May be asked from many threads at once.
/// </summary>
/// <remarks>
/// A session knows the hash of its key and nothing of what the key may do, so one that was revoked or has expired ends its sessions at once. Tokens are looked up by their hashes: how long that takes says nothing of them.
/// </remarks>
/// <param name="time">The clock.</param>
internal sealed class SessionSet(TimeProvider time)
{
    /// <summary>After what time a session ends.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Sessions of one key at once: with one more, its oldest ends.</summary>
    public const int MostOfOneKey = 20;

    private const int TokenBytes = 32;

    private readonly ConcurrentDictionary<UInt128, Session> _sessions = new();
    private readonly Lock _starting = new();

    /// <summary>How many there are, ended ones included that nobody asked for since.</summary>
    public int Count => _sessions.Count;

    /// <summary>Begins a session.</summary>
    /// <param name="keyHash">SHA-256 of the key, 32 bytes.</param>
    /// <returns>Its token.</returns>
    public string Start(ReadOnlySpan<byte> keyHash)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = time.GetUtcNow();
        lock (_starting)
        {
            var own = new List<(UInt128 Name, DateTimeOffset Ends)>();
            foreach (var (name, session) in _sessions)
            {
                if (session.Ends <= now)
                {
                    _sessions.TryRemove(name, out _);
                }
                else if (keyHash.SequenceEqual(session.KeyHash))
                {
                    own.Add((name, session.Ends));
                }
            }

            foreach (var (name, _) in own.OrderBy(session => session.Ends).Take(own.Count - MostOfOneKey + 1))
            {
                _sessions.TryRemove(name, out _);
            }

            _sessions[NameOf(token)] = new Session(keyHash.ToArray(), now + Lifetime);
        }

        return token;
    }

    /// <summary>The hash of the key for which a token stands; null where it stands for none, or does no longer.</summary>
    public byte[]? Find(string token) => _sessions.TryGetValue(NameOf(token), out var session) && time.GetUtcNow() < session.Ends ? session.KeyHash : null;

    /// <summary>Ends a session.</summary>
    public void End(string token) => _sessions.TryRemove(NameOf(token), out _);

    private static UInt128 NameOf(string token)
    {
        Span<byte> bytes = stackalloc byte[2 * TokenBytes];
        Span<byte> hash = stackalloc byte[32];
        if (!Encoding.ASCII.TryGetBytes(token, bytes, out var count))
        {
            // No token is that long.
            return UInt128.Zero;
        }

        SHA256.HashData(bytes[..count], hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Session(byte[] KeyHash, DateTimeOffset Ends);
}
