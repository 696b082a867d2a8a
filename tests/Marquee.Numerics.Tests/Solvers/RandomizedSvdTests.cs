using MathNet.Numerics.LinearAlgebra;

namespace Marquee.Numerics.Tests;

public class RandomizedSvdTests
{
    [Theory]
    [InlineData(40, 25)]
    [InlineData(25, 40)]
    [InlineData(60, 60)]
    public void Agrees_with_the_full_decomposition(int rows, int columns)
    {
        const int rank = 6;
        var matrix = RandomMatrices.Sparse(rows, columns, 0.3, 1);
        var svd = RandomizedSvd.Compute(matrix, rank, new SplittableRandom(2), powerIterations: 20);
        var full = ToMathNet(RandomMatrices.ToDense(matrix)).Svd();
        for (var at = 0; at < rank; at++)
        {
            svd.Values[at].ShouldBe((float)full.S[at], 1e-3f * (float)full.S[0]);
        }

        // The best approximation of that rank is unique, the signs of the vectors are not.
        var best = full.U.SubMatrix(0, rows, 0, rank) * Matrix<double>.Build.DenseOfDiagonalVector(full.S.SubVector(0, rank)) * full.VT.SubMatrix(0, rank, 0, columns);
        (Product(svd) - best).FrobeniusNorm().ShouldBeLessThan(2e-2 * full.S[0]);
    }

    [Fact]
    public void A_dense_matrix_decomposes_as_the_same_sparse_one()
    {
        var matrix = RandomMatrices.Sparse(40, 30, 0.3, 1);
        var sparse = RandomizedSvd.Compute(matrix, 5, new SplittableRandom(2), powerIterations: 20);
        var dense = RandomizedSvd.Compute(RandomMatrices.ToDense(matrix), 5, new SplittableRandom(2), powerIterations: 20);
        for (var at = 0; at < 5; at++)
        {
            dense.Values[at].ShouldBe(sparse.Values[at], 1e-3f);
        }

        (Product(dense) - Product(sparse)).FrobeniusNorm().ShouldBeLessThan(1e-2);
    }

    [Fact]
    public void Vectors_are_orthonormal()
    {
        var svd = RandomizedSvd.Compute(RandomMatrices.Sparse(50, 30, 0.3, 1), 8, new SplittableRandom(2));
        foreach (var vectors in new[] { svd.Left, svd.Right })
        {
            var matrix = ToMathNet(vectors);
            (matrix.TransposeThisAndMultiply(matrix) - Matrix<double>.Build.DenseIdentity(8)).FrobeniusNorm().ShouldBeLessThan(1e-4);
        }
    }

    [Fact]
    public void Recovers_a_matrix_of_low_rank_and_finds_nothing_beyond()
    {
        var left = ToMathNet(RandomMatrices.Dense(30, 3, 1));
        var right = ToMathNet(RandomMatrices.Dense(3, 20, 2));
        var product = left * right;
        var entries = product.EnumerateIndexed().ToArray();
        var matrix = SparseMatrix.FromEntries(
            30, 20, [.. entries.Select(entry => entry.Item1)], [.. entries.Select(entry => entry.Item2)], [.. entries.Select(entry => (float)entry.Item3)]);
        var svd = RandomizedSvd.Compute(matrix, 5, new SplittableRandom(3));
        (Product(svd) - product).FrobeniusNorm().ShouldBeLessThan(1e-3);
        svd.Values[3].ShouldBeLessThan(1e-3f);
        svd.Values[4].ShouldBeLessThan(1e-3f);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        var matrix = RandomMatrices.Sparse(70, 90, 0.2, 5);
        var one = RandomizedSvd.Compute(matrix, 4, new SplittableRandom(6), maxDegreeOfParallelism: 1);
        var four = RandomizedSvd.Compute(matrix, 4, new SplittableRandom(6), maxDegreeOfParallelism: 4);
        four.Values.ShouldBe(one.Values);
        four.Left.Span.ToArray().ShouldBe(one.Left.Span.ToArray());
        four.Right.Span.ToArray().ShouldBe(one.Right.Span.ToArray());
    }

    [Fact]
    public void Returns_as_many_values_as_a_small_matrix_has()
    {
        var svd = RandomizedSvd.Compute(SparseMatrix.FromEntries(2, 3, [0, 1], [1, 2], [3, 4]), 10, new SplittableRandom(1));
        svd.Values.Length.ShouldBe(2);
        svd.Values[0].ShouldBe(4, 1e-5f);
        svd.Values[1].ShouldBe(3, 1e-5f);
        RandomizedSvd.Compute(SparseMatrix.FromEntries(0, 3, [], [], []), 10, new SplittableRandom(1)).Values.ShouldBeEmpty();
    }

    private static Matrix<double> Product(TruncatedSvd svd) =>
        ToMathNet(svd.Left) * Matrix<double>.Build.DenseOfDiagonalArray(Array.ConvertAll(svd.Values, value => (double)value)) * ToMathNet(svd.Right).Transpose();

    private static Matrix<double> ToMathNet(DenseMatrix matrix) =>
        Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, (row, column) => matrix[row, column]);
}
