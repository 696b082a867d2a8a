using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Numerics.Tests;

public sealed class SparseMatrixTests
{
    [Fact]
    public void Sorts_entries_and_adds_up_those_at_one_place()
    {
        var matrix = SparseMatrix.FromEntries(3, 4, [2, 0, 2, 0, 2], [3, 1, 0, 1, 3], [1, 2, 3, 4, 5]);
        matrix.NonZeros.ShouldBe(3);
        matrix.RowIndices(0).ToArray().ShouldBe([1]);
        matrix.RowValues(0).ToArray().ShouldBe([6f]);
        matrix.RowLength(1).ShouldBe(0);
        matrix.RowIndices(2).ToArray().ShouldBe([0, 3]);
        matrix[2, 3].ShouldBe(6);
        matrix[1, 1].ShouldBe(0);
    }

    [Fact]
    public void Transposing_keeps_every_entry_and_says_where_it_came_from() =>
        Prop.ForAll(
            Gen.Choose(0, 6).Two().ToArbitrary(),
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            (shape, seed) =>
            {
                var (rows, columns) = shape;
                var random = new SplittableRandom((ulong)seed);
                var count = rows * columns == 0 ? 0 : random.Next(20);
                var matrix = SparseMatrix.FromEntries(
                    rows,
                    columns,
                    [.. Enumerable.Range(0, count).Select(_ => random.Next(rows))],
                    [.. Enumerable.Range(0, count).Select(_ => random.Next(columns))],
                    [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())]);
                var transposed = matrix.Transpose(out var positions);
                (transposed.Rows, transposed.Columns, transposed.NonZeros).ShouldBe((columns, rows, matrix.NonZeros));
                for (var row = 0; row < rows; row++)
                {
                    for (var column = 0; column < columns; column++)
                    {
                        transposed[column, row].ShouldBe(matrix[row, column]);
                    }
                }

                positions.Select(position => matrix.Values[position]).ShouldBe(transposed.Values.ToArray());
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Counts_the_entries_of_rows_and_columns()
    {
        var matrix = SparseMatrix.FromEntries(3, 4, [2, 0, 2, 0], [3, 1, 0, 3], [1, 2, 3, 4]);
        Enumerable.Range(0, 3).Select(matrix.RowLength).ShouldBe([2, 0, 2]);
        matrix.ColumnLengths().ShouldBe([1, 1, 0, 2]);
        SparseMatrix.FromEntries(2, 0, [], [], []).ColumnLengths().ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_arrays_that_are_no_compressed_rows()
    {
        Should.Throw<ArgumentException>(() => new SparseMatrix(2, 2, [0, 1], [0], [1f]));
        Should.Throw<ArgumentException>(() => new SparseMatrix(1, 2, [0, 2], [1, 0], [1f, 1f])).Message.ShouldContain("Row 0");
        Should.Throw<ArgumentException>(() => new SparseMatrix(1, 2, [0, 1], [2], [1f]));
        Should.Throw<ArgumentException>(() => SparseMatrix.FromEntries(1, 1, [0], [1], [1f])).Message.ShouldContain("(0, 1)");
    }
}
