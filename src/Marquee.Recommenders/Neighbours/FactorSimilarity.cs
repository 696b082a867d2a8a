using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Items are as alike as the cosine of their factors.</summary>
internal sealed class FactorSimilarity
{
    private readonly DenseMatrix _factors;
    private readonly float[] _inverseNorms;

    /// <summary>Measures the factors. O(items * factors).</summary>
    /// <param name="factors">Factors of all items, <c>items x factors</c>.</param>
    public FactorSimilarity(DenseMatrix factors)
    {
        _factors = factors;
        _inverseNorms = new float[factors.Rows];
        for (var item = 0; item < _inverseNorms.Length; item++)
        {
            _inverseNorms[item] = RowNorms.Of(factors.Row(item)) is > 0 and var norm ? (float)(1 / norm) : 0;
        }
    }

    /// <summary>As <see cref="IItemSimilarity.Similar"/>. An item without factors has no similar items. O(items * factors).</summary>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)_factors.Rows || count <= 0 || _inverseNorms[item] == 0)
        {
            return [];
        }

        var cosines = new float[_factors.Rows];
        MatrixVector.Multiply(_factors, _factors.Row(item), cosines, maxDegreeOfParallelism: 1);
        for (var other = 0; other < cosines.Length; other++)
        {
            cosines[other] *= _inverseNorms[item] * _inverseNorms[other];
        }

        return SimilarScores.Largest(cosines, count, item);
    }
}
