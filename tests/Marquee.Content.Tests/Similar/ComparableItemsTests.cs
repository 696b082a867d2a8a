using Marquee.Data;
using Marquee.Data.Demo;
using Marquee.Numerics;

namespace Marquee.Content.Tests.Similar;

public sealed class ComparableItemsTests
{
    private static readonly Lazy<Snapshot> Demo = new(() => new DemoService().ToSnapshot());

    [Theory]
    [InlineData(SimilarView.Theme)]
    [InlineData(SimilarView.Audience)]
    [InlineData(SimilarView.Graph)]
    [InlineData(SimilarView.Text)]
    [InlineData(SimilarView.Blend)]
    public void Reasons_add_up_to_the_score(SimilarView view)
    {
        var comparable = ComparableItems.Of(WithVectors(Demo.Value));
        foreach (var item in (int[])[0, 7, 100])
        {
            var found = comparable.Find(item, view, 20);
            found.Count.ShouldBe(20);
            found.Select(one => one.Score).ShouldBe(found.Select(one => one.Score).OrderDescending());
            foreach (var similar in found)
            {
                similar.Item.ShouldNotBe(item);
                similar.Score.ShouldBeInRange(0, 1 + 1e-6);
                similar.Reasons.ShouldNotBeEmpty();
                similar.Reasons.ShouldAllBe(reason => view == SimilarView.Blend || reason.View == view);
                similar.Reasons.Sum(reason => reason.Contribution).ShouldBe(similar.Score, 1e-9);
            }
        }
    }

    [Fact]
    public void Theme_is_the_cosine_of_what_is_shared_by_its_rarity()
    {
        // Four items: "heist" in two, "drama" in all; each other term in one.
        var snapshot = SnapshotOf(
            new Item { Id = "a", Labels = ["heist"], Categories = ["drama"] },
            new Item { Id = "b", Labels = ["heist", "paris"], Categories = ["drama"] },
            new Item { Id = "c", Labels = ["rome"], Categories = ["drama"] },
            new Item { Id = "d", Categories = ["drama"] });
        var (heist, drama, paris) = (Math.Log(3), 0.7 * Math.Log(2), Math.Log(5));
        var first = ComparableItems.Of(snapshot).Find(0, SimilarView.Theme, 3)[0];
        first.Item.ShouldBe(1);
        var lengths = Math.Sqrt((heist * heist) + (drama * drama)) * Math.Sqrt((heist * heist) + (drama * drama) + (paris * paris));
        first.Score.ShouldBe(((heist * heist) + (drama * drama)) / lengths, 1e-12);
        first.Reasons.ShouldBe([
            new SimilarReason(SimilarView.Theme, "label", "heist", first.Reasons[0].Contribution),
            new SimilarReason(SimilarView.Theme, "category", "drama", first.Reasons[1].Contribution)]);
        first.Reasons[0].Contribution.ShouldBe(heist * heist / lengths, 1e-12);
    }

    [Fact]
    public void Audience_is_the_cosine_of_shared_viewers_shrunk_where_they_are_few()
    {
        var builder = new SnapshotBuilder();
        foreach (var (user, item) in new[] { ("u", "a"), ("v", "a"), ("w", "a"), ("u", "b"), ("v", "b"), ("x", "c") })
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Watch });
        }

        var found = ComparableItems.Of(builder.Build(), new SimilarOptions { Shrinkage = 2 }).Find(0, SimilarView.Audience, 5);
        found.Count.ShouldBe(1);
        found[0].Item.ShouldBe(1);
        found[0].Score.ShouldBe(2 / Math.Sqrt(6) * 0.5, 1e-12);
        found[0].Reasons.ShouldHaveSingleItem().ShouldSatisfyAllConditions(reason => reason.Kind.ShouldBe("viewers"), reason => reason.Value.ShouldBe("2"));
    }

    [Fact]
    public void Graph_names_shared_facts_also_those_that_are_not_attributes()
    {
        var snapshot = SnapshotOf(
            new Item { Id = "a", People = [new Person("Ana", "director")], Attributes = new([new("fact:award", "Palm; Bear")]) },
            new Item { Id = "b", People = [new Person("Ana", "cast")] },
            new Item { Id = "c", Attributes = new([new("fact:award", "Bear")]) },
            new Item { Id = "d" });
        var comparable = ComparableItems.Of(snapshot, new SimilarOptions { Facts = [new ItemFact("a", "filmed in", "Oslo"), new ItemFact("d", "filmed in", "Oslo")] });
        var found = comparable.Find(0, SimilarView.Graph, 5);
        found.Select(one => one.Item).ShouldBe([2, 3]);
        found[1].Reasons.ShouldHaveSingleItem().ShouldSatisfyAllConditions(reason => reason.Kind.ShouldBe("filmed in"), reason => reason.Value.ShouldBe("Oslo"));
        found[0].Reasons.ShouldHaveSingleItem().ShouldSatisfyAllConditions(reason => reason.Kind.ShouldBe("award"), reason => reason.Value.ShouldBe("Bear"));
    }

    [Fact]
    public void Text_names_shared_words()
    {
        var snapshot = SnapshotOf(
            new Item { Id = "a", Summary = "Two thieves rob the casino." },
            new Item { Id = "b", Summary = "A thief, and a casino!" },
            new Item { Id = "c", Summary = "Casinos of the coast" },
            new Item { Id = "d", Summary = "Rain" });
        var found = ComparableItems.Of(snapshot, new SimilarOptions { CommonWords = 0.9 }).Find(1, SimilarView.Text, 5);
        found.Select(one => one.Item).ShouldBe([2, 0], ignoreOrder: true);
        found.ShouldAllBe(one => one.Reasons.Single().Value == "casino");
    }

    [Theory]
    [InlineData(SimilarView.Theme)]
    [InlineData(SimilarView.Audience)]
    [InlineData(SimilarView.Graph)]
    [InlineData(SimilarView.Text)]
    [InlineData(SimilarView.Blend)]
    public void The_description_of_an_item_finds_what_the_item_finds_and_itself(SimilarView view)
    {
        var snapshot = WithVectors(Demo.Value);
        var comparable = ComparableItems.Of(snapshot);
        const int item = 42;
        var described = comparable.Find(new ItemDescription(snapshot.Items[item]) { AudienceOf = [item] }, view, 10);
        var direct = comparable.Find(item, view, 9);
        described[0].Item.ShouldBe(item);
        described.Skip(1).Select(one => one.Item).ShouldBe(direct.Select(one => one.Item));
        for (var rank = 0; rank < direct.Count; rank++)
        {
            described[rank + 1].Score.ShouldBe(direct[rank].Score, 1e-5);
        }
    }

    [Fact]
    public void Describes_an_item_that_nobody_made_yet()
    {
        var comparable = ComparableItems.Of(Demo.Value);
        var found = comparable.Find(new ItemDescription(new Item { Id = "idea", Labels = ["organized-crime", "immigration"], People = [new Person("Francis Ford Coppola", "director")] }), SimilarView.Blend, 3);
        Demo.Value.Items[found[0].Item].Title.ShouldStartWith("The Godfather");
        comparable.Find(new ItemDescription(new Item { Id = "idea" }), SimilarView.Blend, 3).ShouldBeEmpty();
        comparable.Find(new ItemDescription(new Item { Id = "idea", Labels = ["no-such-label"] }), SimilarView.Theme, 3).ShouldBeEmpty();
    }

    [Fact]
    public void A_blend_is_the_weighted_mean_of_its_views()
    {
        var comparable = ComparableItems.Of(Demo.Value);
        var (theme, audience) = (All(SimilarView.Theme), All(SimilarView.Audience));
        foreach (var similar in comparable.Find(3, SimilarView.Blend, 30, new SimilarWeights(3, 1, 0, 0)))
        {
            similar.Score.ShouldBe((0.75 * theme.GetValueOrDefault(similar.Item)) + (0.25 * audience.GetValueOrDefault(similar.Item)), 1e-12);
        }

        Dictionary<int, double> All(SimilarView view) => comparable.Find(3, view, int.MaxValue).ToDictionary(one => one.Item, one => one.Score);
    }

    [Fact]
    public void Says_what_two_have_in_common_whoever_called_them_alike()
    {
        var comparable = ComparableItems.Of(Demo.Value);
        var found = comparable.Find(3, SimilarView.Blend, 5);
        comparable.Reasons(3, [.. found.Select(one => one.Item)]).SelectMany(reasons => reasons).ShouldBe(found.SelectMany(one => one.Reasons));
    }

    [Fact]
    public void Names_only_what_is_allowed()
    {
        var comparable = ComparableItems.Of(Demo.Value);
        var all = comparable.Find(3, SimilarView.Theme, 6);
        comparable.Find(3, SimilarView.Theme, 5, null, item => item != all[0].Item).Select(one => one.Item).ShouldBe(all.Skip(1).Select(one => one.Item));
    }

    [Fact]
    public void Vectors_of_another_length_than_those_of_most_items_say_nothing()
    {
        static Item WithVector(string id, params float[] vector) => new() { Id = id, Features = new FeatureMap([new(ItemEmbedding.Text, vector)]) };

        var comparable = ComparableItems.Of(SnapshotOf(WithVector("a", 1, 2), WithVector("b", 2, 4), WithVector("c", 1, 2, 3)));
        comparable.Find(0, SimilarView.Text, 5).ShouldHaveSingleItem().Item.ShouldBe(1);
        comparable.Find(2, SimilarView.Text, 5).ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_weights_that_are_all_nothing_and_facts_of_unknown_items()
    {
        Should.Throw<ArgumentException>(() => ComparableItems.Of(Demo.Value).Find(0, SimilarView.Blend, 3, new SimilarWeights(0, 0, 0, 0)));
        Should.Throw<ArgumentException>(() => ComparableItems.Of(Demo.Value, new SimilarOptions { Facts = [new ItemFact("nobody", "award", "Palm")] })).Message.ShouldContain("nobody");
        Should.Throw<ArgumentException>(() => ComparableItems.Of(Demo.Value, new SimilarOptions { CommonWords = 0 })).Message.ShouldContain("CommonWords");
    }

    private static Snapshot SnapshotOf(params Item[] items)
    {
        var builder = new SnapshotBuilder();
        foreach (var item in items)
        {
            builder.Add(item);
        }

        return builder.Build();
    }

    // As if an encoder had read summaries and graph.
    private static Snapshot WithVectors(Snapshot snapshot)
    {
        foreach (var name in (string[])[ItemEmbedding.Text, ItemEmbedding.Graph])
        {
            var vectors = Maps.MapPoints.Normal(snapshot.Items.Count, 8, 1, new SplittableRandom(6));
            snapshot = new ItemEmbedding(name, snapshot.ItemIds, vectors).AddTo(snapshot);
        }

        return snapshot;
    }
}
