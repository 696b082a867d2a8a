using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Which vectors of items count, such as <c>text</c> or <c>graph</c>, and where the numbers of each stand among those of all.</summary>
internal sealed class ItemFeatureLayout
{
    private readonly (string Name, int First, int Length)[] _parts;

    private ItemFeatureLayout((string Name, int First, int Length)[] parts) => _parts = parts;

    /// <summary>Numbers of all vectors together.</summary>
    public int Columns => _parts.Sum(part => part.Length);

    /// <summary>The names of an option: nothing for none.</summary>
    /// <param name="text">Names separated by commas, or <c>none</c>.</param>
    public static string[] NamesOf(string text) =>
        text.Trim() == "none" ? [] : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>Those of the named vectors that any of the items has. O(items x names).</summary>
    public static ItemFeatureLayout Of(IReadOnlyList<Item> items, IEnumerable<string> names)
    {
        var found = new List<(string, int, int)>();
        var first = 0;
        foreach (var name in names)
        {
            var lengths = items.Select(item => item.Features.TryGet(name, out var vector) ? vector.Length : 0).Where(length => length > 0).CountBy(length => length).ToArray();
            if (lengths.Length > 0)
            {
                // That of most items: vectors of another length are of another make.
                found.Add((name, first, lengths.MaxBy(length => length.Value).Key));
                first += found[^1].Item3;
            }
        }

        return new ItemFeatureLayout([.. found]);
    }

    /// <summary>What each number is called, such as <c>text 3</c>.</summary>
    public IEnumerable<string> NumberNames() => _parts.SelectMany(part => Enumerable.Range(0, part.Length).Select(number => $"{part.Name} {number}"));

    /// <summary>The vectors of one item with their lengths, each with the place of its first number; without those of another make and those that say nothing.</summary>
    public IEnumerable<(int First, ReadOnlyMemory<float> Vector, double Norm)> VectorsOf(FeatureMap features)
    {
        foreach (var (name, first, length) in _parts)
        {
            if (features.TryGet(name, out var vector) && vector.Length == length && RowNorms.Of(vector.Span) is > 0 and var norm)
            {
                yield return (first, vector, norm);
            }
        }
    }
}
