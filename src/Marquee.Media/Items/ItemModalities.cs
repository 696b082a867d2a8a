using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Items that have at least one of several features, as examples of modalities. Immutable.</summary>
public sealed class ItemModalities
{
    private ItemModalities(ModalExamples examples, int[] items) => (Examples, Items) = (examples, items);

    /// <summary>The examples; a feature that an item lacks is a modality that is missing.</summary>
    public ModalExamples Examples { get; }

    /// <summary>Which item each example is, by its index among those that were given; ascending.</summary>
    public IReadOnlyList<int> Items { get; }

    /// <summary>The features that items have, and how many have them, in ordinal order of the names; without fused vectors and their weights (<see cref="FusionWeights"/>). O(features of all items).</summary>
    /// <param name="items">The items.</param>
    public static IReadOnlyList<KeyValuePair<string, int>> Names(IEnumerable<Item> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var fused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            foreach (var (name, _) in item.Features.Where(feature => feature.Value.Length > 0))
            {
                if (FusionWeights.IsWeight(item.Features, name))
                {
                    fused.Add(name[..name.IndexOf(FusionWeights.Separator, StringComparison.Ordinal)]);
                }
                else
                {
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }
            }
        }

        return [.. counts.Where(count => !fused.Contains(count.Key))];
    }

    /// <summary>Reads features of items. O(items x numbers).</summary>
    /// <param name="items">The items.</param>
    /// <param name="names">Names of the features, at least one, each once.</param>
    /// <exception cref="ArgumentException">No item has a feature of that name.</exception>
    /// <exception cref="InvalidDataException">Two items have vectors of different lengths under one name.</exception>
    public static ItemModalities Of(IReadOnlyList<Item> items, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(names.Count, nameof(names));
        int[] kept = [.. Enumerable.Range(0, items.Count).Where(item => names.Any(name => Has(items[item], name, out _)))];
        return new ItemModalities(new ModalExamples([.. names.Select(name => Read(items, kept, name))]), kept);
    }

    private static bool Has(Item item, string name, out ReadOnlyMemory<float> vector) => item.Features.TryGet(name, out vector) && !vector.IsEmpty;

    private static Modality Read(IReadOnlyList<Item> items, int[] kept, string name)
    {
        DenseMatrix? vectors = null;
        var present = new bool[kept.Length];
        for (var row = 0; row < kept.Length; row++)
        {
            var item = items[kept[row]];
            if (!Has(item, name, out var vector))
            {
                continue;
            }

            vectors ??= new DenseMatrix(kept.Length, vector.Length);
            if (vector.Length != vectors.Columns)
            {
                throw new InvalidDataException($"The feature '{name}' of item '{item.Id}' has {vector.Length} numbers; that of earlier items has {vectors.Columns}. Compute it anew for all items.");
            }

            vector.Span.CopyTo(vectors.Row(row));
            present[row] = true;
        }

        return new Modality(name, new TableExamples(vectors ?? throw new ArgumentException($"No item has a feature '{name}'.", nameof(name))), present);
    }
}
