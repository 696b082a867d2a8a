namespace Marquee.Numerics.Tests;

public unsafe class RowCombinationTests
{
    [Fact]
    public void Every_width_gives_the_bits_of_the_scalar_form()
    {
        var rows = RandomMatrices.Dense(9, 331, 1);
        foreach (var width in SimdWidths.Supported)
        {
            foreach (var count in new[] { 0, 1, 2, 7, 40 })
            {
                // Every length up to a few strips of the widest vectors, and starts that are not aligned.
                for (var columns = 0; columns <= 300; columns++)
                {
                    Combine(RowCombination.For(width), rows, count, columns % 17, columns)
                        .ShouldBe(Combine(RowCombination.For(SimdWidth.Scalar), rows, count, columns % 17, columns), $"{width}, {count} entries, {columns} columns");
                }
            }
        }
    }

    [Fact]
    public void Sums_rows_by_weight()
    {
        var rows = new DenseMatrix(3, 2, new float[] { 1, 2, 10, 20, 100, 200 });
        var target = new float[2];
        fixed (int* indices = new[] { 2, 0, 2 })
        fixed (float* weights = new[] { 1f, 3f, 0.5f }, first = rows.Span, result = target)
        {
            RowCombination.Chosen.Combine(indices, weights, 3, first, 2, 2, result);
        }

        target.ShouldBe([153, 306]);
    }

    private static float[] Combine(RowCombination kernel, DenseMatrix rows, int count, int start, int columns)
    {
        var random = new SplittableRandom((ulong)count);
        var indices = new int[count + 1];
        var weights = new float[count + 1];
        for (var entry = 0; entry < count; entry++)
        {
            indices[entry] = random.Next(rows.Rows);
            weights[entry] = (float)random.NextGaussian();
        }

        // A canary behind the target shows whether a strip was written too far.
        var target = new float[columns + 1];
        target[columns] = 12345;
        fixed (int* index = indices)
        fixed (float* weight = weights, first = rows.Span, result = target)
        {
            kernel.Combine(index, weight, count, first + start, rows.Columns, columns, result);
        }

        return target;
    }
}
