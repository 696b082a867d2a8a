using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public unsafe class SoftmaxKernelsTests
{
    public static TheoryData<string, int> Cases =>
        [.. from width in SimdWidths.Supported from count in new[] { 1, 2, 7, 8, 15, 16, 17, 31, 33, 100 } select (width.ToString(), count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_width_computes_what_the_formulas_say(string width, int count)
    {
        var kernels = SoftmaxKernels.For(Enum.Parse<SimdWidth>(width));
        var chance = new SplittableRandom((ulong)count);
        var values = new float[count + 1];
        var gradient = new float[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = (float)(3 * chance.NextGaussian());
            gradient[index] = (float)chance.NextGaussian();
        }

        // What lies behind must be left alone.
        values[count] = 77;
        var given = values.ToArray();
        var sum = given[..count].Sum(value => Math.Exp(value));
        var expected = given[..count].Select(value => Math.Exp(value) / sum).ToArray();
        fixed (float* data = values, ofData = gradient)
        {
            kernels.Softmax(data, count).ShouldBe((float)Math.Log(sum), 1e-5f);
            ShouldBeClose(values, expected);
            var kept = new float[count];
            fixed (float* dropped = kept)
            {
                DropoutKernel.For(Enum.Parse<SimdWidth>(width)).Drop(new DropoutChance(9, .5f), data, null, dropped, count, firstPlace: 5);
                for (var index = 0; index < count; index++)
                {
                    kept[index].ShouldBeOneOf(0, 2 * values[index]);
                }

                var all = Enumerable.Range(0, count).Sum(index => (double)kept[index] * gradient[index]);
                var backward = Enumerable.Range(0, count).Select(index => ((double)kept[index] * gradient[index]) - (values[index] * all)).ToArray();
                kernels.Backward(data, dropped, ofData, count);
                ShouldBeClose(gradient, backward);
            }

            given.CopyTo(values, 0);
            kernels.Logistic(data, count, .5f).ShouldBe(given[..count].Sum(value => Math.Log(1 + Math.Exp(value))), 1e-4);
            ShouldBeClose(values, [.. given[..count].Select(value => .5 / (1 + Math.Exp(-value)))]);
        }

        values[count].ShouldBe(77);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Negative_infinity_has_no_probability_and_nothing_else_is_no_number(string width, int count)
    {
        var kernels = SoftmaxKernels.For(Enum.Parse<SimdWidth>(width));
        float[] values = [.. Enumerable.Repeat(float.NegativeInfinity, count)];
        fixed (float* data = values)
        {
            kernels.Softmax(data, count);
            values.ShouldAllBe(value => float.IsNaN(value));
            Array.Fill(values, float.NegativeInfinity);
            values[count - 1] = -3;
            kernels.Softmax(data, count).ShouldBe(-3);
            values.ShouldBe([.. Enumerable.Repeat(0f, count - 1), 1]);
        }
    }

    private static void ShouldBeClose(float[] actual, double[] expected)
    {
        for (var index = 0; index < expected.Length; index++)
        {
            actual[index].ShouldBe((float)expected[index], 1e-5f, $"{index}");
        }
    }
}
