using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class SegmentSumsTests
{
    private static readonly int[] Indices = [3, 0, 3, 4, 1, 1];
    private static readonly int[] Starts = [0, 3, 3, 6];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_of_a_parameter_agree_with_differences(bool sparse)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(5, 3), 1, sparse);
        var weights = parameters.AddNormal("weights", new TensorShape(6), 1);
        GradientCheck.Verify(parameters, tape => tape.SegmentSum(table, Indices, Starts));
        GradientCheck.Verify(parameters, tape => tape.SegmentSum(table, Indices, Starts, [1, -2, 0.5f, 0, 1, 3]));
        GradientCheck.Verify(parameters, tape => tape.SegmentSum(table, Indices, Starts, tape.Use(weights)));
    }

    [Fact]
    public void Gradients_of_a_tensor_agree_with_differences()
    {
        TensorShape[] shapes = [new TensorShape(5, 20), new TensorShape(6)];
        GradientCheck.Verify((tape, p) => tape.SegmentSum(tape.Tanh(p[0]), Indices, Starts), shapes[..1]);
        GradientCheck.Verify((tape, p) => tape.SegmentSum(p[0], Indices, Starts, p[1]), shapes);
    }

    [Fact]
    public void Sums_rows_by_weight_in_each_segment()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var table = tape.Input(new TensorShape(5, 2), [1, 2, 10, 20, 100, 200, 1000, 2000, 5, 6]);
        tape.SegmentSum(table, Indices, Starts).Values.ToArray().ShouldBe([2001, 4002, 0, 0, 25, 46]);
        tape.SegmentSum(table, Indices, Starts, [1, 2, 3, 4, 5, 6]).Values.ToArray().ShouldBe([4002, 8004, 0, 0, 130, 244]);
    }

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var table = tape.Input(new TensorShape(5, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => tape.SegmentSum(table, [0, 5], [0, 2])).Message.ShouldContain("rows 0 to 4; position 1");
        Should.Throw<ArgumentException>(() => tape.SegmentSum(table, [0, 1], [0, 1])).Message.ShouldContain("from 0 to the number of indices, 2");
        Should.Throw<ArgumentException>(() => tape.SegmentSum(table, [0, 1], [0, 2, 1, 2])).Message.ShouldContain("Segment 1 begins at 2 and ends at 1");
        Should.Throw<ArgumentException>(() => tape.SegmentSum(table, [0, 1], [0, 2], [1f])).Message.ShouldContain("2 indices and 1 weights");
    }

    [Fact]
    public void Rows_are_scattered_to_where_they_belong()
    {
        GradientCheck.Verify((tape, p) => tape.ScatterAdd(p[0], [2, 0, -1, 2], 4), [new TensorShape(4, 3)]);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(3, 2), [1, 2, 3, 4, 5, 6]);
        tape.ScatterAdd(input, [1, 1, -1], 3).Values.ToArray().ShouldBe([0, 0, 4, 6, 0, 0]);
        Should.Throw<ArgumentOutOfRangeException>(() => tape.ScatterAdd(input, [1, 1, 3], 3)).Message.ShouldContain("rows 0 to 2");
        Should.Throw<ArgumentException>(() => tape.ScatterAdd(input, [1], 3)).Message.ShouldContain("3 rows and 1 indices");
    }

    [Fact]
    public void Inner_products_of_rows_are_those_worked_by_hand()
    {
        GradientCheck.Verify((tape, p) => tape.RowDot(p[0], p[1]), [new TensorShape([2, 2, 5]), new TensorShape([2, 2, 5])]);
        GradientCheck.Verify((tape, p) => tape.RowDot(p[0], p[0]), [new TensorShape(3, 5)]);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(2, 2), [1, 2, 3, 4]);
        tape.RowDot(input, input).Values.ToArray().ShouldBe([5, 25]);
        Should.Throw<ArgumentException>(() => tape.RowDot(input, tape.Input(new TensorShape(2, 3)))).Message.ShouldContain("2 x 2 and 2 x 3");
    }
}
