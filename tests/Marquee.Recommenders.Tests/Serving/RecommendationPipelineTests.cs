using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class RecommendationPipelineTests
{
    private static readonly History History = new(new[] { 1, 3 });
    private readonly FixedScores _model = new(5, 9, 7, 8, 7, 6);

    [Fact]
    public void Gives_the_best_unseen_items_best_first_and_the_lower_index_first_among_equals()
    {
        var list = Recommend(new RecommendationRequest { Count = 3 });
        list.Select(line => line.Item).ShouldBe([2, 4, 5]);
        list.Select(line => line.Score).ShouldBe([7.02f, 7.02f, 6.02f]);
        list.ShouldAllBe(line => line.Explanation == null);
    }

    [Fact]
    public void Gives_seen_items_again_when_told_to() =>
        Recommend(new RecommendationRequest { Count = 3, IncludeSeen = true }).Select(line => line.Item).ShouldBe([1, 3, 2]);

    [Fact]
    public void Gives_a_shorter_list_where_there_are_not_as_many_candidates() =>
        Recommend(new RecommendationRequest { Count = 100, Rules = [new ExcludeRule(new[] { 4 })] }).Select(line => line.Item).ShouldBe([2, 5, 0]);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Gives_nothing_where_nothing_is_wanted_or_left(int count) =>
        Recommend(new RecommendationRequest { Count = count, Rules = [new ExcludeRule(new[] { 0, 1, 2, 3, 4, 5 })] }).ShouldBeEmpty();

    [Fact]
    public void Refuses_a_negative_count() => Should.Throw<ArgumentOutOfRangeException>(() => new RecommendationRequest { Count = -1 });

    [Fact]
    public void Applies_the_rules_of_the_catalogue_and_of_the_request()
    {
        Item[] items = [.. Enumerable.Range(0, 9).Select(item => new Item { Id = $"{item}", Hidden = item is 2 or 8 })];
        var pipeline = RecommendationPipeline.ForCatalogue(_model, items);
        pipeline.Recommend(History, new RecommendationRequest { Rules = [new ExcludeRule(new[] { 5 })] }).Select(line => line.Item).ShouldBe([4, 0]);
    }

    [Fact]
    public void Several_lists_come_from_one_scoring()
    {
        var (pipeline, scratch) = (new RecommendationPipeline(_model), new RecommendationScratch());
        Should.Throw<ArgumentException>(() => pipeline.Choose(History, new RecommendationRequest(), scratch)).Message.ShouldContain("call Score first");
        pipeline.Score(History, scratch);
        for (var round = 0; round < 2; round++)
        {
            pipeline.Choose(History, new RecommendationRequest { Count = 2 }, scratch).Select(line => line.Item).ShouldBe([2, 4]);
            pipeline.Choose(History, new RecommendationRequest { Rules = [new ExcludeRule(new[] { 2, 4 })] }, scratch).Select(line => line.Item).ShouldBe([5, 0]);
            scratch.Scores.ToArray().ShouldBe([5.02f, 9.02f, 7.02f, 8.02f, 7.02f, 6.02f]);
        }
    }

    [Fact]
    public void One_memory_serves_models_of_all_sizes()
    {
        var scratch = new RecommendationScratch();
        foreach (var model in new[] { _model, new FixedScores(1, 2), new FixedScores([.. Enumerable.Range(0, 300).Select(item => (float)item)]), new FixedScores(3) })
        {
            var pipeline = new RecommendationPipeline(model);
            pipeline.Recommend(History, new RecommendationRequest { Count = 4 }, scratch).ShouldBe(pipeline.Recommend(History, new RecommendationRequest { Count = 4 }));
        }
    }

    [Fact]
    public void Given_items_are_ranked()
    {
        var (pipeline, scratch) = (new RecommendationPipeline(_model), new RecommendationScratch());
        pipeline.Rank(History, [0, 3, 5, 5, 99, -1, 4], new RecommendationRequest { IncludeSeen = true }, scratch).Select(line => line.Item).ShouldBe([3, 4, 5, 0]);
        pipeline.Rank(History, [0, 3, 5], new RecommendationRequest { Rules = [new ExcludeRule(new[] { 0 })] }, scratch).Select(line => line.Item).ShouldBe([5]);
        pipeline.Rank(History, [], new RecommendationRequest(), scratch).ShouldBeEmpty();
    }

    [Fact]
    public void A_request_allocates_nothing_of_the_size_of_the_catalogue()
    {
        var pipeline = new RecommendationPipeline(new FixedScores([.. Enumerable.Range(0, 100_000).Select(item => (float)(item % 977))]), [new HiddenRule([])]);
        var (scratch, request) = (new RecommendationScratch(), new RecommendationRequest());
        pipeline.Recommend(History, request, scratch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            pipeline.Recommend(History, request, scratch);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThan(2000);
    }

    [Fact]
    public void Where_nothing_is_left_to_chance_every_item_is_certain() =>
        Recommend(new RecommendationRequest()).ShouldAllBe(line => line.Propensity == 1);

    [Fact]
    public void Chance_obeys_the_rules_and_the_seed()
    {
        var request = new RecommendationRequest { Count = 3, Exploration = new Exploration(1, 100), Rules = [new ExcludeRule(new[] { 4 })] };
        var lists = Enumerable.Range(0, 50).Select(seed => Recommend(request with { Seed = (ulong)seed })).ToArray();
        foreach (var list in lists)
        {
            list.Select(line => line.Item).Order().ShouldBe([0, 2, 5]);
            list.Select(line => line.Propensity).ShouldBe([1 / 3f, 1 / 2f, 1f]);
        }

        lists.Select(list => list[0].Item).Distinct().Count().ShouldBe(3);
        Recommend(request with { Seed = 7 }).ShouldBe(lists[7]);
    }

    [Fact]
    public void Explains_when_told_to()
    {
        var line = Recommend(new RecommendationRequest { Count = 1, Explain = true }).Single();
        line.Explanation!.Item.ShouldBe(line.Item);
        line.Explanation.Score.ShouldBe(line.Score, 1e-5f);
    }

    [Fact]
    public void Re_rankers_choose_from_as_deep_as_they_ask_and_the_list_is_cut_after_the_last()
    {
        var pipeline = new RecommendationPipeline(_model, reRankers: [new Reversed(4), new Reversed(3)]);
        pipeline.Recommend(default, new RecommendationRequest { Count = 2 }).Select(line => line.Item).ShouldBe([1, 3]);
        new RecommendationPipeline(_model, reRankers: [new Reversed(4)])
            .Recommend(default, new RecommendationRequest { Count = 2 }).Select(line => line.Item).ShouldBe([4, 2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Gives_many_the_same_lists_as_one_by_one(int threads)
    {
        var snapshot = SampleSnapshots.Tastes();
        var family = ModelCatalogue.Find("item-knn");
        var pipeline = new RecommendationPipeline((IRecommender)family.Train(snapshot, family.Options.Defaults, new TrainingContext()));
        var histories = Enumerable.Range(0, 150).Select(index => snapshot.Interactions.HistoryOf(index % snapshot.Users.Count)).ToArray();
        var lists = pipeline.RecommendMany(histories, index => new RecommendationRequest { Count = index % 7 }, threads);
        for (var index = 0; index < histories.Length; index++)
        {
            lists[index].Select(line => line.Item).ShouldBe(
                pipeline.Recommend(histories[index], new RecommendationRequest { Count = index % 7 }).Select(line => line.Item));
        }
    }

    [Fact]
    public void Stops_when_it_is_told_to() =>
        Should.Throw<OperationCanceledException>(() => new RecommendationPipeline(_model)
            .RecommendMany([History], new RecommendationRequest(), cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void Disliked_items_count_as_seen_and_shown_ones_do_not()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new User { Id = "gone", OptedOut = true });
        foreach (var (user, item, kind) in new[]
        {
            ("a", "x", InteractionKinds.ThumbDown), ("a", "y", InteractionKinds.Impression), ("a", "z", InteractionKinds.Watch), ("a", "z", InteractionKinds.ThumbUp),
            ("a", "", InteractionKinds.Search), ("gone", "x", InteractionKinds.Watch), ("b", "y", InteractionKinds.Watch),
        })
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = kind });
        }

        var snapshot = builder.Build();
        var seen = new SeenItems(snapshot);
        Titles("a").ShouldBe(["x", "z"]);
        Titles("b").ShouldBe(["y"]);
        Titles("gone").ShouldBeEmpty();

        var (viewer, seenBefore) = (snapshot.UserIds.IndexOf("a"), new RecommendationRequest { IncludeSeen = true });
        var pipeline = new RecommendationPipeline(new FixedScores(3, 2, 1));
        pipeline.Recommend(default, seen.Exclude(viewer, new RecommendationRequest())).Select(line => snapshot.ItemIds[line.Item]).ShouldBe(["y"]);
        pipeline.Recommend(default, seen.Exclude(viewer, seenBefore)).Length.ShouldBe(3);

        IEnumerable<string> Titles(string user) => seen.Of(snapshot.UserIds.IndexOf(user)).ToArray().Select(item => snapshot.ItemIds[item]);
    }

    private Recommendation[] Recommend(RecommendationRequest request) => new RecommendationPipeline(_model).Recommend(History, request);

    private sealed class Reversed(int depth) : IReRanker
    {
        public int Depth(int count) => depth;

        public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count) => [.. candidates.Reverse()];
    }
}
