using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Which items are of which category, upper and lower case being the same.</summary>
public sealed class CategoryIndex
{
    private static readonly ItemMask Nothing = new([]);

    private readonly Dictionary<string, ItemMask> _items;

    /// <summary>Sorts a catalogue by category.</summary>
    /// <param name="items">The catalogue by item index.</param>
    public CategoryIndex(IReadOnlyList<Item> items) =>
        _items = Enumerable.Range(0, items.Count)
            .SelectMany(item => items[item].Categories, (item, category) => (item, category))
            .GroupBy(pair => pair.category, pair => pair.item, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => new ItemMask(group), StringComparer.OrdinalIgnoreCase);

    /// <summary>The items of a category; none where there is no such category.</summary>
    public ItemMask this[string category] => _items.GetValueOrDefault(category, Nothing);
}
