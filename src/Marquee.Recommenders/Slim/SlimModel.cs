using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A weight for some pairs of items; see <see cref="SlimTrainer"/>. <c>score(j) = sum over h in the history of x(h) * W(h, j)</c>, where <c>x</c> is the weight raised to <see cref="SlimOptions.WeightExponent"/>.</summary>
public sealed class SlimModel : ItemToItemModel
{
    /// <summary>Takes over the weights.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="predictors">Row <c>j</c>: the items that predict item <c>j</c>, with their weights; <c>items x items</c>.</param>
    internal SlimModel(SlimOptions options, SparseMatrix predictors)
        : base(options, predictors, options.WeightExponent)
    {
    }

    /// <summary>Number of weights other than zero.</summary>
    public int WeightCount => Neighbours.NonZeros;

    /// <inheritdoc/>
    /// <remarks>Two items are as similar as the larger of the weights with which each predicts the other. O(weights of the item).</remarks>
    public override IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var weights = new Dictionary<int, float>();
        foreach (var matrix in (ReadOnlySpan<SparseMatrix>)[Neighbours, NeighbourOf])
        {
            foreach (var (other, weight) in matrix.RowIndices(item).ToArray().Zip(matrix.RowValues(item).ToArray()))
            {
                weights[other] = Math.Max(weight, weights.GetValueOrDefault(other));
            }
        }

        return [.. weights.Where(pair => pair.Value > 0)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(count).Select(pair => new ScoredItem(pair.Key, pair.Value))];
    }

    internal static SlimModel Load(ArtifactReader reader, SlimOptions options) => new(options, LoadNeighbours(reader));
}
