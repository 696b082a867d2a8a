using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class SimilarItemsTests
{
    private static readonly DateTimeOffset Moment = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Leaves_out_what_is_hidden_or_cannot_be_shown_and_fills_up_with_the_next()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Item { Id = "asked" });
        builder.Add(new Item { Id = "hidden", Hidden = true });
        builder.Add(new Item { Id = "later", AvailableFrom = Moment.AddDays(1) });
        builder.Add(new Item { Id = "shown" });
        builder.Add(new Item { Id = "rarer" });
        foreach (var user in Enumerable.Range(0, 20))
        {
            var items = user < 15 ? new[] { "asked", "hidden", "later", "shown" } : user < 18 ? ["asked", "rarer"] : ["rarer"];
            foreach (var item in items)
            {
                builder.Add(new Interaction { UserId = $"user {user}", ItemId = item, Kind = InteractionKinds.Watch });
            }
        }

        var snapshot = builder.Build();
        var model = ItemKnnTrainer.Train(snapshot, new ItemKnnOptions { Similarity = SimilarityMeasure.Cosine, Shrinkage = 0 }, new TrainingContext());
        var similar = SimilarItems.ForCatalogue(model, snapshot.Items);
        var asked = snapshot.ItemIds.IndexOf("asked");

        Ids(similar.Of(asked, 2, new HistoryContext { Now = Moment.ToUnixTimeMilliseconds() })).ShouldBe(["shown", "rarer"]);
        Ids(similar.Of(asked, 2, new HistoryContext { Now = Moment.AddDays(2).ToUnixTimeMilliseconds() })).ShouldBe(["later", "shown"]);

        IEnumerable<string> Ids(IReadOnlyList<ScoredItem> items) => items.Select(item => snapshot.ItemIds[item.Item]);
    }

    [Fact]
    public void Looks_further_until_enough_are_allowed()
    {
        var model = new Chain(1000);
        var request = new RecommendationRequest { Count = 3, Rules = [new ExcludeRule(Enumerable.Range(1, 500).ToArray())] };
        var similar = new SimilarItems(model, []);
        similar.Of(0, request, new History(new[] { 502 })).Select(line => line.Item).ShouldBe([501, 503, 504]);
        similar.Of(0, request with { IncludeSeen = true }, new History(new[] { 502 }), new RecommendationScratch()).Select(line => line.Item).ShouldBe([501, 502, 503]);
        similar.Of(0, request with { Count = 5000 }, default).Count.ShouldBe(499);
        similar.Of(0, request with { Count = 0 }, default).ShouldBeEmpty();
        similar.Of(5000, request, default).ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_a_model_that_knows_no_similar_items() =>
        Should.Throw<ArgumentException>(() => new SimilarItems(MostPopularTrainer.Train(new SnapshotBuilder().Build(), new MostPopularOptions(), new TrainingContext()), []))
            .Message.ShouldContain(nameof(MostPopularModel));

    /// <summary>Item 0 is like 1 most, then 2, and so on.</summary>
    private sealed class Chain(int items) : IRecommender, IItemSimilarity
    {
        public int ItemCount => items;

        public void Score(in History history, Span<float> scores) => scores.Clear();

        public IReadOnlyList<ScoredItem> Similar(int item, int count) =>
            item >= items ? [] : [.. Enumerable.Range(1, Math.Min(count, items - 1)).Select(other => new ScoredItem(other, 1f / other))];
    }
}
