using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>What the nearest examples by cosine say of the labels of others: each of the 20 nearest gives <c>e^((cosine - 1) / 0.07)</c> to all of its labels. Nothing is learned from the vectors, so no settings of a probe mix in.</summary>
/// <remarks>Source: Wu, Xiong, Yu and Lin, Unsupervised Feature Learning via Non-Parametric Instance Discrimination, 2018, for any number of labels. O(examples^2 x dimensions).</remarks>
internal static class NeighbourTags
{
    private const int QueriesAtOnce = 64;
    private const int Neighbours = 20;
    private const double Temperature = 0.07;

    /// <summary>A score for each label of each query.</summary>
    /// <param name="vectors">A row an example.</param>
    /// <param name="labels">The labels of the examples.</param>
    /// <param name="known">The examples that are asked.</param>
    /// <param name="queries">The examples whose labels are foretold.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public static DenseMatrix Scores(DenseMatrix vectors, LabelSets labels, int[] known, int[] queries, int maxDegreeOfParallelism)
    {
        var scores = new DenseMatrix(queries.Length, labels.LabelCount);
        var (asked, others) = (UnitRows(vectors, queries), UnitRows(vectors, known));
        ParallelBlocks.For(queries.Length, QueriesAtOnce, maxDegreeOfParallelism, () => new int[known.Length], (start, end, _, nearest) =>
        {
            var cosines = new DenseMatrix(end - start, known.Length);
            MatrixProduct.Multiply(asked.Slice(start, end - start), false, others, true, cosines, maxDegreeOfParallelism: 1);
            for (var query = start; query < end; query++)
            {
                var near = cosines.Row(query - start);
                known.CopyTo(nearest, 0);
                near.Sort(nearest.AsSpan(), (one, other) => other.CompareTo(one));
                for (var place = 0; place < Math.Min(Neighbours, known.Length); place++)
                {
                    foreach (var label in labels.Of(nearest[place]))
                    {
                        scores[query, label] += (float)Math.Exp((near[place] - 1) / Temperature);
                    }
                }
            }
        });
        return scores;
    }

    /// <summary>Some rows, each of length 1.</summary>
    private static DenseMatrix UnitRows(DenseMatrix vectors, int[] rows)
    {
        var taken = new DenseMatrix(rows.Length, vectors.Columns);
        for (var row = 0; row < rows.Length; row++)
        {
            var source = vectors.Row(rows[row]);
            var target = taken.Row(row);
            var squares = 0.0;
            foreach (var value in source)
            {
                squares += (double)value * value;
            }

            var factor = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
            for (var column = 0; column < target.Length; column++)
            {
                target[column] = source[column] * factor;
            }
        }

        return taken;
    }
}
