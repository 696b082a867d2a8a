using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Numerics.Tests;

public class PositiveDefiniteInverseTests
{
    public static TheoryData<string> AllWidths => Widths.All;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void The_inverse_times_the_matrix_is_the_identity_for_random_orders(string width)
    {
        var kernels = Widths.Kernels(width);
        Prop.ForAll(Gen.Choose(0, 400).ToArbitrary(), order =>
        {
            var matrix = Samples.PositiveDefinite(order, 1);
            var inverse = matrix.Clone();
            PositiveDefiniteInverse.Invert(kernels, inverse, 1);
            var product = new DenseMatrix(order, order);
            MatrixProduct.Multiply(inverse, false, matrix, false, product);
            inverse.Transpose().Span.SequenceEqual(inverse.Span).ShouldBeTrue();
            for (var row = 0; row < order; row++)
            {
                product[row, row] -= 1;
            }

            // Condition about 100: a hundred times the rounding of one product.
            product.Span.ToArray().DefaultIfEmpty().Max(MathF.Abs).ShouldBeLessThan(2e-4f, $"order {order}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    [Fact]
    public void Agrees_with_an_independent_library_in_double_precision_on_an_ill_conditioned_matrix()
    {
        const int order = 260;
        var matrix = Samples.PositiveDefinite(order, 1, condition: 1e4);
        var expected = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix
            .Create(order, order, (row, column) => matrix[row, column]).Cholesky().Solve(
                MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.CreateIdentity(order));
        PositiveDefiniteInverse.Invert(matrix);
        double difference = 0, size = 0;
        for (var row = 0; row < order; row++)
        {
            for (var column = 0; column < order; column++)
            {
                difference += Math.Pow(matrix[row, column] - expected[row, column], 2);
                size += Math.Pow(expected[row, column], 2);
            }
        }

        // Single precision keeps 7 digits, of which a condition of 10^4 takes 4.
        Math.Sqrt(difference / size).ShouldBeLessThan(1e-3);
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void The_number_of_threads_does_not_change_a_bit(string width)
    {
        var kernels = Widths.Kernels(width);
        var one = Samples.PositiveDefinite(420, 1);
        var many = one.Clone();
        PositiveDefiniteInverse.Invert(kernels, one, 1);
        PositiveDefiniteInverse.Invert(kernels, many, 4);
        many.Span.SequenceEqual(one.Span).ShouldBeTrue();
    }

    [Fact]
    public void Only_the_upper_triangle_is_read()
    {
        var full = Samples.PositiveDefinite(300, 1);
        var upper = full.Clone();
        for (var row = 0; row < 300; row++)
        {
            upper.Row(row)[..row].Fill(float.NaN);
        }

        PositiveDefiniteInverse.Invert(full);
        PositiveDefiniteInverse.Invert(upper);
        upper.Span.SequenceEqual(full.Span).ShouldBeTrue();
    }

    [Fact]
    public void A_matrix_that_is_not_square_is_refused() =>
        Should.Throw<ArgumentException>(() => PositiveDefiniteInverse.Invert(new DenseMatrix(2, 3))).Message.ShouldContain("2 x 3");

    [Fact]
    public void Stops_when_asked_to()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(
            () => PositiveDefiniteInverse.Invert(Samples.PositiveDefinite(3, 1), cancellationToken: source.Token));
    }
}
