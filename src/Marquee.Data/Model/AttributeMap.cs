using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Marquee.Data;

/// <summary>Immutable free-form attributes, name to text, in ordinal order of the names; equal by content.</summary>
public sealed class AttributeMap : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<AttributeMap>
{
    private readonly SortedList<string, string> _entries;

    /// <summary>Copies the entries.</summary>
    /// <exception cref="ArgumentException">A name appears twice.</exception>
    public AttributeMap(IEnumerable<KeyValuePair<string, string>> entries)
    {
        _entries = new SortedList<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
        {
            if (!_entries.TryAdd(name, value))
            {
                throw new ArgumentException($"The attribute '{name}' is given twice.", nameof(entries));
            }
        }
    }

    /// <summary>No attributes.</summary>
    public static AttributeMap Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>The value of an attribute, or none where it is not set.</summary>
    public string? this[string name] => _entries.GetValueOrDefault(name);

    /// <summary>The value of an attribute, if it is set.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => _entries.TryGetValue(name, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(AttributeMap? other) => other is not null && _entries.SequenceEqual(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in _entries)
        {
            hash.Add(name);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _entries.Select(entry => $"{entry.Key}={entry.Value}"));
}
