using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public sealed class MixedRowsTests
{
    // Rows of 16 columns: row 0 has 12 entries and is kept dense, row 1 has 2 (an eighth) and is too, row 2 has 1 and row 3 none.
    private static readonly SparseMatrix Matrix = SparseMatrix.FromEntries(
        4,
        16,
        [.. Enumerable.Repeat(0, 12), 1, 1, 2],
        [.. Enumerable.Range(2, 12), 3, 15, 3],
        [.. Enumerable.Range(1, 12).Select(value => (float)value), 100, 200, 1000]);

    [Fact]
    public void Long_and_short_rows_add_up_to_the_product()
    {
        var sums = new float[16];
        Array.Fill(sums, float.NaN);
        new MixedRows(Matrix).Multiply([2, 0, 3, 1], [1, 2, 5, .5f], sums);
        for (var column = 0; column < 16; column++)
        {
            sums[column].ShouldBe(Matrix[2, column] + 2 * Matrix[0, column] + .5f * Matrix[1, column], $"column {column}");
        }

        sums[3].ShouldBe(1000 + 2 * 2 + 50);
    }

    [Fact]
    public void Rows_multiplied_together_give_the_same_bits_as_one_by_one()
    {
        var rows = new MixedRows(Matrix);
        int[] offsets = [0, 3, 3, 5];
        int[] indices = [0, 2, 1, 2, 3];
        float[] weights = [.1f, .2f, .3f, .7f, 1];
        var together = new DenseMatrix(3, 16);
        together.Span.Fill(float.NaN);
        rows.Multiply(offsets, indices, weights, together);
        var alone = new float[16];
        for (var row = 0; row < 3; row++)
        {
            rows.Multiply(indices.AsSpan(offsets[row]..offsets[row + 1]), weights.AsSpan(offsets[row]..offsets[row + 1]), alone);
            together.Row(row).ToArray().ShouldBe(alone);
        }

        together.Row(1).ToArray().ShouldAllBe(sum => sum == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void Rows_for_which_there_is_no_room_are_added_up_as_sparse_ones(int mostNumbers)
    {
        var (sums, expected) = (new float[16], new float[16]);
        new MixedRows(Matrix, mostNumbers).Multiply([2, 0, 3, 1], [1, 2, 5, .5f], sums);
        new MixedRows(Matrix).Multiply([2, 0, 3, 1], [1, 2, 5, .5f], expected);
        sums.ShouldBe(expected);
    }
}
