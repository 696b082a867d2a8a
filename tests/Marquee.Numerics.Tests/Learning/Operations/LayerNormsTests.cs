using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class LayerNormsTests
{
    [Fact]
    public void Gradients_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.LayerNorm(p[0], p[1], p[2]), [new TensorShape([2, 3, 5]), new TensorShape(5), new TensorShape(5)]);

    [Fact]
    public void Gradients_of_wide_rows_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.Add(p[0], tape.LayerNorm(p[0], p[1], p[2])), [new TensorShape(2, 37), new TensorShape(37), new TensorShape(37)]);

    [Fact]
    public void Rows_have_the_mean_of_the_bias_and_the_deviation_of_the_gain()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        // Mean 3, variance 2; then a constant row, which only epsilon saves.
        var input = tape.Input(new TensorShape(2, 5), [1, 2, 3, 4, 5, 7, 7, 7, 7, 7]);
        var output = tape.LayerNorm(input, tape.Input(new TensorShape(5), [1, 1, 1, 2, 1]), tape.Input(new TensorShape(5), [0, 0, 0, 0, 10]), epsilon: 0.25f);
        var expected = new[] { -2 / 1.5, -1 / 1.5, 0, 2 / 1.5, 10 + 2 / 1.5, 0, 0, 0, 0, 10 };
        for (var index = 0; index < 10; index++)
        {
            output.Values[index].ShouldBe((float)expected[index], 1e-6);
        }
    }

    [Fact]
    public void Gains_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        Should.Throw<ArgumentException>(() => tape.LayerNorm(tape.Input(new TensorShape(2, 5)), tape.Input(new TensorShape(4)), tape.Input(new TensorShape(5)))).Message.ShouldContain("Rows of 5");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_length_gives_what_the_scalar_form_gives(string width)
    {
        const int Rows = 3;
        for (var columns = 1; columns <= 70; columns++)
        {
            var numbers = RandomMatrices.Dense(8, Rows * columns, (ulong)columns);
            float[] Compute(SimdWidth of)
            {
                var results = new float[4 * Rows * columns + 2 * Rows];
                fixed (float* input = numbers.Span, result = results)
                {
                    var size = Rows * columns;
                    var kernel = LayerNormKernel.For(of);
                    var statistics = result + 4 * size;
                    kernel.Forward(input, input + size, input + 2 * size, result, Rows, columns, 1e-5f, statistics);
                    kernel.Backward(input, input + size, input + 3 * size, Rows, columns, statistics, result + size, false, result + 3 * size, result + 3 * size + columns);
                    kernel.Backward(input, input + size, input + 3 * size, Rows, columns, statistics, result + 2 * size, true, result + 3 * size, result + 3 * size + columns);
                }

                return results;
            }

            var expected = Compute(SimdWidth.Scalar);
            var actual = Compute(Enum.Parse<SimdWidth>(width));
            for (var index = 0; index < expected.Length; index++)
            {
                actual[index].ShouldBe(expected[index], 2e-4 * Math.Max(1, Math.Abs(expected[index])), $"{columns} columns, {index}");
            }
        }
    }
}
