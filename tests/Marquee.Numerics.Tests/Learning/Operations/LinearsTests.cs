using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class LinearsTests
{
    [Fact]
    public void Gradients_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.Linear(p[0], p[1], p[2]), [new TensorShape([2, 3, 4]), new TensorShape(4, 5), new TensorShape(5)]);

    [Fact]
    public void Gradients_add_where_the_same_tensors_are_used_twice()
    {
        GradientCheck.Verify((tape, p) => tape.Linear(tape.Linear(p[0], p[1], p[2]), p[1], p[2]), [new TensorShape(3, 4), new TensorShape(4, 4), new TensorShape(4)], scale: 0.5);
        GradientCheck.Verify((tape, p) => tape.Linear(p[0], p[0], p[1]), [new TensorShape(4, 4), new TensorShape(4)]);
    }

    [Fact]
    public void Gradients_of_many_rows_are_those_of_a_product_and_a_sum()
    {
        // More rows than are walked back at once, by no multiple.
        float[][] Gradients(Func<Tape, Tensor, Tensor, Tensor, Tensor> map)
        {
            var parameters = new ParameterSet(new SplittableRandom(1));
            var (input, weights, bias) = (
                parameters.AddNormal("input", new TensorShape(1300, 5), 1), parameters.AddNormal("weights", new TensorShape(5, 3), 1), parameters.AddNormal("bias", new TensorShape(3), 1));
            var tape = new Tape(parameters);
            tape.Reset(recording: true);
            tape.Backward(tape.SquaredError(map(tape, tape.Use(input), tape.Use(weights), tape.Use(bias)), new float[3900]));
            return [.. parameters.All.Select(parameter => GradientCheck.Dense(tape.Gradients[parameter]))];
        }

        var expected = Gradients((tape, input, weights, bias) => tape.Add(tape.Multiply(input, weights), bias));
        var actual = Gradients((tape, input, weights, bias) => tape.Linear(input, weights, bias));
        for (var parameter = 0; parameter < 3; parameter++)
        {
            for (var index = 0; index < expected[parameter].Length; index++)
            {
                actual[parameter][index].ShouldBe(expected[parameter][index], 1e-4 * Math.Max(1, Math.Abs(expected[parameter][index])));
            }
        }
    }

    [Fact]
    public void Adds_the_bias_to_every_row_of_the_product()
    {
        // Several tiles in each direction with remainders, and more than one block of depth.
        foreach (var (rows, inputs, outputs) in new[] { (1, 1, 1), (13, 5, 33), (200, 70, 65), (7, 600, 40), (3, 0, 4) })
        {
            var parameters = new ParameterSet(new SplittableRandom(1));
            var input = parameters.AddNormal("input", new TensorShape(rows, inputs), 1);
            var weights = parameters.AddNormal("weights", new TensorShape(inputs, outputs), 1);
            var bias = parameters.AddNormal("bias", new TensorShape(outputs), 1);
            var tape = new Tape(parameters);
            tape.Reset(recording: false);
            var linear = tape.Linear(tape.Use(input), tape.Use(weights), tape.Use(bias));
            linear.Shape.ShouldBe(new TensorShape(rows, outputs));
            var product = tape.Multiply(tape.Use(input), tape.Use(weights));
            for (var index = 0; index < linear.Count; index++)
            {
                linear.Values[index].ShouldBe(product.Values[index] + bias.Values[index % outputs], 1e-4);
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        Should.Throw<ArgumentException>(() => tape.Linear(tape.Input(new TensorShape(2, 3)), tape.Input(new TensorShape(3, 4)), tape.Input(new TensorShape(3))))
            .Message.ShouldContain("2 x 3 with weights 3 x 4 and bias 3 does not fit");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Column_sums_have_the_bits_of_the_scalar_form(string width)
    {
        var source = RandomMatrices.Dense(9, 90, 1);
        for (var columns = 0; columns <= 90; columns++)
        {
            var expected = new float[columns];
            var actual = new float[columns + 1];
            actual[columns] = 7;
            fixed (float* from = source.Span, first = expected, second = actual)
            {
                ColumnSums.For(SimdWidth.Scalar).Add(from, 9, columns, first);
                ColumnSums.For(Enum.Parse<SimdWidth>(width)).Add(from, 9, columns, second);
            }

            actual.ShouldBe([.. expected, 7]);
            if (columns > 0)
            {
                expected[0].ShouldBe(Enumerable.Range(0, 9).Sum(row => source.Span[row * columns]), 1e-5f);
            }
        }
    }
}
