using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class SoftmaxesTests
{
    private static readonly TensorShape[] Shape = [new TensorShape([2, 3, 19])];

    [Fact]
    public void Gradients_of_softmax_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.Softmax(p[0]), Shape);
        GradientCheck.Verify((tape, p) => tape.Add(tape.Softmax(p[0]), p[0]), Shape);
    }

    [Fact]
    public void Gradients_of_its_logarithm_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.LogSoftmax(p[0]), Shape);
        GradientCheck.Verify((tape, p) => tape.Add(tape.LogSoftmax(p[0]), p[0]), Shape);
    }

    [Fact]
    public void Gradients_of_the_logarithm_of_the_sum_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.LogSumExp(p[0]), Shape);
        GradientCheck.Verify((tape, p) => tape.Add(tape.LogSumExp(p[0]), tape.Sum(p[0], ^1)), Shape);
    }

    [Fact]
    public void Gives_probabilities_without_overflow()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(3, 2), [0, MathF.Log(3), 128, 128, float.NegativeInfinity, -1000]);
        Verify(tape.Softmax(input), [0.25, 0.75, 0.5, 0.5, 0, 1]);
        Verify(tape.LogSoftmax(input), [Math.Log(0.25), Math.Log(0.75), Math.Log(0.5), Math.Log(0.5), double.NegativeInfinity, 0]);
        Verify(tape.LogSumExp(input), [Math.Log(4), 128 + Math.Log(2), -1000]);
        tape.LogSumExp(input).Shape.ShouldBe(new TensorShape(3));
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_length_gives_what_a_plain_loop_gives(string width)
    {
        var kernel = ExponentialKernel.For(Enum.Parse<SimdWidth>(width));
        for (var count = 0; count <= 70; count++)
        {
            var numbers = RandomMatrices.Dense(3, count + 1, (ulong)count);
            var target = new float[count + 1];
            fixed (float* x = numbers.Span, result = target)
            {
                var (y, addend) = ((nint)(x + count + 1), (nint)(x + 2 * (count + 1)));
                kernel.SumExp(x, 0.3f, count).ShouldBe((float)Enumerable.Range(0, count).Sum(index => Math.Exp(numbers[0, index] - 0.3)), 1e-5 * (count + 1));
                foreach (var added in new[] { false, true })
                {
                    kernel.AddExp(x, 0.3f, -2, added ? (float*)addend : null, result, count);
                    for (var index = 0; index < count; index++)
                    {
                        target[index].ShouldBe((float)(-2 * Math.Exp(numbers[0, index] - 0.3) + (added ? numbers[2, index] : 0)), 1e-4);
                    }

                    kernel.AddProduct(x, (float*)y, 0.3f, added ? (float*)addend : null, result, count);
                    for (var index = 0; index < count; index++)
                    {
                        target[index].ShouldBe(numbers[0, index] * (numbers[1, index] - 0.3f) + (added ? numbers[2, index] : 0), 1e-5);
                    }
                }

                target[count].ShouldBe(0);
            }
        }
    }

    private static void Verify(Tensor actual, double[] expected)
    {
        actual.Count.ShouldBe(expected.Length);
        for (var index = 0; index < expected.Length; index++)
        {
            if (double.IsNegativeInfinity(expected[index]))
            {
                actual.Values[index].ShouldBe(float.NegativeInfinity);
            }
            else
            {
                actual.Values[index].ShouldBe((float)expected[index], 1e-5);
            }
        }
    }
}
