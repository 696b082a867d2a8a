using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of sums down the columns of a matrix. Every column is summed in the order of the rows, so all widths give the same bits.</summary>
internal abstract unsafe class ColumnSums
{
    /// <summary>The form for the width in use.</summary>
    public static ColumnSums Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static ColumnSums For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new ColumnSums<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new ColumnSums<Vector256Lanes, Vector256<float>>(),
        _ => new ColumnSums<ScalarLanes, float>(),
    };

    /// <summary><c>target[column] += sum over rows of source[row, column]</c>.</summary>
    /// <param name="source"><c>rows x columns</c>, without gaps.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="target">As many numbers as there are columns.</param>
    public abstract void Add(float* source, int rows, int columns, float* target);
}

/// <inheritdoc/>
internal sealed unsafe class ColumnSums<TLanes, TVector> : ColumnSums
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Add(float* source, int rows, int columns, float* target)
    {
        var column = 0;
        for (; column + 4 * TLanes.Count <= columns; column += 4 * TLanes.Count)
        {
            AddFour(source + column, rows, columns, target + column);
        }

        for (; column + TLanes.Count <= columns; column += TLanes.Count)
        {
            var sum = TLanes.Load(target + column);
            for (var row = 0; row < rows; row++)
            {
                sum = TLanes.Add(sum, TLanes.Load(source + (nint)row * columns + column));
            }

            TLanes.Store(sum, target + column);
        }

        if (column < columns)
        {
            var rest = columns - column;
            var sum = TLanes.LoadFirst(target + column, rest, default);
            for (var row = 0; row < rows; row++)
            {
                sum = TLanes.Add(sum, TLanes.LoadFirst(source + (nint)row * columns + column, rest, default));
            }

            TLanes.StoreFirst(sum, target + column, rest);
        }
    }

    private static void AddFour(float* source, int rows, int stride, float* target)
    {
        var width = TLanes.Count;
        var sum0 = TLanes.Load(target);
        var sum1 = TLanes.Load(target + width);
        var sum2 = TLanes.Load(target + 2 * width);
        var sum3 = TLanes.Load(target + 3 * width);
        for (var row = 0; row < rows; row++)
        {
            var from = source + (nint)row * stride;
            sum0 = TLanes.Add(sum0, TLanes.Load(from));
            sum1 = TLanes.Add(sum1, TLanes.Load(from + width));
            sum2 = TLanes.Add(sum2, TLanes.Load(from + 2 * width));
            sum3 = TLanes.Add(sum3, TLanes.Load(from + 3 * width));
        }

        TLanes.Store(sum0, target);
        TLanes.Store(sum1, target + width);
        TLanes.Store(sum2, target + 2 * width);
        TLanes.Store(sum3, target + 3 * width);
    }
}
