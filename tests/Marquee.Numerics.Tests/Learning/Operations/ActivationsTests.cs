using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class ActivationsTests
{
    private static readonly TensorShape[] Shape = [new TensorShape(5, 7)];

    [Fact]
    public void Gradients_of_gelu_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Gelu(p[0]), Shape, scale: 2);

    [Fact]
    public void Gradients_of_sigmoid_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Sigmoid(p[0]), Shape, scale: 3);

    [Fact]
    public void Gradients_of_tanh_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Tanh(p[0]), Shape);

    [Fact]
    public void Gradients_of_softplus_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Softplus(p[0]), Shape, scale: 3);

    [Fact]
    public void Gradients_of_exp_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Exp(p[0]), Shape);

    [Fact]
    public void Gradients_of_log_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Log(tape.Exp(p[0])), Shape);

    [Fact]
    public void Gradients_of_square_agree_with_differences() => GradientCheck.Verify((tape, p) => tape.Square(p[0]), Shape);

    [Fact]
    public void Gradients_add_where_a_tensor_is_used_twice() => GradientCheck.Verify((tape, p) => tape.Add(tape.Tanh(p[0]), tape.Sigmoid(p[0])), Shape);

    [Fact]
    public void Relu_passes_positive_numbers_and_their_gradient_alone()
    {
        var (values, gradient) = Run([-2, 0, 3, -0f], tape => tape.Relu);
        values.ShouldBe([0, 0, 3, 0]);
        gradient.ShouldBe([0, 0, 3, 0]);
        Run([float.NaN, 1], tape => tape.Relu).Values[0].ShouldBe(float.NaN);
    }

    [Fact]
    public void Gelu_has_the_published_values() =>
        Run([-1, 0, 1, 3], tape => tape.Gelu).Values.Zip([-0.158808f, 0, 0.841192f, 2.996363f]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5);

    [Fact]
    public void Softplus_neither_overflows_nor_loses_small_numbers()
    {
        var (values, _) = Run([100, 1000, -20, -30, -1000, 0], tape => tape.Softplus);
        values[0].ShouldBe(100);
        values[1].ShouldBe(1000);
        values[2].ShouldBe(2.0611536e-9f, 1e-15f);
        values[3].ShouldBe(9.357623e-14f, 1e-19f);
        values[4].ShouldBe(0);
        values[5].ShouldBe(0.6931472f, 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_width_and_length_gives_what_the_scalar_form_gives(string width)
    {
        var chosen = Enum.Parse<SimdWidth>(width);
        Compare<Activations.ReluFunction>(chosen);
        Compare<Activations.GeluFunction>(chosen);
        Compare<Activations.SigmoidFunction>(chosen);
        Compare<Activations.TanhFunction>(chosen);
        Compare<Activations.SoftplusFunction>(chosen);
        Compare<ElementFunctions.ExpFunction>(chosen);
        Compare<ElementFunctions.LogFunction>(chosen);
        Compare<ElementFunctions.SquareFunction>(chosen);
    }

    private static unsafe void Compare<TFunction>(SimdWidth width)
        where TFunction : struct, IElementFunction
    {
        var random = new SplittableRandom(3);
        for (var count = 0; count <= 40; count++)
        {
            var x = new float[count];
            var gradient = new float[count];
            for (var index = 0; index < count; index++)
            {
                x[index] = (float)(4 * random.NextGaussian());
                gradient[index] = (float)random.NextGaussian();
            }

            float[][] Compute(SimdWidth of)
            {
                // A canary behind each shows whether too much was written.
                float[] y = new float[count + 1], overwritten = new float[count + 1], added = new float[count + 1];
                Array.Fill(added, 2);
                fixed (float* input = x, output = y, outer = gradient, first = overwritten, second = added)
                {
                    ElementMap.Forward<TFunction>(of, input, output, count);
                    ElementMap.Backward<TFunction>(of, input, output, outer, first, count, add: false);
                    ElementMap.Backward<TFunction>(of, input, output, outer, second, count, add: true);
                }

                return [y, overwritten, added];
            }

            foreach (var (expected, actual) in Compute(SimdWidth.Scalar).Zip(Compute(width)))
            {
                for (var index = 0; index <= count; index++)
                {
                    if (float.IsNaN(expected[index]))
                    {
                        actual[index].ShouldBe(float.NaN);
                        continue;
                    }

                    actual[index].ShouldBe(expected[index], 1e-6 * Math.Max(1, Math.Abs(expected[index])), $"{typeof(TFunction).Name}, {count} numbers");
                }
            }
        }
    }

    private static (float[] Values, float[] Gradient) Run(float[] numbers, Func<Tape, Func<Tensor, Tensor>> function)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var input = parameters.AddConstant("input", new TensorShape(numbers.Length));
        numbers.CopyTo(input.Values);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        var output = function(tape)(tape.Use(input));
        tape.Backward(tape.SquaredError(output, new float[numbers.Length]));
        return (output.Values.ToArray(), tape.Gradients[input].Values.ToArray());
    }
}
