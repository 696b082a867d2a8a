using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>The classes of the nearest examples by cosine, each weighing <c>e^(cosine / temperature)</c>: what vectors say without anything being learned from them.</summary>
/// <remarks>Source: Wu, Xiong, Yu and Lin, Unsupervised Feature Learning via Non-Parametric Instance Discrimination, 2018. O(queries * vectors * dimensions).</remarks>
public sealed class NeighbourProbe
{
    private const int QueriesAtOnce = 256;

    private readonly DenseMatrix _vectors;
    private readonly int[] _labels;

    /// <summary>A probe of examples.</summary>
    /// <param name="vectors">A row an example.</param>
    /// <param name="labels">Their classes; examples whose class is not known are left out.</param>
    /// <exception cref="ArgumentException">There are not as many labels as vectors.</exception>
    public NeighbourProbe(DenseMatrix vectors, ExampleLabels labels)
    {
        var (known, classes) = LinearProbeTraining.Known(vectors, labels);
        (_vectors, _labels) = LinearProbeTraining.Take(vectors, known, labels.Labels);
        Classes = classes;
        Normalize(_vectors);
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Examples that it compares with.</summary>
    public int Count => _vectors.Rows;

    /// <summary>The class of each query.</summary>
    /// <param name="queries">A row an example.</param>
    /// <param name="neighbours">How many of the nearest are asked, at least 1; all where there are fewer. Default 20.</param>
    /// <param name="temperature">Above 0; the smaller, the more the nearest say. Default 0.07.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The queries have another number of numbers.</exception>
    public int[] Classify(DenseMatrix queries, int neighbours = 20, double temperature = 0.07, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (queries.Columns != _vectors.Columns)
        {
            throw new ArgumentException($"The probe compares vectors of {_vectors.Columns} numbers, not {queries.Columns}.", nameof(queries));
        }

        var near = Math.Min(neighbours, Count);
        var found = new int[queries.Rows];
        ParallelBlocks.For(queries.Rows, QueriesAtOnce, maxDegreeOfParallelism, () => new float[Count], (start, end, _, cosines) =>
        {
            var own = queries.Slice(start, end - start).Clone();
            Normalize(own);
            var all = new DenseMatrix(own.Rows, Count);
            MatrixProduct.Multiply(own, false, _vectors, true, all, maxDegreeOfParallelism: 1);
            for (var row = 0; row < own.Rows; row++)
            {
                found[start + row] = Vote(all.Row(row), cosines, near, temperature);
            }
        });
        return found;
    }

    private int Vote(ReadOnlySpan<float> cosines, float[] sorted, int near, double temperature)
    {
        cosines.CopyTo(sorted);
        Array.Sort(sorted);
        var least = sorted[^near];
        var (votes, left) = (new double[Classes], near - sorted.Count(cosine => cosine > least));
        for (var example = 0; example < cosines.Length; example++)
        {
            // Of those as far away as the last, the first ones.
            if (cosines[example] > least || (cosines[example] == least && left-- > 0))
            {
                votes[_labels[example]] += Math.Exp((cosines[example] - 1) / temperature);
            }
        }

        return Array.IndexOf(votes, votes.Max());
    }

    private static void Normalize(DenseMatrix vectors)
    {
        for (var row = 0; row < vectors.Rows; row++)
        {
            var vector = vectors.Row(row);
            var square = 0f;
            foreach (var value in vector)
            {
                square += value * value;
            }

            foreach (ref var value in vector)
            {
                value *= square > 0 ? 1 / MathF.Sqrt(square) : 0;
            }
        }
    }
}
