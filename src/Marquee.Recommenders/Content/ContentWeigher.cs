using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Turns items into vectors over the terms of a catalogue, by the formulas of <see cref="ContentTrainer"/>; items that the catalogue did not hold when the terms were counted too.</summary>
internal sealed class ContentWeigher
{
    private const int FewItems = 10;
    private const int ItemsBetweenChecks = 256;

    private readonly ContentOptions _options;
    private readonly Dictionary<ItemTerm, int> _indices;
    private readonly double[] _meanLengths;
    private readonly ItemFeatureLayout _features;
    private readonly int _firstOfFeatures;

    private ContentWeigher(ContentOptions options, Dictionary<ItemTerm, int>[] counts, IReadOnlyList<Item> items)
    {
        _options = options;
        var having = new Dictionary<ItemTerm, int>();
        foreach (var term in counts.SelectMany(ofItem => ofItem.Keys))
        {
            having[term] = having.GetValueOrDefault(term) + 1;
        }

        var most = Math.Max(FewItems, options.StopWordShare * counts.Length);
        Terms = [.. having.Where(entry => !entry.Key.IsOfText || entry.Value <= most).Select(entry => entry.Key)
            .OrderBy(term => term.Field).ThenBy(term => term.Text, StringComparer.Ordinal)];
        Rarity = Array.ConvertAll(Terms, term => (float)Math.Log(1 + ((counts.Length - having[term] + 0.5) / (having[term] + 0.5))));
        (_features, _firstOfFeatures) = (ItemFeatureLayout.Of(items, options.FeatureNames), Terms.Length);
        Terms = [.. Terms, .. _features.NumberNames().Select(name => new ItemTerm(ItemField.Feature, name))];
        Rarity = [.. Rarity, .. Enumerable.Repeat(1f, Terms.Length - Rarity.Length)];
        _indices = Terms.Select((term, index) => (term, index)).ToDictionary(pair => pair.term, pair => pair.index);
        _meanLengths = [.. Enum.GetValues<ItemField>().Select(field => counts.Select(ofItem => Length(ofItem, field)).Where(length => length > 0).DefaultIfEmpty(1).Average())];
    }

    /// <summary>The terms, by field and in ordinal order.</summary>
    public ItemTerm[] Terms { get; }

    /// <summary>The inverse document frequency of each term.</summary>
    public float[] Rarity { get; }

    /// <summary>Counts the terms of a catalogue and weighs its items. O(terms of all items).</summary>
    /// <param name="items">The catalogue.</param>
    /// <param name="options">Which fields count, and how much.</param>
    /// <param name="counted">Called when the terms are counted.</param>
    /// <param name="cancellationToken">Stops between items.</param>
    /// <returns>What weighs further items, and the vectors of these, of length 1 or 0: <c>items x terms</c>.</returns>
    public static (ContentWeigher Weigher, SparseMatrix Vectors) Weigh(IReadOnlyList<Item> items, ContentOptions options, Action? counted = null, CancellationToken cancellationToken = default)
    {
        var counts = new Dictionary<ItemTerm, int>[items.Count];
        for (var item = 0; item < counts.Length; item++)
        {
            if (item % ItemsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            counts[item] = CountTerms(items[item], options);
        }

        counted?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        var weigher = new ContentWeigher(options, counts, items);
        var offsets = new int[counts.Length + 1];
        var (indices, values) = (new List<int>(), new List<float>());
        for (var item = 0; item < counts.Length; item++)
        {
            foreach (var (term, weight) in weigher.VectorOf(counts[item], items[item].Features))
            {
                indices.Add(term);
                values.Add(weight);
            }

            offsets[item + 1] = indices.Count;
        }

        return (weigher, new SparseMatrix(counts.Length, weigher.Terms.Length, offsets, [.. indices], [.. values]));
    }

    /// <summary>The weights of an item's terms, by ascending term, of length 1; nothing where none of its terms is known.</summary>
    public List<KeyValuePair<int, float>> VectorOf(Item item) => VectorOf(CountTerms(item, _options), item.Features);

    private static Dictionary<ItemTerm, int> CountTerms(Item item, ContentOptions options)
    {
        var counts = new Dictionary<ItemTerm, int>();
        foreach (var term in ItemTerm.Of(item, options))
        {
            counts[term] = counts.GetValueOrDefault(term) + 1;
        }

        return counts;
    }

    /// <summary>Scales each field to its weight, and the whole to length 1.</summary>
    private List<KeyValuePair<int, float>> VectorOf(Dictionary<ItemTerm, int> counts, FeatureMap features)
    {
        var weights = new List<KeyValuePair<int, double>>(counts.Count);
        foreach (var field in counts.Where(entry => _indices.ContainsKey(entry.Key)).GroupBy(entry => entry.Key.Field))
        {
            var length = Length(counts, field.Key) / _meanLengths[(int)field.Key];
            var ofField = field.Select(entry => KeyValuePair.Create(_indices[entry.Key], Frequency(entry.Key, entry.Value, length) * Rarity[_indices[entry.Key]])).OrderBy(entry => entry.Key).ToArray();
            var scale = _options.WeightOf(field.Key) / Math.Sqrt(ofField.Sum(entry => entry.Value * entry.Value));
            weights.AddRange(ofField.Select(entry => KeyValuePair.Create(entry.Key, entry.Value * scale)));
        }

        AddFeatures(features, weights);
        weights.Sort((one, other) => one.Key.CompareTo(other.Key));
        var norm = Math.Sqrt(weights.Sum(entry => entry.Value * entry.Value));
        return weights.ConvertAll(entry => KeyValuePair.Create(entry.Key, (float)(entry.Value / norm)));
    }

    /// <summary>Adds an item's vectors, each scaled to the weight of features.</summary>
    private void AddFeatures(FeatureMap features, List<KeyValuePair<int, double>> weights)
    {
        foreach (var (first, vector, norm) in _features.VectorsOf(features))
        {
            for (var number = 0; number < vector.Length; number++)
            {
                if (vector.Span[number] != 0)
                {
                    weights.Add(KeyValuePair.Create(_firstOfFeatures + first + number, _options.FeaturesWeight * vector.Span[number] / norm));
                }
            }
        }
    }

    private double Frequency(ItemTerm term, int count, double length) =>
        !term.IsOfText ? 1
        : _options.Weighting == TextWeighting.TfIdf ? 1 + Math.Log(count)
        : count * (_options.Bm25K1 + 1) / (count + (_options.Bm25K1 * (1 - _options.Bm25B + (_options.Bm25B * length))));

    private static double Length(Dictionary<ItemTerm, int> counts, ItemField field) => counts.Sum(entry => entry.Key.Field == field ? entry.Value : 0);
}
