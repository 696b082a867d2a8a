using Marquee.Data;

namespace Marquee.Recommenders.Tests.Serving.ReRanking;

public sealed class FranchiseCapTests
{
    private static readonly Item[] Items =
    [
        Of("a", franchise: "Bond"), Of("b", franchise: "bond "), Of("c", franchise: "Bond"), Of("d"), Of("e", series: "s"), new() { Id = "s", Kind = "Series" }, Of("f", series: "s"), Of("g", series: "Bond"),
        Of("h", franchise: "Bond", series: "s"),
    ];

    private static readonly ScoredItem[] Candidates = [.. Enumerable.Range(0, Items.Length).Select(item => new ScoredItem(item, -item)), new(99, -99)];

    [Fact]
    public void The_best_of_each_franchise_stay()
    {
        Left(new FranchiseCap(Items, 1)).ShouldBe([0, 3, 4, 7, 99]);
        Left(new FranchiseCap(Items, 2)).ShouldBe([0, 1, 3, 4, 5, 7, 99]);
        Left(new FranchiseCap(Items, 2).AtMost(1)).ShouldBe([0, 3, 4, 7, 99]);
    }

    [Fact]
    public void A_pipeline_looks_deeper_to_fill_the_list()
    {
        var pipeline = new RecommendationPipeline(new FixedScores([.. Enumerable.Range(0, 9).Select(item => (float)-item)]), reRankers: [new FranchiseCap(Items, 1)]);
        pipeline.Recommend(default, new RecommendationRequest { Count = 3 }).Select(line => line.Item).ShouldBe([0, 3, 4]);
        // What chance brings in is capped too.
        pipeline.Recommend(default, new RecommendationRequest { Count = 4, Exploration = new Exploration(1, 100) }).Select(line => line.Item).Order().ShouldBe([0, 3, 4, 7]);
    }

    [Fact]
    public void The_cap_of_a_changed_catalogue_is_that_of_the_catalogue_as_it_is_now()
    {
        Item[] now = [.. Items, Of("i", franchise: "Alien"), Of("j", franchise: "ALIEN")];
        now[1] = Of("b", franchise: "Alien");
        now[3] = Of("d", franchise: "Bond");
        int[] changed = [1, 3, 9, 10];
        ScoredItem[] candidates = [.. Enumerable.Range(0, now.Length).Select(item => new ScoredItem(item, -item))];
        new FranchiseCap(Items, 1).With(now, changed).ReRank(default, candidates, 10).ShouldBe(new FranchiseCap(now, 1).ReRank(default, candidates, 10));
        Left(new FranchiseCap(Items, 1).With(now, changed)).ShouldBe([0, 1, 4, 7, 99]);
    }

    [Fact]
    public void A_cap_of_nothing_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new FranchiseCap(Items, 0));

    private static IEnumerable<int> Left(FranchiseCap cap) => cap.ReRank(default, Candidates, 10).Select(line => line.Item);

    private static Item Of(string id, string franchise = "", string series = "") => new()
    {
        Id = id,
        Kind = "episode",
        Attributes = new AttributeMap([KeyValuePair.Create(ServingAttributes.Franchise, franchise), KeyValuePair.Create(ServingAttributes.Series, series)]),
    };
}
