namespace Marquee.Numerics.Tests;

public class MatrixVectorTests
{
    [Fact]
    public void Multiplies_by_the_matrix_and_by_its_transpose()
    {
        foreach (var (rows, columns) in new[] { (0, 3), (3, 0), (1, 1), (7, 19), (33, 65), (700, 301), (301, 700) })
        {
            var a = Samples.Matrix(rows, columns, 1);
            var right = Samples.Matrix(columns, 1, 2);
            var left = Samples.Matrix(1, rows, 3);
            foreach (var threads in new[] { 1, 3 })
            {
                var y = Samples.Filled(rows, 1, float.NaN);
                MatrixVector.Multiply(a, right.Span, y.Span, threads);
                Samples.ShouldBeProduct(y, a, false, right, false, 1, 0, null);
                var z = Samples.Filled(1, columns, float.NaN);
                MatrixVector.MultiplyTransposed(a, left.Span, z.Span, threads);
                Samples.ShouldBeProduct(z, left, false, a, false, 1, 0, null);
            }
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        var a = Samples.Matrix(1001, 503, 1);
        var right = Samples.Vector(503, 2);
        var left = Samples.Vector(1001, 3);
        var one = new float[1001];
        var many = new float[1001];
        MatrixVector.Multiply(a, right, one, 1);
        MatrixVector.Multiply(a, right, many, 4);
        many.ShouldBe(one);
        one = new float[503];
        many = new float[503];
        MatrixVector.MultiplyTransposed(a, left, one, 1);
        MatrixVector.MultiplyTransposed(a, left, many, 4);
        many.ShouldBe(one);
    }

    [Fact]
    public void Chosen_rows_give_the_bits_that_the_whole_matrix_gives()
    {
        var a = Samples.Matrix(40, 21, 1);
        var x = Samples.Vector(21, 2);
        var all = new float[40];
        MatrixVector.Multiply(a, x, all);
        int[] rows = [39, 0, 7, 7, 12, 3, 30, 31, 1, 2, 39];
        var chosen = new float[rows.Length];
        MatrixVector.DotRows(a, rows, x, chosen);
        chosen.ShouldBe(rows.Select(row => all[row]));
        var single = new float[1];
        MatrixVector.DotRows(a, [12], x, single);
        single[0].ShouldBe(all[12]);
        MatrixVector.DotRows(a, [], x, []);
    }

    [Fact]
    public void Weighted_rows_are_added_to_what_is_there()
    {
        var a = new DenseMatrix(3, 2, new float[] { 1, 2, 3, 4, 5, 6 });
        float[] y = [100, 200];
        MatrixVector.AddRows(a, [2, 0, 2], [1, 10, 2], y);
        y.ShouldBe([125f, 238f]);
        MatrixVector.AddRows(a, [], [], y);
        y.ShouldBe([125f, 238f]);
    }

    [Fact]
    public void Lengths_and_rows_that_do_not_fit_are_refused()
    {
        var a = new DenseMatrix(3, 2);
        Should.Throw<ArgumentException>(() => MatrixVector.Multiply(a, new float[3], new float[3])).Message.ShouldContain("must be 2");
        Should.Throw<ArgumentException>(() => MatrixVector.Multiply(a, new float[2], new float[2])).Message.ShouldContain("must be 3");
        Should.Throw<ArgumentException>(() => MatrixVector.MultiplyTransposed(a, new float[2], new float[2]));
        Should.Throw<ArgumentException>(() => MatrixVector.DotRows(a, [1], new float[2], new float[2]));
        Should.Throw<ArgumentException>(() => MatrixVector.AddRows(a, [1], new float[2], new float[2]));
        Should.Throw<ArgumentOutOfRangeException>(() => MatrixVector.DotRows(a, [3], new float[2], new float[1])).Message.ShouldContain("0 to 2");
        Should.Throw<ArgumentOutOfRangeException>(() => MatrixVector.AddRows(a, [-1], new float[1], new float[2]));
    }
}
