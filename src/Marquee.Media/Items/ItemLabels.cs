using Marquee.Data;

namespace Marquee.Media;

/// <summary>What a catalogue says of items, such as their genres, as labels to learn. Immutable.</summary>
/// <param name="Names">The labels, in ordinal order.</param>
/// <param name="Sets">The labels of each item.</param>
public sealed record ItemLabels(IReadOnlyList<string> Names, LabelSets Sets)
{
    /// <summary>The labels that enough items have and not all of them, since those would tell nothing. O(labels of all items).</summary>
    /// <param name="items">The items.</param>
    /// <param name="labelsOf">The labels of one.</param>
    /// <param name="least">How many items have a label at least.</param>
    public static ItemLabels Of(IReadOnlyList<Item> items, Func<Item, IEnumerable<string>> labelsOf, int least)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(labelsOf);
        string[][] all = [.. items.Select(item => labelsOf(item).Distinct(StringComparer.Ordinal).ToArray())];
        string[] names = [.. all.SelectMany(labels => labels).CountBy(label => label).Where(label => label.Value >= least && label.Value < items.Count).Select(label => label.Key).Order(StringComparer.Ordinal)];
        var places = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return new ItemLabels(names, new LabelSets(names.Length, [.. all.Select(labels => labels.Where(places.ContainsKey).Select(label => places[label]).ToArray())]));
    }
}
