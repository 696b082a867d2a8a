using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class ReductionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_along_an_axis_agree_with_differences(int axis)
    {
        TensorShape[] shape = [new TensorShape([2, 3, 4, 5])];
        GradientCheck.Verify((tape, p) => tape.Sum(p[0], axis), shape);
        GradientCheck.Verify((tape, p) => tape.Mean(p[0], axis), shape);
        GradientCheck.Verify((tape, p) => tape.Add(p[0], tape.Reshape(tape.Mean(p[0], axis), p[0].Shape.With(axis, 1))), shape);
    }

    [Fact]
    public void Gradients_of_totals_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.Sum(p[0]), [new TensorShape(3, 4)]);
        GradientCheck.Verify((tape, p) => tape.Mean(p[0]), [new TensorShape(3, 4)]);
    }

    [Fact]
    public void Sums_and_means_of_numbers_worked_by_hand()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape([2, 2, 2]), [1, 2, 3, 4, 5, 6, 7, 80]);
        tape.Sum(input).Value.ShouldBe(108);
        tape.Mean(input).Value.ShouldBe(13.5f);
        tape.Sum(input, 0).Values.ToArray().ShouldBe([6, 8, 10, 84]);
        tape.Sum(input, 1).Values.ToArray().ShouldBe([4, 6, 12, 86]);
        tape.Mean(input, ^1).Values.ToArray().ShouldBe([1.5f, 3.5f, 5.5f, 43.5f]);
        tape.Mean(input, ^1).Shape.ShouldBe(new TensorShape(2, 2));
        tape.Mean(tape.Input(new TensorShape(2, 0)), 1).Values.ToArray().ShouldBe([0, 0]);
        Should.Throw<ArgumentOutOfRangeException>(() => tape.Sum(input, 3)).Message.ShouldContain("2 x 2 x 2 has 3 axes");
    }

    [Fact]
    public void A_sum_of_many_numbers_keeps_its_digits()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(1 << 22));
        input.Values.Fill(0.1f);
        tape.Sum(input).Value.ShouldBe(0.1f * (1 << 22), 3f);
    }
}
