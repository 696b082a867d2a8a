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
