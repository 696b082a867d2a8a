using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class BagsTests
{
    [Fact]
    public void A_bag_is_the_weighted_sum_of_its_rows_and_an_empty_one_zero()
    {
        var (tape, table) = Table(sparse: false);
        tape.SumBags(table, [0, 2, 2, 3], [2, 0, 1], [2, -1, .5f]).Values.ToArray().ShouldBe([9, 10, 0, 0, 1.5f, 2]);
        tape.SumBags(table, [0, 2], [1, 1]).Values.ToArray().ShouldBe([6, 8]);
        tape.SumBags(table, [0], []).Shape.ShouldBe(new TensorShape(0, 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_agree_with_differences(bool sparse)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(5, 3), 1, sparse);
        GradientCheck.Verify(parameters, tape => tape.SumBags(table, [0, 3, 3, 5], [4, 0, 4, 1, 0], [1, 2, -.5f, 1.5f, 3]));
        GradientCheck.Verify(parameters, tape => tape.SumBags(table, [0, 3, 3, 5], [4, 0, 4, 1, 0]));
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var (tape, table) = Table(sparse: false);
        Should.Throw<ArgumentException>(() => tape.SumBags(table, [0, 1], [0, 1]));
        Should.Throw<ArgumentException>(() => tape.SumBags(table, [0, 2, 1, 2], [0, 1])).Message.ShouldContain("bag 1");
        Should.Throw<ArgumentException>(() => tape.SumBags(table, [0, 2], [0, 1], [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => tape.SumBags(table, [0, 1], [3]));
    }

    private static (Tape Tape, Parameter Table) Table(bool sparse)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddConstant("table", new TensorShape(3, 2), hasSparseGradient: sparse);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(table.Values);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        return (tape, table);
    }
}
