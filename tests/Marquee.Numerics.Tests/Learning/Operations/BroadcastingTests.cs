using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class BroadcastingTests
{
    public static TheoryData<int[], int[], int[]> Shapes => new()
    {
        { [2, 3, 4], [2, 3, 4], [2, 3, 4] },
        { [3, 4], [4], [3, 4] },
        { [3, 4], [3, 1], [3, 4] },
        { [3, 4], [], [3, 4] },
        { [], [2, 2], [2, 2] },
        { [1, 4], [3, 1], [3, 4] },
        { [2, 1, 4], [1, 3, 4], [2, 3, 4] },
        { [2, 3, 2, 3], [3, 1, 3], [2, 3, 2, 3] },
        { [2, 1, 2, 1], [1, 3, 1, 20], [2, 3, 2, 20] },
        { [1, 1], [1], [1, 1] },
        { [0, 4], [4], [0, 4] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Repeats_along_axes_of_length_one(int[] left, int[] right, int[] expected)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var a = parameters.AddNormal("a", new TensorShape(left), 1);
        var b = parameters.AddNormal("b", new TensorShape(right), 1);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        var (sum, difference, product) = (tape.Add(tape.Use(a), tape.Use(b)), tape.Subtract(tape.Use(a), tape.Use(b)), tape.MultiplyElements(tape.Use(a), tape.Use(b)));
        sum.Shape.ShouldBe(new TensorShape(expected));
        for (var index = 0; index < sum.Count; index++)
        {
            var x = a.Values[PlaceIn(left, index, expected)];
            var y = b.Values[PlaceIn(right, index, expected)];
            sum.Values[index].ShouldBe(x + y);
            difference.Values[index].ShouldBe(x - y);
            product.Values[index].ShouldBe(x * y);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_agree_with_differences(int[] left, int[] right, int[] expected)
    {
        expected.Length.ShouldBe(Math.Max(left.Length, right.Length));
        TensorShape[] shapes = [new TensorShape(left), new TensorShape(right)];
        GradientCheck.Verify((tape, p) => tape.Add(p[0], p[1]), shapes);
        GradientCheck.Verify((tape, p) => tape.Subtract(p[0], p[1]), shapes);
        GradientCheck.Verify((tape, p) => tape.MultiplyElements(p[0], p[1]), shapes);
    }

    [Fact]
    public void A_tensor_combined_with_itself_gets_both_gradients()
    {
        GradientCheck.Verify((tape, p) => tape.MultiplyElements(p[0], p[0]), [new TensorShape(3, 4)]);
        GradientCheck.Verify((tape, p) => tape.Add(p[0], tape.Subtract(p[0], tape.Scale(p[0], 3))), [new TensorShape(3, 4)]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        Should.Throw<ArgumentException>(() => tape.Add(tape.Input(new TensorShape(2, 3)), tape.Input(new TensorShape(2, 1, 4))))
            .Message.ShouldContain("axis 1 has length 3 and 4");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_length_gives_the_bits_of_the_scalar_form(string width)
    {
        var left = RandomMatrices.Dense(1, 41, 1);
        var right = RandomMatrices.Dense(1, 41, 2);
        foreach (var combination in Enum.GetValues<Combination>())
        {
            foreach (var (leftStep, rightStep) in new[] { (1, 1), (0, 1), (1, 0) })
            {
                for (var count = 0; count <= 40; count++)
                {
                    float[] expected = new float[count + 1], actual = new float[count + 1];
                    fixed (float* a = left.Span, b = right.Span, first = expected, second = actual)
                    {
                        CombinationKernel.For(SimdWidth.Scalar).Combine(combination, a, leftStep, b, rightStep, first, count);
                        CombinationKernel.For(Enum.Parse<SimdWidth>(width)).Combine(combination, a, leftStep, b, rightStep, second, count);
                    }

                    actual.ShouldBe(expected, $"{combination}, {count} numbers, steps {leftStep} and {rightStep}");
                }
            }
        }
    }

    private static int PlaceIn(int[] lengths, int index, int[] result)
    {
        var (place, step) = (0, 1);
        for (var fromLast = 1; fromLast <= result.Length; fromLast++)
        {
            var coordinate = index % result[^fromLast];
            index /= result[^fromLast];
            if (fromLast <= lengths.Length)
            {
                place += lengths[^fromLast] == 1 ? 0 : coordinate * step;
                step *= lengths[^fromLast];
            }
        }

        return place;
    }
}
