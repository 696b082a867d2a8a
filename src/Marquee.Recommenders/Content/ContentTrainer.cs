using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Items by what is said of them: categories, labels, people, origin, decade, kind, free attributes, and the words of title and summary. No interaction is looked at.</summary>
/// <remarks>
/// <para>Each field of an item is a vector over its terms. A word of a text weighs <c>(1 + ln count) * rarity</c> or, by BM25, <c>count (k1 + 1) / (count + k1 (1 - b + b * length / mean length)) * rarity</c>; a value of another field weighs its
/// rarity. <c>rarity(t) = ln(1 + (n - n_t + 0.5) / (n_t + 0.5))</c>, where <c>n_t</c> of <c>n</c> items have term <c>t</c>. Each field is scaled to the length that its option says, so that a long summary does not outweigh one
/// category, and the whole to length 1.</para>
/// <para>Sources: Salton and Buckley, Term-Weighting Approaches in Automatic Text Retrieval, IPM 1988; Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, whose rarity is used for both weightings, in the
/// form that is never negative; the profile after Lops, de Gemmis and Semeraro, Content-based Recommender Systems, 2011. Differs in that fields are scaled one by one. Time and memory O(terms of all items). Involves no chance.</para>
/// </remarks>
public static class ContentTrainer
{
    private const int FewItems = 10;
    private const int ItemsBetweenChecks = 256;

    /// <summary>Reads the items.</summary>
    public static ContentModel Train(Snapshot snapshot, ContentOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var counts = CountTerms(snapshot.Items, options, context.CancellationToken);
        context.Progress?.Report(new TrainingProgress(1, 2));
        context.CancellationToken.ThrowIfCancellationRequested();

        var items = counts.Length;
        var having = new Dictionary<ItemTerm, int>();
        foreach (var term in counts.SelectMany(ofItem => ofItem.Keys))
        {
            having[term] = having.GetValueOrDefault(term) + 1;
        }

        var most = Math.Max(FewItems, options.StopWordShare * items);
        ItemTerm[] terms = [.. having.Where(entry => !entry.Key.IsOfText || entry.Value <= most).Select(entry => entry.Key)
            .OrderBy(term => term.Field).ThenBy(term => term.Text, StringComparer.Ordinal)];
        var rarity = Array.ConvertAll(terms, term => (float)Math.Log(1 + ((items - having[term] + 0.5) / (having[term] + 0.5))));
        var matrix = new Weigher(options, counts, terms, rarity).Weigh();
        context.Progress?.Report(new TrainingProgress(2, 2));
        return new ContentModel(options, matrix, new ContentVocabulary(options, terms, rarity));
    }

    private static Dictionary<ItemTerm, int>[] CountTerms(IReadOnlyList<Item> items, ContentOptions options, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<ItemTerm, int>[items.Count];
        for (var item = 0; item < counts.Length; item++)
        {
            if (item % ItemsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var ofItem = counts[item] = [];
            foreach (var term in ItemTerm.Of(items[item], options))
            {
                ofItem[term] = ofItem.GetValueOrDefault(term) + 1;
            }
        }

        return counts;
    }

    private sealed class Weigher
    {
        private readonly ContentOptions _options;
        private readonly Dictionary<ItemTerm, int>[] _counts;
        private readonly Dictionary<ItemTerm, int> _indices;
        private readonly float[] _rarity;
        private readonly double[] _meanLengths;

        public Weigher(ContentOptions options, Dictionary<ItemTerm, int>[] counts, ItemTerm[] terms, float[] rarity)
        {
            (_options, _counts, _rarity) = (options, counts, rarity);
            _indices = terms.Select((term, index) => (term, index)).ToDictionary(pair => pair.term, pair => pair.index);
            _meanLengths = [.. Enum.GetValues<ItemField>().Select(field => counts.Select(ofItem => Length(ofItem, field)).Where(length => length > 0).DefaultIfEmpty(1).Average())];
        }

        public SparseMatrix Weigh()
        {
            var offsets = new int[_counts.Length + 1];
            var indices = new List<int>();
            var values = new List<float>();
            for (var item = 0; item < _counts.Length; item++)
            {
                var weights = WeightsOf(_counts[item]);
                var norm = Math.Sqrt(weights.Sum(entry => entry.Value * entry.Value));
                foreach (var (term, weight) in weights)
                {
                    indices.Add(term);
                    values.Add((float)(weight / norm));
                }

                offsets[item + 1] = indices.Count;
            }

            return new SparseMatrix(_counts.Length, _indices.Count, offsets, [.. indices], [.. values]);
        }

        /// <summary>The weights of an item's terms, by ascending term, with each field scaled to its weight.</summary>
        private List<KeyValuePair<int, double>> WeightsOf(Dictionary<ItemTerm, int> counts)
        {
            var weights = new List<KeyValuePair<int, double>>(counts.Count);
            foreach (var field in counts.Where(entry => _indices.ContainsKey(entry.Key)).GroupBy(entry => entry.Key.Field))
            {
                var length = Length(counts, field.Key) / _meanLengths[(int)field.Key];
                var ofField = field.Select(entry => KeyValuePair.Create(_indices[entry.Key], Frequency(entry.Key, entry.Value, length) * _rarity[_indices[entry.Key]])).OrderBy(entry => entry.Key).ToArray();
                var scale = _options.WeightOf(field.Key) / Math.Sqrt(ofField.Sum(entry => entry.Value * entry.Value));
                weights.AddRange(ofField.Select(entry => KeyValuePair.Create(entry.Key, entry.Value * scale)));
            }

            weights.Sort((one, other) => one.Key.CompareTo(other.Key));
            return weights;
        }

        private double Frequency(ItemTerm term, int count, double length) =>
            !term.IsOfText ? 1
            : _options.Weighting == TextWeighting.TfIdf ? 1 + Math.Log(count)
            : count * (_options.Bm25K1 + 1) / (count + (_options.Bm25K1 * (1 - _options.Bm25B + (_options.Bm25B * length))));

        private static double Length(Dictionary<ItemTerm, int> counts, ItemField field) => counts.Sum(entry => entry.Key.Field == field ? entry.Value : 0);
    }
}
