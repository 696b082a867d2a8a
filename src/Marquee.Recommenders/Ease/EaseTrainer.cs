using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// A linear model from items to items: each item's column of a history is predicted from all its other columns, by least squares in closed form.
/// </summary>
/// <remarks>
/// <para>Minimises <c>|X - X B|^2 + regularization |B|^2</c> with a zero diagonal of <c>B</c>, where <c>X</c> is <c>users x items</c>, the weight of each pair that met raised to
/// <see cref="EaseOptions.WeightExponent"/> (by default 1): <c>P = inverse(X^T X + regularization I)</c>, <c>B(i, j) = -P(i, j) / P(j, j)</c>. Where an exponent asks for it, the
/// rows of <c>X</c> are scaled by <c>(items of the user / mean)^(-userExponent / 2)</c> and its columns by <c>s(j) = (users of the item / mean)^-itemExponent</c> before, and
/// <c>B(i, j)</c> by <c>s(i) / s(j)</c> after, so that scores are in the units of the data again.</para>
/// <para>With an <see cref="EaseOptions.AttributeWeight"/> X gets a further row for each attribute of items, with that weight where an item has it: items that share an attribute
/// are a little alike although nobody met both, which is what a new item has. With a <see cref="EaseOptions.TrainingHalfLife"/> an entry of X is multiplied by
/// <c>2^(-age / (2 trainingHalfLife))</c>, the square root of what its row is to weigh in the sum of squares.</para>
/// <para>Source: Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019. Time: half the sum over users of their squared number of items, plus
/// <c>items^3</c>; memory <c>4 * items^2</c> bytes, so it is for catalogues of up to some ten thousand items. Involves no chance.</para>
/// </remarks>
public static class EaseTrainer
{
    private const int RowsPerBlock = 64;
    private const int MostItems = 46340;
    private const int Steps = 3;

    /// <summary>Solves for the weights.</summary>
    /// <exception cref="OptionException">The regularization is too small for single precision on these data.</exception>
    /// <exception cref="NotSupportedException">The catalogue has more than 46,340 items.</exception>
    public static EaseModel Train(Snapshot snapshot, EaseOptions options, TrainingContext context)
    {
        var interactions = snapshot.Interactions.ByUser;
        if (interactions.Columns > MostItems)
        {
            throw new NotSupportedException(
                $"ease keeps a weight for each pair of items, of at most {MostItems} items; this catalogue has {interactions.Columns}. item-knn and als have no such limit.");
        }

        var scales = EaseRows.ItemScales(snapshot.Interactions, options);
        var weights = SparseGram.Compute(EaseRows.Of(snapshot, scales, options), context.MaxDegreeOfParallelism, context.CancellationToken);
        for (var item = 0; item < weights.Rows; item++)
        {
            weights[item, item] += (float)options.Regularization;
        }

        context.Progress?.Report(new TrainingProgress(1, Steps));
        try
        {
            PositiveDefiniteInverse.Invert(weights, context.MaxDegreeOfParallelism, context.CancellationToken);
        }
        catch (NotPositiveDefiniteException exception)
        {
            throw new OptionException(
                $"Option 'regularization' is {options.Regularization}; that is too little for these data in single precision ({exception.Message}). Try ten times as much.");
        }

        context.Progress?.Report(new TrainingProgress(2, Steps));
        DivideByDiagonal(weights, scales, context);
        context.Progress?.Report(new TrainingProgress(3, Steps));
        return new EaseModel(options, weights);
    }

    private static void DivideByDiagonal(DenseMatrix inverse, float[] scales, TrainingContext context)
    {
        var factors = new float[inverse.Columns];
        for (var item = 0; item < factors.Length; item++)
        {
            factors[item] = -1 / inverse[item, item] / scales[item];
        }

        ParallelBlocks.For(
            inverse.Rows,
            RowsPerBlock,
            context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var item = start; item < end; item++)
                {
                    var row = inverse.Row(item);
                    for (var other = 0; other < row.Length; other++)
                    {
                        row[other] *= factors[other] * scales[item];
                    }

                    row[item] = 0;
                }
            },
            context.CancellationToken);
    }
}
