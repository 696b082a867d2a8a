namespace Marquee.Recommenders.Tests;

public sealed class StandardizedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(1000)]
    public void Brings_scores_to_mean_0_and_deviation_1(int length)
    {
        float[] scores = [.. Enumerable.Range(0, length).Select(item => 100 + (item * 7919 % 31) / 8f)];
        var mean = scores.Average(score => (double)score);
        var deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        var sums = new float[length];
        Array.Fill(sums, 1);

        var unit = Standardized.Of(scores);
        unit.AddTo(sums, scores, 2);

        for (var item = 0; item < length; item++)
        {
            var expected = length == 1 ? 0 : (scores[item] - mean) / deviation;
            unit[scores[item]].ShouldBe((float)expected, 1e-3f);
            sums[item].ShouldBe((float)(1 + 2 * expected), 1e-3f);
        }
    }

    [Fact]
    public void Says_nothing_where_all_scores_are_alike()
    {
        var sums = new float[40];
        Standardized.Of(Enumerable.Repeat(.1f, 40).ToArray()).AddTo(sums, Enumerable.Repeat(.1f, 40).ToArray(), 5);
        sums.ShouldAllBe(sum => sum == 0);
        Standardized.Of([]).Scale.ShouldBe(0);
    }
}
