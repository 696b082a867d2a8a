using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class FeatureMaskTests
{
    [Fact]
    public void A_share_of_the_numbers_becomes_zero_and_the_others_stay()
    {
        float[] source = [.. Enumerable.Range(1, 10_001)];
        var view = new float[source.Length];
        new FeatureMask(0.3).Apply(source, new PlaneShape(1, 1, source.Length), view, new SplittableRandom(1));
        view.Zip(source).ShouldAllBe(pair => pair.First == 0 || pair.First == pair.Second);
        (view.Count(number => number == 0) / (double)view.Length).ShouldBe(0.3, 0.02);
        var other = new float[source.Length];
        new FeatureMask(0.3).Apply(source, new PlaneShape(1, 1, source.Length), other, new SplittableRandom(2));
        // Numbers fall on their own: both views miss .09 of them.
        (view.Zip(other).Count(pair => pair.First == 0 && pair.Second == 0) / (double)view.Length).ShouldBe(0.09, 0.01);
    }

    [Fact]
    public void No_share_leaves_everything_and_the_whole_is_refused()
    {
        var view = new float[3];
        new FeatureMask(0).Apply([1, 2, 3], new PlaneShape(1, 1, 3), view, new SplittableRandom(1));
        view.ShouldBe([1, 2, 3]);
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureMask(1));
    }
}
