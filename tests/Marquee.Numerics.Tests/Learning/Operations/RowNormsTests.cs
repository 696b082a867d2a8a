using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class RowNormsTests
{
    [Fact]
    public void Gradients_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.NormalizeRows(p[0]), [new TensorShape([2, 3, 20])]);
        GradientCheck.Verify((tape, p) => tape.Add(p[0], tape.NormalizeRows(p[0])), [new TensorShape(3, 5)]);
    }

    [Fact]
    public void Rows_have_length_one_and_zeros_stay()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var input = parameters.AddConstant("input", new TensorShape(2, 2));
        new float[] { 3, 4, 0, 0 }.CopyTo(input.Values);
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        var output = tape.NormalizeRows(tape.Use(input));
        output.Values[0].ShouldBe(0.6f, 1e-6f);
        output.Values[1].ShouldBe(0.8f, 1e-6f);
        output.Values[2..].ToArray().ShouldBe([0, 0]);
        tape.Backward(tape.Sum(output));
        // Across the row, by one over its length: (1, 1) without its part along (0.6, 0.8), divided by 5.
        tape.Gradients[input].Values[0].ShouldBe((1 - 1.4f * 0.6f) / 5, 1e-6f);
        tape.Gradients[input].Values[1].ShouldBe((1 - 1.4f * 0.8f) / 5, 1e-6f);
        tape.Gradients[input].Values[2..].ToArray().ShouldBe([0, 0]);
    }
}
