using Marquee.Data;

namespace Marquee.Content;

/// <summary>The categories that items can have, and which they have.</summary>
public sealed class CategoryTargets
{
    private readonly int[][] _ofItems;

    /// <summary>Reads the categories of items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="names">The categories in their order; others are passed over. Those of the items in ordinal order where nothing is said.</param>
    public CategoryTargets(IReadOnlyList<Item> items, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        Names = names ?? [.. items.SelectMany(item => item.Categories).Distinct().Order(StringComparer.Ordinal)];
        var indices = Names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        _ofItems = [.. items.Select(item => item.Categories.Where(indices.ContainsKey).Select(name => indices[name]).Distinct().Order().ToArray())];
    }

    /// <summary>Names of the categories.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of items.</summary>
    public int ItemCount => _ofItems.Length;

    /// <summary>The categories of an item, ascending.</summary>
    /// <param name="item">Its index.</param>
    public ReadOnlySpan<int> Of(int item) => _ofItems[item];

    /// <summary>Whether an item has a category.</summary>
    /// <param name="item">Index of the item.</param>
    /// <param name="category">Index of the category.</param>
    public bool Has(int item, int category) => _ofItems[item].AsSpan().Contains(category);
}
