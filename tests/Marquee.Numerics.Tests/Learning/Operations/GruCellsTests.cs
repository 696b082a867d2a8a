using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class GruCellsTests
{
    [Fact]
    public void Gradients_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.GruCell(p[0], p[1], p[2]), [new TensorShape(2, 57), new TensorShape(2, 57), new TensorShape(2, 19)]);
        GradientCheck.Verify((tape, p) => tape.Add(p[2], tape.GruCell(p[0], p[0], p[2])), [new TensorShape(2, 15), new TensorShape(1), new TensorShape(2, 5)]);
    }

    [Fact]
    public void An_open_update_gate_keeps_the_state_and_a_closed_one_takes_the_candidate()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        // Reset half open, update closed, open and half open.
        var ofInput = tape.Input(new TensorShape(1, 9), [0, 0, 0, -100, 100, 0, 0.5f, 0.5f, 0.5f]);
        var ofState = tape.Input(new TensorShape(1, 9), [0, 0, 0, 0, 0, 0, 1, 1, 1]);
        var next = tape.GruCell(ofInput, ofState, tape.Input(new TensorShape(1, 3), [3, 3, 3]));
        next.Values[0].ShouldBe(MathF.Tanh(1), 1e-6f);
        next.Values[1].ShouldBe(3, 1e-6f);
        next.Values[2].ShouldBe((3 + MathF.Tanh(1)) / 2, 1e-6f);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        Should.Throw<ArgumentException>(() => tape.GruCell(tape.Input(new TensorShape(1, 9)), tape.Input(new TensorShape(1, 6)), tape.Input(new TensorShape(1, 3))))
            .Message.ShouldContain("takes two maps of 1 x 9, not 1 x 9 and 1 x 6");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_length_gives_what_the_scalar_form_gives(string width)
    {
        for (var hidden = 1; hidden <= 40; hidden++)
        {
            var numbers = RandomMatrices.Dense(1, 8 * hidden, (ulong)hidden);
            float[] Compute(SimdWidth of)
            {
                var results = new float[18 * hidden + 1];
                fixed (float* x = numbers.Span, result = results)
                {
                    var kernel = GruKernel.For(of);
                    var gradients = result + 4 * hidden;
                    kernel.Forward(x, x + 3 * hidden, x + 6 * hidden, hidden, result, result + 3 * hidden);
                    kernel.Backward(x + 3 * hidden, x + 6 * hidden, result, x + 7 * hidden, hidden, gradients, 0, gradients + 3 * hidden, 0, gradients + 6 * hidden, 0);
                    kernel.Backward(x + 3 * hidden, x + 6 * hidden, result, x + 7 * hidden, hidden, gradients, 1, gradients + 7 * hidden, 1, gradients + 10 * hidden, 1);
                }

                return results;
            }

            var (expected, actual) = (Compute(SimdWidth.Scalar), Compute(Enum.Parse<SimdWidth>(width)));
            for (var index = 0; index < expected.Length; index++)
            {
                actual[index].ShouldBe(expected[index], 1e-5, $"{hidden} numbers, {index}");
            }
        }
    }
}
