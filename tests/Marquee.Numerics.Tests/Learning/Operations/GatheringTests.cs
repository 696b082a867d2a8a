using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class GatheringTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_of_rows_of_a_parameter_agree_with_differences(bool sparse)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(5, 3), 1, sparse);
        GradientCheck.Verify(parameters, tape => tape.Gather(table, [4, 1, -1, 4]));
    }

    [Fact]
    public void Gradients_of_rows_of_a_tensor_agree_with_differences() =>
        GradientCheck.Verify((tape, p) => tape.Gather(tape.Multiply(p[0], p[1]), [2, 0, 2, -1]), [new TensorShape(3, 2), new TensorShape(2, 4)]);

    [Fact]
    public void A_sparse_gradient_names_the_rows_that_took_part()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(1000, 3), 1, hasSparseGradient: true);
        var tape = new Tape(parameters);
        foreach (var rows in new[] { Enumerable.Range(0, 500).ToArray(), [7, 3, 7] })
        {
            tape.Reset(recording: true);
            tape.Backward(tape.SquaredError(tape.Gather(table, rows), new float[rows.Length * 3]));
            tape.Gradients[table].Rows.ToArray().ShouldBe(rows.Distinct());
        }
    }

    [Fact]
    public void A_row_that_is_not_there_is_refused()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(5, 3), 1);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        Should.Throw<ArgumentOutOfRangeException>(() => tape.Gather(table, [0, 5])).Message.ShouldContain("rows 0 to 4");
    }
}
