using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Marquee.Data;

/// <summary>Immutable dense vectors by modality, in ordinal order of the names; equal by content.</summary>
public sealed class FeatureMap : IReadOnlyCollection<KeyValuePair<string, ReadOnlyMemory<float>>>, IEquatable<FeatureMap>
{
    private readonly SortedList<string, ReadOnlyMemory<float>> _entries;

    /// <summary>Copies the names and keeps the vectors, which must not change any more.</summary>
    /// <exception cref="ArgumentException">A name appears twice.</exception>
    public FeatureMap(IEnumerable<KeyValuePair<string, ReadOnlyMemory<float>>> entries)
    {
        _entries = new SortedList<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        foreach (var (name, vector) in entries)
        {
            if (!_entries.TryAdd(name, vector))
            {
                throw new ArgumentException($"The feature '{name}' is given twice.", nameof(entries));
            }
        }
    }

    /// <summary>No features.</summary>
    public static FeatureMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>The vector of a modality, if the item has it.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ReadOnlyMemory<float> vector) => _entries.TryGetValue(name, out vector);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ReadOnlyMemory<float>>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FeatureMap? other) =>
        other is not null
        && Count == other.Count
        && _entries.Zip(other._entries).All(pair =>
            pair.First.Key == pair.Second.Key && pair.First.Value.Span.SequenceEqual(pair.Second.Value.Span));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureMap);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Aggregate(0, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value.Length));
}
