using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class LossesTests
{
    private static readonly float[] Targets = [0, 1, 0.25f, 1, 0, 0.5f];
    private static readonly float[] Weights = [1, 2, 0, 0.5f, 3, 1];
    private static readonly TensorShape[] Matrix = [new TensorShape(2, 3)];

    [Fact]
    public void Gradients_of_losses_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.SquaredError(p[0], Targets), Matrix);
        GradientCheck.Verify((tape, p) => tape.SquaredError(p[0], Targets, Weights), Matrix);
        GradientCheck.Verify((tape, p) => tape.BinaryCrossEntropy(p[0], Targets), Matrix);
        GradientCheck.Verify((tape, p) => tape.BinaryCrossEntropy(p[0], Targets, Weights), Matrix);
        GradientCheck.Verify((tape, p) => tape.SoftmaxCrossEntropy(p[0], [2, 0]), Matrix);
        GradientCheck.Verify((tape, p) => tape.SoftmaxCrossEntropy(p[0], [-1, 1], [5, 0.5f]), Matrix);
        GradientCheck.Verify((tape, p) => tape.Add(tape.Sum(p[0]), tape.SoftmaxCrossEntropy(p[0], [-1, 1])), Matrix);
    }

    [Fact]
    public void Gradients_of_comparing_losses_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.Bpr(p[0], p[1]), [new TensorShape(4, 1), new TensorShape(4, 3)]);
        GradientCheck.Verify((tape, p) => tape.InfoNce(p[0], p[1], 0.7f), [new TensorShape(4, 3), new TensorShape(4, 3)]);
        // Margins so wide that no small step crosses the bend.
        GradientCheck.Verify((tape, p) => tape.Hinge(p[0], p[1], 20), [new TensorShape(4), new TensorShape(4)]);
        GradientCheck.Verify((tape, p) => tape.Triplet(p[0], p[1], p[2], 50), [new TensorShape(4, 3), new TensorShape(4, 3), new TensorShape(4, 3)], tolerance: 2e-2);
    }

    [Fact]
    public void Losses_have_the_values_worked_by_hand()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        Tensor Row(params float[] numbers) => tape.Input(new TensorShape(numbers.Length), numbers);

        tape.SquaredError(Row(1, 2), [3, 5]).Value.ShouldBe(6.5f);
        tape.SquaredError(Row(1, 2), [3, 5], [1, 2]).Value.ShouldBe(11);
        // p = 3/4: -log(3/4), and -log(1/4) with weight 2.
        tape.BinaryCrossEntropy(Row(MathF.Log(3), MathF.Log(3)), [1, 0], [1, 2]).Value.ShouldBe((float)(-Math.Log(0.75) - 2 * Math.Log(0.25)), 1e-6f);
        tape.BinaryCrossEntropy(Row(1000, -1000, 1000, -50), [1, 0, 0, 0]).Value.ShouldBe(1000);
        tape.BinaryCrossEntropy(Row(-20), [0]).Value.ShouldBe(2.0611536e-9f, 1e-15f);
        tape.SoftmaxCrossEntropy(tape.Input(new TensorShape(2, 2), [0, MathF.Log(3), 128, 128]), [0, 1]).Value.ShouldBe((float)(Math.Log(4) + Math.Log(2)), 1e-5f);
        tape.Bpr(Row(1, 2), Row(1, 2)).Value.ShouldBe(2 * MathF.Log(2), 1e-6f);
        tape.Hinge(Row(1, 2), Row(0.75f, 0)).Value.ShouldBe(0.75f);
        tape.Triplet(tape.Input(new TensorShape(1, 2), [0, 0]), tape.Input(new TensorShape(1, 2), [2, 0]), tape.Input(new TensorShape(1, 2), [0, 1]), 0.5f).Value.ShouldBe(3.5f);
        var identity = tape.Input(new TensorShape(2, 2), [1, 0, 0, 1]);
        tape.InfoNce(identity, identity, 0.5f).Value.ShouldBe(2 * MathF.Log(1 + MathF.Exp(-2)), 1e-6f);
    }

    [Fact]
    public void Targets_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(2, 3));
        Should.Throw<ArgumentException>(() => tape.SquaredError(input, [1])).Message.ShouldContain("6 predictions and 1 targets");
        Should.Throw<ArgumentException>(() => tape.BinaryCrossEntropy(input, new float[6], [1])).Message.ShouldContain("6 targets and 1 weights");
        Should.Throw<ArgumentException>(() => tape.SoftmaxCrossEntropy(input, [1, 2, 0])).Message.ShouldContain("2 rows of logits, 3 targets");
        Should.Throw<ArgumentOutOfRangeException>(() => tape.SoftmaxCrossEntropy(input, [1, 3])).Message.ShouldContain("classes 0 to 2");
        Should.Throw<ArgumentException>(() => tape.InfoNce(input, tape.Input(new TensorShape(3, 3)), 1)).Message.ShouldContain("2 x 3 and 3 x 3");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_length_of_binary_cross_entropy_gives_what_a_plain_loop_gives(string width)
    {
        var kernel = BinaryCrossEntropyKernel.For(Enum.Parse<SimdWidth>(width));
        foreach (var count in Enumerable.Range(0, 50).Append(1030))
        {
            var numbers = RandomMatrices.Dense(3, count, (ulong)count);
            var gradient = new float[count + 1];
            fixed (float* logits = numbers.Span, result = gradient)
            {
                foreach (var weighted in new[] { false, true })
                {
                    var sum = kernel.Run(logits, logits + count, weighted ? logits + 2 * count : null, result, count);
                    var expected = 0.0;
                    for (var index = 0; index < count; index++)
                    {
                        var (logit, target, weight) = (numbers[0, index], numbers[1, index], weighted ? numbers[2, index] : 1);
                        expected += weight * (Math.Log(1 + Math.Exp(logit)) - target * logit);
                        gradient[index].ShouldBe((float)(weight * (1 / (1 + Math.Exp(-logit)) - target)), 1e-5);
                    }

                    sum.ShouldBe(expected, 1e-5 * (count + 1));
                }
            }

            gradient[count].ShouldBe(0);
        }
    }
}
