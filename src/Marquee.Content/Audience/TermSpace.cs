using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Texts as bags of terms, weighed by how rare each term is (TF-IDF), and brought to few dimensions by a singular value decomposition (latent semantic analysis).</summary>
/// <remarks>Deerwester et al., Indexing by Latent Semantic Analysis, 1990. Rows have length 1 before they are projected. Terms of one text alone tell nothing of another and are left out.</remarks>
internal sealed class TermSpace
{
    private readonly Dictionary<string, int> _terms;
    private readonly float[] _rarity;
    private readonly DenseMatrix _axes;

    private TermSpace(Dictionary<string, int> terms, float[] rarity, DenseMatrix axes)
    {
        (_terms, _rarity, _axes) = (terms, rarity, axes);
    }

    /// <summary>Numbers that a text is brought to.</summary>
    public int Dimensions => _axes.Columns;

    /// <summary>Learns from texts.</summary>
    /// <param name="texts">The terms of each.</param>
    /// <param name="dimensions">Dimensions at most; fewer where there are fewer terms; 0 where only weights are wanted.</param>
    /// <param name="random">Chance of the decomposition.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once.</param>
    public static TermSpace Learn(IReadOnlyList<IReadOnlyList<string>> texts, int dimensions, SplittableRandom random, int maxDegreeOfParallelism)
    {
        string[] kept = [.. texts.SelectMany(text => text.Distinct()).GroupBy(term => term).Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal)];
        var terms = kept.Select((term, index) => (term, index)).ToDictionary(pair => pair.term, pair => pair.index);
        var having = new int[kept.Length];
        foreach (var term in texts.SelectMany(text => text.Distinct()))
        {
            if (terms.TryGetValue(term, out var index))
            {
                having[index]++;
            }
        }

        var rarity = Array.ConvertAll(having, count => (float)Math.Log((1.0 + texts.Count) / (1 + count)) + 1);
        var space = new TermSpace(terms, rarity, new DenseMatrix(kept.Length, 0));
        if (kept.Length == 0 || dimensions == 0)
        {
            return space;
        }

        var (rows, columns, values) = (new List<int>(), new List<int>(), new List<float>());
        for (var row = 0; row < texts.Count; row++)
        {
            foreach (var (term, weight) in space.Weigh(texts[row]))
            {
                rows.Add(row);
                columns.Add(term);
                values.Add(weight);
            }
        }

        var matrix = SparseMatrix.FromEntries(texts.Count, kept.Length, [.. rows], [.. columns], [.. values]);
        var svd = RandomizedSvd.Compute(matrix, Math.Min(dimensions, Math.Min(kept.Length, texts.Count)), random, maxDegreeOfParallelism: maxDegreeOfParallelism);
        return new TermSpace(terms, rarity, svd.Right);
    }

    /// <summary>The terms of a text that are known, with weights whose squares add up to 1; by term.</summary>
    public List<(int Term, float Weight)> Weigh(IReadOnlyList<string> text)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var term in text)
        {
            if (_terms.TryGetValue(term, out var index))
            {
                counts[index] = counts.GetValueOrDefault(index) + 1;
            }
        }

        var length = Math.Sqrt(counts.Sum(entry => Math.Pow((1 + Math.Log(entry.Value)) * _rarity[entry.Key], 2)));
        return [.. counts.Select(entry => (entry.Key, (float)((1 + Math.Log(entry.Value)) * _rarity[entry.Key] / length)))];
    }

    /// <summary>Brings a text to few numbers; zeros where none of its terms is known.</summary>
    public void Project(IReadOnlyList<string> text, Span<float> vector)
    {
        vector.Clear();
        foreach (var (term, weight) in Weigh(text))
        {
            var axes = _axes.Row(term);
            for (var dimension = 0; dimension < axes.Length; dimension++)
            {
                vector[dimension] += weight * axes[dimension];
            }
        }
    }
}
