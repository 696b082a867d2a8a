namespace Marquee.Numerics.Tests;

public class RowKernelTests
{
    public static TheoryData<string> AllWidths => Widths.All;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public unsafe void Every_kernel_agrees_with_the_scalar_one_for_every_remainder(string width)
    {
        var kernel = Widths.Kernels(width).Row;
        var scalar = new ScalarRowKernel();
        var matrix = Samples.Matrix(50, 90, 1);
        var x = Samples.Vector(90, 2);
        var weights = Samples.Vector(20, 3);
        var random = new SplittableRandom(4);
        for (var length = 0; length <= 70; length++)
        {
            for (var count = 0; count <= 19; count++)
            {
                var rows = Enumerable.Range(0, count).Select(_ => random.Next(50)).ToArray();
                float[] dots = [.. Enumerable.Repeat(float.NaN, count), 77], expectedDots = [.. dots];
                float[] sums = [.. Samples.Vector(length, 5), 77], expectedSums = [.. sums];
                fixed (float* data = matrix.Span, vector = x, factors = weights)
                fixed (float* dot = dots, expectedDot = expectedDots, sum = sums, expectedSum = expectedSums)
                fixed (int* chosen = rows)
                {
                    // One element in, so that rows and vector start at odd addresses; an empty list stands for "the first rows".
                    kernel.Dot(data + 1, 90, chosen, count, vector + 1, length, dot);
                    scalar.Dot(data + 1, 90, chosen, count, vector + 1, length, expectedDot);
                    kernel.Add(data + 1, 90, chosen, count, factors + 1, length, sum);
                    scalar.Add(data + 1, 90, chosen, count, factors + 1, length, expectedSum);
                }

                for (var place = 0; place <= count; place++)
                {
                    dots[place].ShouldBe(expectedDots[place], 1e-4f, $"dot {place} of {count}, length {length}");
                }

                for (var column = 0; column <= length; column++)
                {
                    sums[column].ShouldBe(expectedSums[column], 1e-4f, $"sum {column} of {length}, {count} rows");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public unsafe void A_row_gives_the_same_bits_alone_and_among_others(string width)
    {
        var kernel = Widths.Kernels(width).Row;
        var matrix = Samples.Matrix(23, 45, 1);
        var x = Samples.Vector(45, 2);
        var together = new float[23];
        var alone = new float[23];
        fixed (float* data = matrix.Span, vector = x, all = together, one = alone)
        {
            kernel.Dot(data, 45, null, 23, vector, 45, all);
            for (var row = 0; row < 23; row++)
            {
                kernel.Dot(data + row * 45, 45, null, 1, vector, 45, one + row);
            }
        }

        alone.ShouldBe(together);
    }
}
