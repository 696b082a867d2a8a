using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public class RankedModelTests
{
    private const int Days = 80;

    private static readonly HybridOptions Options = new() { Members = "most-popular; item-knn", Ranker = true, Cuts = 6, Head = 100, Trees = 40 };

    private const int ShortHead = 15;

    /// <summary>Every day brings an item. Users come back every few days and watch what is new since their last visit, more often than one of the older items.</summary>
    private static readonly Snapshot Releases = BuildReleases();

    private static readonly Split Cut = GlobalTimeCut.At(SampleSnapshots.Start.AddDays(Days - 20)).Split(Releases, 0);

    private static readonly RankedModel Model = (RankedModel)HybridTrainer.Train(Cut.Train, Options, new TrainingContext());

    private static readonly RankedModel ShortHeaded = (RankedModel)HybridTrainer.Train(Cut.Train, Options with { Head = ShortHead }, new TrainingContext());

    [Fact]
    public void Learns_that_people_watch_what_is_new_since_they_were_here()
    {
        var (ranked, blended) = (Gain(Model), Gain(Model.Blend));
        ranked.ShouldBeGreaterThan(2 * blended, $"{ranked:F3} and {blended:F3}");
        Model.Importance.Sum(feature => feature.Score).ShouldBe(1, 1e-4f);
        Model.Importance[0].Score.ShouldBeGreaterThan(Model.Importance[^1].Score);
        Model.Importance.Take(6).Select(feature => feature.Name).ShouldContain("how long it has been watched");
    }

    [Fact]
    public void Orders_the_head_anew_and_leaves_all_others_beneath_it_in_the_order_of_the_blend()
    {
        foreach (var user in Cut.Test.Users)
        {
            var history = Cut.Train.HistoryOf(user, Cut.Test.Now);
            var (scores, blended) = (Scores(ShortHeaded, history), Scores(ShortHeaded.Blend, history));
            var head = Ranking.Unseen(blended, history).Take(ShortHead).ToArray();
            var others = Enumerable.Range(0, scores.Length).Except(head).ToArray();
            head.Min(item => scores[item]).ShouldBeGreaterThan(others.Max(item => scores[item]));
            others.OrderByDescending(item => blended[item]).Select(item => scores[item]).ShouldBeInOrder(SortDirection.Descending);
        }
    }

    [Fact]
    public void Explains_the_head_by_groups_of_features_and_the_others_by_their_distance_to_it()
    {
        var history = Cut.Train.HistoryOf(Cut.Test.Users[0], Cut.Test.Now);
        var scores = Scores(ShortHeaded, history);
        var head = Ranking.Unseen(Scores(ShortHeaded.Blend, history), history).Take(ShortHead).ToArray();
        for (var item = 0; item < scores.Length; item++)
        {
            var explanation = ShortHeaded.Explain(history, item);
            explanation.Score.ShouldBe(scores[item], 1e-4f);
            var names = explanation.Features.Select(feature => feature.Name).ToArray();
            names.Contains("how new it is").ShouldBe(head.Contains(item));
            names.Contains("not among the best before re-ranking").ShouldBe(!head.Contains(item));
        }
    }

    [Fact]
    public void Asks_about_the_moment_that_it_is_told()
    {
        var history = Cut.Train.HistoryOf(Cut.Test.Users[0], Cut.Test.Now);
        Scores(Model, history.In(history.Context with { Now = Cut.Test.Now + 40 * 86_400_000L })).ShouldNotBe(Scores(Model, history));
    }

    [Fact]
    public void Stays_a_blend_where_nothing_has_a_time()
    {
        var builder = new SnapshotBuilder();
        for (var user = 0; user < 10; user++)
        {
            for (var item = 0; item < 5; item++)
            {
                builder.Add(new Interaction { UserId = $"user {user}", ItemId = $"item {(user + item) % 8}", Kind = InteractionKinds.Rating });
            }
        }

        HybridTrainer.Train(builder.Build(), Options, new TrainingContext()).ShouldBeOfType<BlendModel>().Options.ShouldBe(Options);
    }

    [Fact]
    public void Is_a_blend_in_its_new_order_where_no_cut_teaches_anything()
    {
        // One user, whose items are all met at two moments: nobody comes back to anything known.
        var builder = new SnapshotBuilder();
        builder.Add(new Interaction { UserId = "user", ItemId = "item", Kind = InteractionKinds.Rating, Time = SampleSnapshots.Start });
        builder.Add(new Interaction { UserId = "user", ItemId = "other", Kind = InteractionKinds.Rating, Time = SampleSnapshots.Start.AddDays(1) });
        var model = HybridTrainer.Train(builder.Build(), Options, new TrainingContext()).ShouldBeOfType<RankedModel>();
        Scores(model, default).ShouldAllBe(score => float.IsFinite(score));
        model.Importance.ShouldAllBe(feature => feature.Score == 0);
    }

    [Fact]
    public void Damaged_trees_are_not_loaded()
    {
        var family = ModelCatalogue.Find("hybrid");
        var artifact = new MemoryArtifact();
        ModelArchive.Save(family, Model, Cut.Train.ItemIds, artifact);
        ModelArchive.Load(artifact.Open(), Cut.Train.ItemIds).Model.ShouldBeOfType<RankedModel>();
        artifact.Properties["ranker"]!["trees"]!["features"] = 3;
        Should.Throw<InvalidDataException>(() => ModelArchive.Load(artifact.Open(), Cut.Train.ItemIds)).Message.ShouldContain("damaged");
    }

    [Theory]
    [InlineData("", new[] { "user-knn", "ease", "als", "content", "recently-popular", "demographic" })]
    [InlineData("+ markov; slist", new[] { "user-knn", "ease", "als", "content", "recently-popular", "demographic", "markov", "slist" })]
    [InlineData("ease; content", new[] { "ease", "content" })]
    public void Is_made_of_the_usual_models_or_those_named(string members, string[] expected)
    {
        var found = HybridTrainer.Members(new HybridOptions { Members = members }, 100);
        found.Select(member => member.Member.Family.Name).ShouldBe(expected);
        found.Where(member => member.LeastWeight > 0).Select(member => member.Member.Family.Name).ShouldBe(expected.Intersect(["content", "recently-popular", "demographic"]));
    }

    [Theory]
    [InlineData("ease; blend", "which is itself made of models")]
    [InlineData("+ hybrid", "which is itself made of models")]
    [InlineData("+", "names no model")]
    [InlineData("+ nonsense", "at 'nonsense'")]
    public void Refuses_members_that_it_does_not_understand(string members, string message) =>
        Should.Throw<OptionException>(() => ModelCatalogue.Find("hybrid").Options.Parse([KeyValuePair.Create("members", members)])).Message.ShouldContain(message);

    private static double Gain(IRecommender model)
    {
        var sum = 0.0;
        foreach (var user in Cut.Test.Users)
        {
            var history = Cut.Train.HistoryOf(user, Cut.Test.Now);
            var relevant = Cut.Test.Targets.ByUser.RowIndices(user).ToArray();
            sum += Ranking.Unseen(Scores(model, history), history).Take(10).Select((item, rank) => relevant.Contains(item) ? 1 / Math.Log2(rank + 2) : 0).Sum();
        }

        return sum / Cut.Test.Users.Length;
    }

    private static float[] Scores(IRecommender model, in History history)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }

    private static Snapshot BuildReleases()
    {
        var random = new SplittableRandom(7);
        var builder = new SnapshotBuilder();
        for (var item = 0; item < Days; item++)
        {
            builder.Add(new Item { Id = $"item {item}", Categories = [item % 2 == 0 ? "even" : "odd"] });
        }

        for (var user = 0; user < 100; user++)
        {
            var seen = new HashSet<int>();
            var step = 3 + user % 5;
            for (var day = user % step; day < Days; day += step)
            {
                foreach (var item in Enumerable.Range(Math.Max(0, day - step), Math.Min(step, day)).Where(_ => random.NextDouble() < 0.5))
                {
                    Watch(item);
                }

                if (day > 0)
                {
                    Watch(random.Next(day));
                }

                void Watch(int item)
                {
                    if (seen.Add(item))
                    {
                        builder.Add(new Interaction
                        {
                            UserId = $"user {user}",
                            ItemId = $"item {item}",
                            Kind = InteractionKinds.Rating,
                            Time = SampleSnapshots.Start.AddDays(day).AddMinutes(random.Next(600)),
                        });
                    }
                }
            }
        }

        return builder.Build();
    }
}
