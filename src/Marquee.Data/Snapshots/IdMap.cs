using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Data;

/// <summary>
/// Ids and the dense integers that stand for them, in order of first appearance. Immutable. An index never changes its id: a later map of the
/// same store only adds ids behind, so a model that knows the first <c>n</c> items stays valid.
/// </summary>
public sealed class IdMap
{
    private readonly string[] _ids;
    private readonly Dictionary<string, int> _indices;

    /// <summary>Numbers the ids from 0 in the order given.</summary>
    /// <exception cref="ArgumentException">An id is empty or appears twice.</exception>
    public IdMap(IEnumerable<string> ids)
    {
        _ids = [.. ids];
        _indices = new Dictionary<string, int>(_ids.Length, StringComparer.Ordinal);
        for (var index = 0; index < _ids.Length; index++)
        {
            if (string.IsNullOrEmpty(_ids[index]))
            {
                throw new ArgumentException($"Id number {index} is empty; every id needs at least one character.", nameof(ids));
            }

            if (!_indices.TryAdd(_ids[index], index))
            {
                throw new ArgumentException($"The id '{_ids[index]}' appears twice.", nameof(ids));
            }
        }
    }

    /// <summary>No ids.</summary>
    public static IdMap Empty { get; } = new([]);

    /// <summary>Number of ids.</summary>
    public int Count => _ids.Length;

    /// <summary>The id that an index stands for.</summary>
    public string this[int index] => _ids[index];

    /// <summary>All ids by index.</summary>
    public ReadOnlySpan<string> Ids => _ids;

    /// <summary>The index of an id, or -1 where it is unknown.</summary>
    public int IndexOf(string id) => _indices.TryGetValue(id, out var index) ? index : -1;

    /// <summary>The index of an id, if it is known.</summary>
    public bool TryGetIndex(string id, out int index) => _indices.TryGetValue(id, out index);

    /// <summary>A checksum (SHA-256, hexadecimal) over the first ids, by which a model recognises the catalogue it was trained on.</summary>
    /// <param name="count">How many ids from the start, at most <see cref="Count"/>.</param>
    public string Fingerprint(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in _ids.AsSpan(0, count))
        {
            // The length in front keeps ["ab", "c"] apart from ["a", "bc"].
            var bytes = Encoding.UTF8.GetBytes(id);
            var length = bytes.Length;
            hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
