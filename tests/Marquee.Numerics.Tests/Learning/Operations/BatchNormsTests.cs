using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class BatchNormsTests
{
    [Fact]
    public void Gradients_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.BatchNorm(p[0], p[1], p[2]), [new TensorShape([2, 2, 3, 5]), new TensorShape(5), new TensorShape(5)]);

    [Fact]
    public void Gradients_with_a_residual_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.BatchNorm(p[0], p[1], p[2], p[3]), [new TensorShape(7, 19), new TensorShape(19), new TensorShape(19), new TensorShape(7, 19)]);

    [Fact]
    public void Gradients_agree_where_the_input_is_the_residual_too() => GradientCheck.Verify(
        (tape, p) => tape.Add(p[0], tape.BatchNorm(p[0], p[1], p[2], p[0])), [new TensorShape(6, 3), new TensorShape(3), new TensorShape(3)]);

    [Fact]
    public void Gradients_agree_where_the_residual_is_another_look_at_the_input() => GradientCheck.Verify(
        (tape, p) => tape.BatchNorm(p[0], p[1], p[2], tape.Reshape(tape.Reshape(p[0], new TensorShape(18)), new TensorShape(6, 3))), [new TensorShape(6, 3), new TensorShape(3), new TensorShape(3)]);

    [Fact]
    public void Gradients_through_a_rectifier_agree_with_differences()
    {
        // Biases keep every number so far from the bend that no small step crosses it.
        var parameters = new ParameterSet(new SplittableRandom(3));
        var input = parameters.AddConstant("input", new TensorShape(8, 2));
        var residual = parameters.AddNormal("residual", new TensorShape(8, 2), 0.1);
        var gain = parameters.AddConstant("gain", new TensorShape(2), 1);
        var bias = parameters.AddNormal("bias", new TensorShape(2), 0.1);
        for (var index = 0; index < input.Shape.Count; index++)
        {
            input.Values[index] = (index * 5 % 8 < 4 ? -2 : 2) + 0.1f * (index % 3);
        }

        GradientCheck.Verify(parameters, tape => tape.BatchNorm(tape.Use(input), tape.Use(gain), tape.Use(bias), tape.Use(residual), rectified: true));
        GradientCheck.Verify(parameters, tape => tape.BatchNorm(tape.Use(input), tape.Use(gain), tape.Use(bias), rectified: true));
        GradientCheck.Verify(parameters, tape => tape.BatchNormBy(tape.Use(input), tape.Use(gain), tape.Use(bias), [0, 0.1f], [2, 3], tape.Use(residual), rectified: true));
    }

    [Fact]
    public void Gradients_by_given_statistics_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.BatchNormBy(p[0], p[1], p[2], [1, 2, 3], [0.5f, 1, 4]), [new TensorShape(4, 3), new TensorShape(3), new TensorShape(3)]);

    [Fact]
    public void Columns_have_the_mean_of_the_bias_and_the_deviation_of_the_gain()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        // Mean 3, variance 2; then a constant column, which only epsilon saves.
        var input = tape.Input(new TensorShape(5, 2), [1, 7, 2, 7, 3, 7, 4, 7, 5, 7]);
        var (gain, bias) = (tape.Input(new TensorShape(2), [3, 1]), tape.Input(new TensorShape(2), [10, -1]));
        var expected = new[] { 10 - 3 * 2 / 1.5, -1, 10 - 3 * 1 / 1.5, -1, 10, -1, 10 + 3 * 1 / 1.5, -1, 10 + 3 * 2 / 1.5, -1 };
        ShouldBe(tape.BatchNorm(input, gain, bias, epsilon: 0.25f), expected);
        ShouldBe(tape.BatchNorm(input, gain, bias, rectified: true, epsilon: 0.25f), [.. expected.Select(value => Math.Max(0, value))]);
        ShouldBe(tape.BatchNorm(input, gain, bias, input, epsilon: 0.25f), [.. expected.Select((value, index) => value + input.Values[index])]);
        ShouldBe(tape.BatchNormBy(input, gain, bias, [3, 7], [2, 0], epsilon: 0.25f), expected);

        static void ShouldBe(Tensor actual, double[] expected)
        {
            for (var index = 0; index < expected.Length; index++)
            {
                actual.Values[index].ShouldBe((float)expected[index], 1e-5);
            }
        }
    }

    [Fact]
    public void Keeps_its_precision_where_the_mean_is_far_from_zero_and_rows_are_many()
    {
        const int Rows = 200_000;
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(Rows, 1));
        for (var row = 0; row < Rows; row++)
        {
            input.Values[row] = 1000 + (row % 2);
        }

        // Mean 1000.5, deviation 0.5.
        var output = tape.BatchNorm(input, tape.Input(new TensorShape(1), [1]), tape.Input(new TensorShape(1), [0]), epsilon: 0);
        output.Values[0].ShouldBe(-1, 1e-3);
        output.Values[Rows - 1].ShouldBe(1, 1e-3);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var five = tape.Input(new TensorShape(5), new float[5]);
        Should.Throw<ArgumentException>(() => tape.BatchNorm(tape.Input(new TensorShape(2, 4)), five, five)).Message.ShouldContain("Rows of 4");
        Should.Throw<ArgumentException>(() => tape.BatchNorm(tape.Input(new TensorShape(0, 5)), five, five)).Message.ShouldContain("no rows");
        Should.Throw<ArgumentException>(() => tape.BatchNorm(tape.Input(new TensorShape(2, 5)), five, five, tape.Input(new TensorShape(5, 2)))).Message.ShouldContain("residual is 5 x 2");
        Should.Throw<ArgumentException>(() => tape.BatchNormBy(tape.Input(new TensorShape(2, 5)), five, five, [1], [1])).Message.ShouldContain("means and variances");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_number_of_columns_gives_the_bits_of_the_scalar_form(string width)
    {
        const int Rows = BatchNormKernel.RunLength + 3;
        for (var columns = 1; columns <= 40; columns += 3)
        {
            var size = Rows * columns;
            var numbers = RandomMatrices.Dense(4, size, (ulong)columns);
            float[] Compute(SimdWidth of)
            {
                var results = new float[4 * size + 4 * columns];
                fixed (float* input = numbers.Span, result = results)
                {
                    var kernel = BatchNormKernel.For(of);
                    var sums = result + 4 * size;
                    var (gradient, residual) = (size, 2 * size);
                    kernel.AddMoments(input, input, Rows, columns, sums, sums + columns);
                    kernel.Apply(input, sums, sums + columns, input, input + residual, true, result, Rows, columns);
                    kernel.AddGradientMoments(input, sums, result, input + gradient, Rows, columns, sums + 2 * columns, sums + 3 * columns);
                    kernel.Backward(input, sums, sums + columns, sums + 2 * columns, sums + 3 * columns, result, input + gradient, Rows, columns, result + size, false, result + 2 * size, false);
                    kernel.Backward(input, sums, sums + columns, sums + 2 * columns, sums + 3 * columns, null, input + gradient, Rows, columns, result + 2 * size, true, result + size, true);
                    kernel.Backward(input, sums, sums + columns, sums + 2 * columns, sums + 3 * columns, null, input + gradient, Rows, columns, result + 3 * size, false, null, false);
                }

                return results;
            }

            Compute(Enum.Parse<SimdWidth>(width)).ShouldBe(Compute(SimdWidth.Scalar));
        }
    }
}
