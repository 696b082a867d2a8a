using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Euclidean lengths of the rows of a sparse matrix.</summary>
internal static class RowNorms
{
    /// <summary>The length of every row, summed in double precision. O(entries).</summary>
    public static double[] Of(SparseMatrix matrix)
    {
        var norms = new double[matrix.Rows];
        for (var row = 0; row < norms.Length; row++)
        {
            norms[row] = Of(matrix.RowValues(row));
        }

        return norms;
    }

    /// <summary>The length of one row.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }
}
