using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public sealed unsafe class OptimizerKernelsTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 15, 16, 17, 33, 100];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_width_gives_the_bits_of_the_scalar_form(int length)
    {
        foreach (var width in SimdWidths.Supported)
        {
            var kernels = OptimizerKernels.For(width);
            var expected = OptimizerKernels.For(SimdWidth.Scalar);
            Compare(length, (v, g, m, s) => expected.Descend(v, g, length, 0.9f, 0.1f), (v, g, m, s) => kernels.Descend(v, g, length, 0.9f, 0.1f));
            Compare(length, (v, g, m, s) => expected.DescendWithMomentum(v, g, m, length, 0.9f, 0.1f, 0.5f, 0.8f), (v, g, m, s) => kernels.DescendWithMomentum(v, g, m, length, 0.9f, 0.1f, 0.5f, 0.8f));
            Compare(length, (v, g, m, s) => expected.Adagrad(v, g, s, length, 0.9f, 0.1f, 0.5f, 1e-5f), (v, g, m, s) => kernels.Adagrad(v, g, s, length, 0.9f, 0.1f, 0.5f, 1e-5f));
            Compare(length, (v, g, m, s) => expected.Adam(v, g, m, s, length, 0.9f, 0.1f, 0.5f, 1e-5f, 0.9f, 0.1f, 0.99f, 0.01f), (v, g, m, s) => kernels.Adam(v, g, m, s, length, 0.9f, 0.1f, 0.5f, 1e-5f, 0.9f, 0.1f, 0.99f, 0.01f));
            Compare(length, (v, g, m, s) => expected.Average(v, g, length, 0.9f, 0.1f), (v, g, m, s) => kernels.Average(v, g, length, 0.9f, 0.1f));
        }
    }

    [Fact]
    public void Squares_are_summed_even_where_one_is_too_large_for_a_float()
    {
        foreach (var width in SimdWidths.Supported)
        {
            var kernels = OptimizerKernels.For(width);
            fixed (float* numbers = Enumerable.Range(1, 9000).Select(number => (float)number).ToArray())
            {
                // n (n + 1) (2 n + 1) / 6
                kernels.SumOfSquares(numbers, 9000).ShouldBe(9000.0 * 9001 * 18001 / 6, 1e6);
                kernels.SumOfSquares(numbers, 3).ShouldBe(14);
                kernels.SumOfSquares(numbers, 0).ShouldBe(0);
                numbers[5000] = 1e30f;
                kernels.SumOfSquares(numbers, 9000).ShouldBe(1e60, 1e54);
                numbers[8999] = float.NaN;
                kernels.SumOfSquares(numbers, 9000).ShouldBe(double.NaN);
                numbers[8999] = float.NegativeInfinity;
                kernels.SumOfSquares(numbers, 9000).ShouldBe(double.PositiveInfinity);
            }
        }
    }

    private delegate void Kernel(float* values, float* gradient, float* means, float* squares);

    private static void Compare(int length, Kernel expected, Kernel actual)
    {
        var random = new SplittableRandom(5);
        float[] Numbers(float shift) => [.. Enumerable.Range(0, length + 1).Select(_ => (float)random.NextGaussian() + shift)];
        // Squares lie above zero, one number behind the end is there to be left alone, and the addresses are not aligned.
        float[][] first = [Numbers(0), Numbers(0), Numbers(0), Numbers(9)];
        var second = first.Select(numbers => numbers.ToArray()).ToArray();
        Run(expected, first);
        Run(actual, second);
        second.ShouldBe(first);
    }

    private static void Run(Kernel kernel, float[][] numbers)
    {
        fixed (float* values = numbers[0], gradient = numbers[1], means = numbers[2], squares = numbers[3])
        {
            kernel(values, gradient, means, squares);
        }
    }
}
