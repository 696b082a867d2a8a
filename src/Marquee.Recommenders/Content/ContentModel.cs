using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Items as vectors over what is said of them, and a profile made of those of the history and of searches; see <see cref="ContentTrainer"/>.</summary>
/// <remarks>
/// <c>score(i) = cosine(profile, x_i)</c>, with <c>profile = sum over h in the history of weight(h) * 2^(-age(h) / halfLife) * x_h + searchWeight * sum over searches of q</c>, where all <c>x</c> and <c>q</c> have length 1. An item needs no
/// interactions to be scored, and a user no history: a search will do. Scores lie between -1 and 1, below 0 by features alone; they are all 0 where nothing is known.
/// </remarks>
public sealed class ContentModel : IModel, IExplains, IItemSimilarity
{
    private readonly ContentOptions _options;
    private readonly SparseMatrix _byItem;
    private readonly SparseMatrix _byTerm;
    private readonly MixedRows _scores;
    private readonly ContentVocabulary _vocabulary;

    /// <summary>Takes over the vectors.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="vectors">Row <c>i</c>: the terms of item <c>i</c>, of length 1 or 0; <c>items x terms</c>.</param>
    /// <param name="vocabulary">What the terms are.</param>
    internal ContentModel(ContentOptions options, SparseMatrix vectors, ContentVocabulary vocabulary)
    {
        _options = options;
        _byItem = vectors;
        _byTerm = vectors.Transpose();
        _scores = new MixedRows(_byTerm);
        _vocabulary = vocabulary;
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _byItem.Rows;

    /// <inheritdoc/>
    public bool ScoresUnmetItems => true;

    /// <inheritdoc/>
    /// <remarks>O(terms of the history's items + items that have a term of the profile, summed over its terms).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var profiles = new ProfileList();
        AddProfile(history, profiles);
        _scores.Multiply(profiles.Terms, profiles.Weights, scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var profiles = new ProfileList();
        var offsets = new int[histories.Length + 1];
        for (var index = 0; index < histories.Length; index++)
        {
            AddProfile(histories[index], profiles);
            offsets[index + 1] = profiles.Terms.Length;
        }

        _scores.Multiply(offsets, profiles.Terms, profiles.Weights, scores);
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var weights = Weights(history);
        var searches = Searches(history);
        var sum = ArrayPool<float>.Shared.Rent(_byItem.Columns);
        AddUp(history, weights, searches, sum.AsSpan(0, _byItem.Columns));
        var norm = RowNorms.Of(sum.AsSpan(0, _byItem.Columns));
        ArrayPool<float>.Shared.Return(sum);
        var contributions = new List<ScoredItem>();
        for (var entry = 0; entry < weights.Length; entry++)
        {
            if (weights[entry] > 0 && Product(history.Items[entry], item) is not 0 and var product)
            {
                contributions.Add(new ScoredItem(history.Items[entry], (float)(weights[entry] * product / norm)));
            }
        }

        var features = searches
            .Select(search => new FeatureContribution($"your search \"{search.Text}\"", (float)(search.Vector.Sum(entry => search.Weight * entry.Value * _byItem[item, entry.Key]) / norm)))
            .Where(feature => feature.Score > 0);
        return Explanation.OfSum(item, baseline: 0, contributions, features);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var similarities = new float[ItemCount];
        var terms = _byItem.RowIndices(item);
        for (var entry = 0; entry < terms.Length; entry++)
        {
            SparseSum.AddRow(_byTerm, terms[entry], _byItem.RowValues(item)[entry], similarities);
        }

        // An item is like itself, and 0 keeps it from being chosen.
        similarities[item] = 0;
        return SimilarScores.Positive(similarities, count);
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        SparseArrays.Write(writer, _byItem, "item-terms", "weights");
        _vocabulary.Save(writer);
    }

    internal static ContentModel Load(ArtifactReader reader, ContentOptions options)
    {
        var vocabulary = ContentVocabulary.Load(reader, options);
        return new ContentModel(options, SparseArrays.Read(reader, "item-terms", "weights", vocabulary.Count, reader.IntProperty("itemCount")), vocabulary);
    }

    /// <summary>Adds the terms of a history's profile, scaled to length 1; none where nothing is known.</summary>
    private void AddProfile(in History history, ProfileList profiles)
    {
        var rented = ArrayPool<float>.Shared.Rent(_byItem.Columns);
        var sum = rented.AsSpan(0, _byItem.Columns);
        AddUp(history, Weights(history), Searches(history), sum);
        var scale = 1 / RowNorms.Of(sum);
        for (var term = 0; term < sum.Length; term++)
        {
            if (sum[term] != 0)
            {
                profiles.Add(term, (float)(sum[term] * scale));
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private void AddUp(in History history, float[] weights, IReadOnlyList<SearchVector> searches, Span<float> sum)
    {
        sum.Clear();
        for (var entry = 0; entry < weights.Length; entry++)
        {
            if (weights[entry] > 0)
            {
                SparseSum.AddRow(_byItem, history.Items[entry], weights[entry], sum);
            }
        }

        foreach (var search in searches)
        {
            foreach (var (term, value) in search.Vector)
            {
                sum[term] += search.Weight * value;
            }
        }
    }

    /// <summary>What each entry of the history counts; 0 for an item that the model does not know.</summary>
    private float[] Weights(in History history)
    {
        var weights = new float[history.Count];
        var fading = new RecencyFading(_options.HalfLifeDays, 1);
        if (fading.IsOn)
        {
            var recent = RecentItems.Of(history, ItemCount);
            var factors = fading.Factors(recent, history.Context.Now);
            for (var entry = 0; entry < factors.Length; entry++)
            {
                weights[recent.Entries[entry]] = (float)(history.Weights[recent.Entries[entry]] * factors[entry]);
            }

            return weights;
        }

        for (var entry = 0; entry < weights.Length; entry++)
        {
            weights[entry] = (uint)history.Items[entry] < (uint)ItemCount ? history.Weights[entry] : 0;
        }

        return weights;
    }

    /// <summary>The latest searches; one that was made several times counts as often.</summary>
    private List<SearchVector> Searches(in History history)
    {
        var searches = history.Context.Searches;
        return _options.SearchWeight == 0 || searches.Count == 0
            ? []
            : [.. searches.Skip(Math.Max(0, searches.Count - _options.LatestSearches)).GroupBy(text => text)
                .Select(group => new SearchVector(group.Key, (float)(_options.SearchWeight * group.Count()), _vocabulary.VectorOf(group.Key)))];
    }

    private double Product(int one, int other)
    {
        var product = 0.0;
        var terms = _byItem.RowIndices(one);
        var others = _byItem.RowIndices(other);
        for (int a = 0, b = 0; a < terms.Length && b < others.Length;)
        {
            if (terms[a] == others[b])
            {
                product += (double)_byItem.RowValues(one)[a++] * _byItem.RowValues(other)[b++];
            }
            else if (terms[a] < others[b])
            {
                a++;
            }
            else
            {
                b++;
            }
        }

        return product;
    }

    /// <summary>Profiles as sparse rows, one after the other.</summary>
    private sealed class ProfileList
    {
        private int[] _terms = new int[256];
        private float[] _weights = new float[256];
        private int _count;

        public ReadOnlySpan<int> Terms => _terms.AsSpan(0, _count);

        public ReadOnlySpan<float> Weights => _weights.AsSpan(0, _count);

        public void Add(int term, float weight)
        {
            if (_count == _terms.Length)
            {
                Array.Resize(ref _terms, 2 * _count);
                Array.Resize(ref _weights, 2 * _count);
            }

            _terms[_count] = term;
            _weights[_count++] = weight;
        }
    }

    private sealed record SearchVector(string Text, float Weight, IReadOnlyList<KeyValuePair<int, float>> Vector);
}
