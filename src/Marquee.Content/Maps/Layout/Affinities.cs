using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>How strongly items hold on to each other: the shares <c>P</c> that a map tries to keep.</summary>
/// <remarks>
/// <c>p(j | i)</c> is in proportion to <c>exp(-distance(i, j)^2 precision(i))</c> over the nearest neighbours of <c>i</c>, <c>precision(i)</c> such that the entropy is the logarithm of the perplexity; <c>P(i, j) = (p(j | i) + p(i | j)) / 2 items</c>.
/// Source: van der Maaten, Accelerating t-SNE using Tree-Based Algorithms, JMLR 2014, with three times the perplexity as the number of neighbours.
/// </remarks>
internal static class Affinities
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-5;

    /// <summary>The shares, symmetric, <c>items x items</c>; all add up to 1.</summary>
    /// <param name="neighbours">The nearest neighbours of each item.</param>
    /// <param name="perplexity">Above 0; at most the number of neighbours.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public static SparseMatrix Of(NeighbourTable neighbours, double perplexity, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var (items, count) = (neighbours.Items, neighbours.Count);
        var columns = new int[items * count];
        var values = new float[items * count];
        ParallelBlocks.For(items, 256, maxDegreeOfParallelism, () => new double[count], (start, end, _, shares) =>
        {
            for (var item = start; item < end; item++)
            {
                Shares(neighbours.SquaredDistances(item), Math.Log(perplexity), shares);
                var rowColumns = columns.AsSpan(item * count, count);
                var rowValues = values.AsSpan(item * count, count);
                neighbours.Of(item).CopyTo(rowColumns);
                for (var at = 0; at < count; at++)
                {
                    rowValues[at] = (float)(shares[at] / (2.0 * items));
                }

                rowColumns.Sort(rowValues);
            }
        }, cancellationToken);

        var offsets = new int[items + 1];
        for (var item = 0; item < items; item++)
        {
            offsets[item + 1] = (item + 1) * count;
        }

        var given = new SparseMatrix(items, items, offsets, columns, values);
        return Sum(given, given.Transpose());
    }

    /// <summary>Finds the precision whose shares have the entropy asked for, by halving; what is left of the last step are the shares.</summary>
    internal static void Shares(ReadOnlySpan<float> squares, double entropy, Span<double> shares)
    {
        // Of distances only their differences matter, so the nearest counts as 0: no share is lost to rounding.
        double nearest = squares[0];
        var spread = 0.0;
        foreach (var square in squares)
        {
            spread += square - nearest;
        }

        var (precision, low, high) = (spread > 0 ? squares.Length / spread : 1, 0.0, double.PositiveInfinity);
        for (var step = 0; step < MostSteps; step++)
        {
            double sum = 0, weighted = 0;
            for (var at = 0; at < squares.Length; at++)
            {
                var gap = squares[at] - nearest;
                var share = Math.Exp(-gap * precision);
                shares[at] = share;
                sum += share;
                weighted += share * gap;
            }

            foreach (ref var share in shares)
            {
                share /= sum;
            }

            var found = Math.Log(sum) + (precision * weighted / sum);
            if (Math.Abs(found - entropy) < Tolerance || spread <= 0)
            {
                return;
            }

            (low, high) = found > entropy ? (precision, high) : (low, precision);
            precision = double.IsInfinity(high) ? precision * 2 : (low + high) / 2;
        }
    }

    private static SparseMatrix Sum(SparseMatrix left, SparseMatrix right)
    {
        var offsets = new int[left.Rows + 1];
        var columns = new int[left.NonZeros + right.NonZeros];
        var values = new float[columns.Length];
        var entries = 0;
        for (var row = 0; row < left.Rows; row++)
        {
            var a = left.RowIndices(row);
            var b = right.RowIndices(row);
            var valuesA = left.RowValues(row);
            var valuesB = right.RowValues(row);
            for (int atA = 0, atB = 0; atA < a.Length || atB < b.Length; entries++)
            {
                var columnA = atA < a.Length ? a[atA] : int.MaxValue;
                var columnB = atB < b.Length ? b[atB] : int.MaxValue;
                columns[entries] = Math.Min(columnA, columnB);
                values[entries] = (columnA <= columnB ? valuesA[atA++] : 0) + (columnB <= columnA ? valuesB[atB++] : 0);
            }

            offsets[row + 1] = entries;
        }

        return new SparseMatrix(left.Rows, left.Columns, offsets, columns[..entries], values[..entries]);
    }
}
