using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class ColumnScaleTests
{
    [Fact]
    public void Columns_have_mean_0_and_deviation_1_and_others_are_scaled_alike()
    {
        var vectors = new DenseMatrix(4, 2, new float[] { 1, 10, 3, 10, 5, 10, 7, 10 });
        var others = new DenseMatrix(1, 2, new float[] { 4, 99 });
        var scale = ColumnScale.Of(vectors);
        scale.Apply(vectors);
        scale.Apply(others);
        var deviation = MathF.Sqrt(5);
        vectors.Span.ToArray().ShouldBe([-3 / deviation, 0, -1 / deviation, 0, 1 / deviation, 0, 3 / deviation, 0], 1e-6f);
        others.Span.ToArray().ShouldBe([0, 0]);
        (scale.Means[0], scale.Factors[1]).ShouldBe((4, 0));
    }

    [Fact]
    public void Other_columns_are_refused() =>
        Should.Throw<ArgumentException>(() => ColumnScale.Of(new DenseMatrix(1, 2)).Apply(new DenseMatrix(1, 3))).Message.ShouldStartWith("The scale is that of 2 columns, and there are 3.");
}
