using System.Globalization;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Which items share which attributes: a row for each attribute that tells items apart, with 1 for each item that has it.</summary>
/// <remarks>An attribute that only one item has, or that all have, tells nothing about likeness and is left out. Rows are in the order of their names.</remarks>
internal sealed class ItemAttributeTable
{
    private ItemAttributeTable(string[] names, SparseMatrix items)
    {
        Names = names;
        Items = items;
    }

    /// <summary>What each row stands for, such as <c>category: Drama</c> or <c>person: Agnes Varda (director)</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>1 where an item has an attribute: <c>attributes x items</c>.</summary>
    public SparseMatrix Items { get; }

    /// <summary>Collects the attributes of some kinds. O(attributes of all items).</summary>
    public static ItemAttributeTable Of(IReadOnlyList<Item> items, IReadOnlyCollection<ItemAttribute> kinds)
    {
        var holders = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            foreach (var name in kinds.SelectMany(kind => NamesOf(items[index], kind)).Distinct())
            {
                (holders.TryGetValue(name, out var list) ? list : holders[name] = []).Add(index);
            }
        }

        var rows = holders.Where(holder => holder.Value.Count > 1 && holder.Value.Count < items.Count).ToArray();
        int[] indices = [.. rows.SelectMany(row => row.Value)];
        var ones = new float[indices.Length];
        Array.Fill(ones, 1f);
        var offsets = new int[rows.Length + 1];
        for (var row = 0; row < rows.Length; row++)
        {
            offsets[row + 1] = offsets[row] + rows[row].Value.Count;
        }

        return new ItemAttributeTable([.. rows.Select(row => row.Key)], new SparseMatrix(rows.Length, items.Count, offsets, indices, ones));
    }

    private static IEnumerable<string> NamesOf(Item item, ItemAttribute kind)
    {
        IEnumerable<string> values = kind switch
        {
            ItemAttribute.Category => item.Categories,
            ItemAttribute.Label => item.Labels,
            ItemAttribute.Person => item.People.Select(person => $"{person.Name} ({person.Role})"),
            ItemAttribute.Country => item.Countries,
            ItemAttribute.Language => OneOf(item.Language),
            ItemAttribute.Kind => OneOf(item.Kind),
            ItemAttribute.Year => OneOf(item.Year?.ToString(CultureInfo.InvariantCulture)),
            ItemAttribute.Decade => OneOf((item.Year / 10 * 10)?.ToString(CultureInfo.InvariantCulture)),
            var other => throw new ArgumentOutOfRangeException(nameof(kind), other, "There is no such attribute."),
        };
        var word = kind.ToString().ToLowerInvariant();
        return values.Select(value => $"{word}: {value}");
    }

    private static IEnumerable<string> OneOf(string? value) => value is null ? [] : [value];
}
