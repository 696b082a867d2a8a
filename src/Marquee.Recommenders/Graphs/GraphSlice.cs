using System.Runtime.InteropServices;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>Some pairs of a step: an item that a user met, and the profile that should find it.</summary>
internal sealed class GraphSlice
{
    private readonly List<int> _places = [0];
    private readonly List<int> _starts = [0];
    private readonly List<int> _items = [];
    private readonly List<float> _shares = [];
    private readonly List<int> _metStarts = [0];
    private readonly List<int> _met = [];
    private readonly SortedSet<int> _distinct = [];

    /// <summary>The item of each pair.</summary>
    public List<int> Positives { get; } = [];

    /// <summary>For each pair an item that the user did not meet, if there is one.</summary>
    public List<int> Negatives { get; } = [];

    /// <summary>The items of the pairs in ascending order, each once.</summary>
    public List<int> Items { get; } = [];

    /// <summary>The item of each pair as what it wants.</summary>
    public TableRows Wanted => new(CollectionsMarshal.AsSpan(_places), CollectionsMarshal.AsSpan(Positives));

    /// <summary>What else the user of each pair met.</summary>
    public TableRows Excluded => new(CollectionsMarshal.AsSpan(_metStarts), CollectionsMarshal.AsSpan(_met));

    /// <summary>Forgets all pairs.</summary>
    public void Clear()
    {
        foreach (var list in (ReadOnlySpan<List<int>>)[_places, _starts, _metStarts])
        {
            list.RemoveRange(1, list.Count - 1);
        }

        foreach (var list in (ReadOnlySpan<List<int>>)[_items, _met, Positives, Negatives, Items])
        {
            list.Clear();
        }

        _shares.Clear();
        _distinct.Clear();
    }

    /// <summary>Adds a pair.</summary>
    /// <param name="positive">The item to be found.</param>
    /// <param name="negative">An item that the user did not meet.</param>
    /// <param name="met">All items that they met.</param>
    /// <param name="profile">Items of the profile.</param>
    /// <param name="held">Whether the item to be found is left out of the profile.</param>
    /// <param name="itemShares">By how much each item counts in a profile.</param>
    public void Add(int positive, int negative, ReadOnlySpan<int> met, ReadOnlySpan<int> profile, bool held, float[] itemShares)
    {
        Positives.Add(positive);
        Negatives.Add(negative);
        _places.Add(Positives.Count);
        foreach (var item in met)
        {
            if (item != positive)
            {
                _met.Add(item);
            }
        }

        _metStarts.Add(_met.Count);
        foreach (var item in profile)
        {
            if (!held || item != positive)
            {
                _items.Add(item);
            }
        }

        var ofUser = 1 / Math.Sqrt(Math.Max(1, _items.Count - _starts[^1]));
        for (var entry = _starts[^1]; entry < _items.Count; entry++)
        {
            _shares.Add((float)(ofUser * itemShares[_items[entry]]));
        }

        _starts.Add(_items.Count);
    }

    /// <summary>Lists <see cref="Items"/> once all pairs are there.</summary>
    public void Complete()
    {
        _distinct.UnionWith(Positives);
        Items.AddRange(_distinct);
    }

    /// <summary>The profiles of all pairs, <c>pairs x factors</c>.</summary>
    public Tensor Profiles(Tape tape, Tensor sources) =>
        tape.SegmentSum(sources, CollectionsMarshal.AsSpan(_items), CollectionsMarshal.AsSpan(_starts), CollectionsMarshal.AsSpan(_shares));
}
