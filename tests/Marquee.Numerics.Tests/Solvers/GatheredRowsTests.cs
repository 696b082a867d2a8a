using System.Runtime.CompilerServices;

namespace Marquee.Numerics.Tests;

public unsafe class GatheredRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(300)]
    public void Every_width_agrees_with_the_sum_over_rows(int length)
    {
        var matrix = RandomMatrices.Dense(50, length, 1);
        var random = new SplittableRandom(2);
        foreach (var width in SimdWidths.Supported)
        {
            // One object throughout, longer and shorter lists in turn: nothing of an earlier one may shine through.
            var rows = new GatheredRows(length, NormalKernel.For(width));
            foreach (var count in new[] { 0, 3, 200, 0, 1, 8, 9, 64, 65, 130 })
            {
                var indices = new int[count];
                var weights = new float[count];
                for (var entry = 0; entry < count; entry++)
                {
                    indices[entry] = random.Next(50);
                    weights[entry] = random.NextSingle();
                }

                rows.Gather(matrix, indices, weights);
                var vector = RandomMatrices.Dense(1, length, 3).Span.ToArray();
                var actual = Add(rows, vector, 0.5f);
                var expected = Expected(matrix, indices, weights, vector, 0.5);
                for (var at = 0; at < rows.Stride; at++)
                {
                    actual[at].ShouldBe(at < length ? (float)expected[at] : 1, 1e-4f * Math.Max(1, count * MathF.Sqrt(length) / 10), $"{width}, {count} rows, place {at}");
                }
            }
        }
    }

    private static float[] Add(GatheredRows rows, float[] values, float shift)
    {
        var memory = GC.AllocateArray<float>(2 * rows.Stride, pinned: true);
        var vector = (float*)Unsafe.AsPointer(ref memory[0]);
        var target = vector + rows.Stride;
        values.CopyTo(memory, 0);
        new Span<float>(target, rows.Stride).Fill(1);
        rows.AddNormalProduct(vector, shift, target);
        return memory[rows.Stride..];
    }

    private static double[] Expected(DenseMatrix matrix, int[] indices, float[] weights, float[] vector, double shift)
    {
        var target = new double[vector.Length];
        Array.Fill(target, 1);
        for (var entry = 0; entry < indices.Length; entry++)
        {
            var row = matrix.Row(indices[entry]);
            var product = 0.0;
            for (var at = 0; at < vector.Length; at++)
            {
                product += (double)row[at] * vector[at];
            }

            for (var at = 0; at < vector.Length; at++)
            {
                target[at] += weights[entry] * (shift - product) * row[at];
            }
        }

        return target;
    }
}
