using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>The directions in which points vary most, and where the points lie along them.</summary>
public static class PrincipalDirections
{
    /// <summary>Projects points onto the first directions; each points to the side on which the coordinate that matters most to it is positive.</summary>
    /// <param name="points">One point a row.</param>
    /// <param name="count">How many directions; columns beyond the number of dimensions are zero.</param>
    /// <param name="seed">Seed of the projection by which they are found (see <see cref="RandomizedSvd"/>).</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between products.</param>
    /// <returns><c>points x count</c>, centred.</returns>
    public static DenseMatrix Project(DenseMatrix points, int count, ulong seed = 42, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var result = new DenseMatrix(points.Rows, count);
        if (points.Rows == 0 || points.Columns == 0)
        {
            return result;
        }

        var centred = Centred(points);
        var svd = RandomizedSvd.Compute(centred, count, new SplittableRandom(seed).Split("directions"), maxDegreeOfParallelism: maxDegreeOfParallelism, cancellationToken: cancellationToken);
        for (var direction = 0; direction < svd.Values.Length; direction++)
        {
            var largest = 0f;
            for (var column = 0; column < points.Columns; column++)
            {
                var weight = svd.Right[column, direction];
                largest = Math.Abs(weight) > Math.Abs(largest) ? weight : largest;
            }

            var length = largest < 0 ? -svd.Values[direction] : svd.Values[direction];
            for (var row = 0; row < points.Rows; row++)
            {
                result[row, direction] = svd.Left[row, direction] * length;
            }
        }

        return result;
    }

    private static DenseMatrix Centred(DenseMatrix points)
    {
        var sums = new double[points.Columns];
        for (var row = 0; row < points.Rows; row++)
        {
            var values = points.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                sums[column] += values[column];
            }
        }

        var centred = points.Clone();
        for (var row = 0; row < points.Rows; row++)
        {
            var values = centred.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                values[column] -= (float)(sums[column] / points.Rows);
            }
        }

        return centred;
    }
}
