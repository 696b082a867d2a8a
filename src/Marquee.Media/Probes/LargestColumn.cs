using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Where each row is largest.</summary>
internal static class LargestColumn
{
    /// <summary>The column of the largest number of each row; the first of equal ones.</summary>
    public static int[] OfRows(DenseMatrix matrix)
    {
        var largest = new int[matrix.Rows];
        for (var row = 0; row < largest.Length; row++)
        {
            var numbers = matrix.Row(row);
            for (var column = 1; column < numbers.Length; column++)
            {
                largest[row] = numbers[column] > numbers[largest[row]] ? column : largest[row];
            }
        }

        return largest;
    }
}
