using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The items of each value of something that a catalogue says of its items. Immutable; a changed catalogue makes a new one that shares what stayed the same.</summary>
/// <typeparam name="TKey">Type of the values.</typeparam>
internal sealed class MaskTable<TKey>
    where TKey : notnull
{
    private readonly IReadOnlyList<Item> _items;
    private readonly Func<Item, IEnumerable<TKey>> _keysOf;
    private readonly Dictionary<TKey, ItemMask> _masks;

    /// <summary>Sorts a catalogue. O(items * their values).</summary>
    /// <param name="items">The catalogue by item index.</param>
    /// <param name="keysOf">The values of an item.</param>
    /// <param name="comparer">Which values are the same.</param>
    public MaskTable(IReadOnlyList<Item> items, Func<Item, IEnumerable<TKey>> keysOf, IEqualityComparer<TKey>? comparer = null)
    {
        _items = items;
        _keysOf = keysOf;
        _masks = Enumerable.Range(0, items.Count)
            .SelectMany(item => keysOf(items[item]), (item, key) => (item, key))
            .GroupBy(pair => pair.key, pair => pair.item, comparer)
            .ToDictionary(group => group.Key, group => new ItemMask(group), comparer);
    }

    private MaskTable(IReadOnlyList<Item> items, Func<Item, IEnumerable<TKey>> keysOf, Dictionary<TKey, ItemMask> masks) => (_items, _keysOf, _masks) = (items, keysOf, masks);

    /// <summary>All values that some item has, in no order.</summary>
    public IReadOnlyCollection<TKey> Keys => _masks.Keys;

    /// <summary>The items of a value; none where no item has it.</summary>
    public ItemMask this[TKey key] => _masks.GetValueOrDefault(key, ItemMask.Empty);

    /// <summary>The table of a changed catalogue. O(values + values of the changed items * items / 64).</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public MaskTable<TKey> With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed)
    {
        var changes = new Dictionary<TKey, List<KeyValuePair<int, bool>>>(_masks.Comparer);
        foreach (var item in changed)
        {
            foreach (var key in item < _items.Count ? _keysOf(_items[item]) : [])
            {
                Note(key, item, false);
            }

            foreach (var key in _keysOf(items[item]))
            {
                Note(key, item, true);
            }
        }

        var masks = new Dictionary<TKey, ItemMask>(_masks, _masks.Comparer);
        foreach (var (key, ofKey) in changes)
        {
            masks[key] = this[key].With(ofKey);
            if (masks[key].IsEmpty)
            {
                masks.Remove(key);
            }
        }

        return new MaskTable<TKey>(items, _keysOf, masks);

        void Note(TKey key, int item, bool isIn)
        {
            if (!changes.TryGetValue(key, out var ofKey))
            {
                changes[key] = ofKey = [];
            }

            ofKey.Add(KeyValuePair.Create(item, isIn));
        }
    }
}
