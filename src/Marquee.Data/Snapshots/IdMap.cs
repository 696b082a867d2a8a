using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Data;

/// <summary>
/// Ids and the dense integers that stand for them, in order of first appearance. Immutable. An index never changes its id: a later map of the
/// same store only adds ids behind, or has <see cref="Erased"/> in the place of one, so a model that knows the first <c>n</c> items stays valid.
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

    /// <summary>The id that stands for one that was erased, so that its index stays taken. No service has such an id: no id of a record holds a null character.</summary>
    public static string Erased(int index) => $"\0deleted-{index}";

    /// <summary>Whether an id is one that <see cref="Erased"/> gives.</summary>
    public static bool IsErasedId(string id) => id.StartsWith('\0');

    /// <summary>Whether the id of an index was erased.</summary>
    public bool IsErased(int index) => _ids[index] == Erased(index);

    /// <summary>
    /// A checksum of each of the first ids (64 bits of its SHA-256), by which a model recognises the catalogue it was trained on, also after some of the
    /// ids were erased from it.
    /// </summary>
    /// <param name="count">How many ids from the start, at most <see cref="Count"/>.</param>
    public long[] Checksums(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        var checksums = new long[count];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var index = 0; index < count; index++)
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(_ids[index]), hash);
            checksums[index] = BinaryPrimitives.ReadInt64LittleEndian(hash);
        }

        return checksums;
    }
}
