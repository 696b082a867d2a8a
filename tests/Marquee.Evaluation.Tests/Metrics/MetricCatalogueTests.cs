using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Metrics;

public class MetricCatalogueTests
{
    [Theory]
    [InlineData("precision@10", typeof(PrecisionAt), 10)]
    [InlineData("recall@20", typeof(RecallAt), 20)]
    [InlineData("f1@5", typeof(F1At), 5)]
    [InlineData("hr@1", typeof(HitRateAt), 1)]
    [InlineData("map@10", typeof(AveragePrecisionAt), 10)]
    [InlineData("mrr@10", typeof(ReciprocalRankAt), 10)]
    [InlineData("ndcg@100", typeof(NormalizedDiscountedGainAt), 100)]
    [InlineData("auc", typeof(AreaUnderCurve), 0)]
    [InlineData("coverage@10", typeof(CoverageAt), 10)]
    [InlineData("gini@10", typeof(ExposureGiniAt), 10)]
    [InlineData("novelty@10", typeof(NoveltyAt), 10)]
    [InlineData("longtail@10", typeof(LongTailShareAt), 10)]
    [InlineData("ils@10", typeof(IntraListSimilarityAt), 10)]
    public void A_key_finds_its_metric(string key, Type type, int length)
    {
        var metric = MetricCatalogue.Parse(key);
        metric.ShouldBeOfType(type);
        metric.Key.ShouldBe(key);
        metric.ListLength.ShouldBe(length);
    }

    [Theory]
    [InlineData("ndgc@10")]
    [InlineData("ndcg")]
    [InlineData("ndcg@")]
    [InlineData("ndcg@0")]
    [InlineData("ndcg@-3")]
    [InlineData("ndcg@ten")]
    [InlineData("auc@10")]
    [InlineData("")]
    public void A_wrong_key_is_answered_with_the_right_ones(string key) =>
        Should.Throw<OptionException>(() => MetricCatalogue.Parse(key)).Message.ShouldContain("ndcg@k, auc");

    [Fact]
    public void All_metrics_at_a_cutoff_have_different_keys_that_can_be_parsed()
    {
        var keys = MetricCatalogue.AllAt(7).Select(metric => metric.Key).ToArray();
        keys.ShouldBeUnique();
        keys.ShouldAllBe(key => MetricCatalogue.Parse(key).Key == key);
    }
}
