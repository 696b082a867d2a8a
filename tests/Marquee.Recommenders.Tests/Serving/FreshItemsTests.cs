using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class FreshItemsTests
{
    // Two crime films and two musicals that the model knows; then a crime musical, a crime film, and one of which nothing is said.
    private static readonly Item[] Items =
    [
        Film("a", "crime"), Film("b", "crime", "heist"), Film("c", "musical"), Film("d", "musical"), Film("e", "crime", "musical"), Film("f", "crime", "heist"), new() { Id = "g" },
    ];

    private static readonly FixedScores Model = new(4, 2, 1, -1);
    private static readonly FreshOptions Plain = new() { Likeness = new ContentOptions { TitleWeight = 0 } };

    [Fact]
    public void Known_items_keep_their_scores_and_others_get_the_mean_of_their_neighbours()
    {
        var fresh = FreshItems.Over(Model, Items, options: Plain);
        var scores = Score(fresh);
        scores[..4].ShouldBe([4, 2, 1, -1]);
        fresh.Fresh.ShouldBe([4, 5, 6]);
        foreach (var item in new[] { 4, 5 })
        {
            var neighbours = fresh.NeighboursOf(item);
            neighbours.Sum(other => other.Score).ShouldBe(1, 1e-6f);
            scores[item].ShouldBe((float)neighbours.Sum(other => other.Score * scores[other.Item]), 1e-6f);
        }

        fresh.NeighboursOf(5).Select(other => other.Item).ShouldBe([1, 0]);
        // The one that shares both of its categories stands nearer.
        fresh.NeighboursOf(5)[0].Score.ShouldBeGreaterThan(0.6f);
        fresh.NeighboursOf(4).Count.ShouldBe(4);
        fresh.NeighboursOf(0).ShouldBeEmpty();
        // Like no other: the mean of all.
        fresh.NeighboursOf(6).ShouldBeEmpty();
        scores[6].ShouldBe(1.5f);
    }

    [Fact]
    public void A_model_that_knows_nothing_tells_nothing_apart()
    {
        foreach (var fresh in new[] { FreshItems.Over(new FixedScores(), Items), FreshItems.Over(new FixedScores(3, 2, 1, 0, 1, 2, 3), Items, unmet: new ItemMask(Enumerable.Range(0, 7))) })
        {
            Score(fresh.Lifted([1, 2, 3, 4])).ShouldAllBe(score => score == 0);
            fresh.NeighboursOf(1).ShouldBeEmpty();
            fresh.Similar(1, 3).ShouldBeEmpty();
        }

        FreshItems.Over(new FixedScores(), []).ItemCount.ShouldBe(0);
    }

    [Fact]
    public void Only_the_nearest_count() =>
        FreshItems.Over(Model, Items, options: Plain with { Neighbours = 1 }).NeighboursOf(5).ShouldBe([new ScoredItem(1, 1)]);

    [Fact]
    public void An_item_that_nobody_met_is_unknown_though_the_model_has_an_index_for_it()
    {
        var fresh = FreshItems.Over(new FixedScores(4, 2, 1, -1, 0, 0), Items, unmet: new ItemMask([4, 5, 77]), options: Plain);
        fresh.Fresh.ShouldBe([4, 5, 6]);
        fresh.NeighboursOf(5).Select(other => other.Item).ShouldBe([1, 0]);
        Score(fresh)[5].ShouldBe(fresh.NeighboursOf(5).Sum(other => other.Score * (other.Item == 1 ? 2 : 4)), 1e-6f);
    }

    [Fact]
    public void What_is_watched_more_than_its_like_is_lifted_by_what_the_model_makes_of_that()
    {
        var fresh = FreshItems.Over(Model, Items, options: Plain with { Lift = 1 });
        // The model's scores are 1 + ln(count + 1) for a and b, and so on: their slope over popularity is 1.
        float[] counts = [MathF.Exp(4) - 1, MathF.Exp(2) - 1, MathF.Exp(1) - 1, MathF.Exp(-1) - 1];
        var scores = Score(fresh.Lifted([.. counts, 0, MathF.Exp(5) - 1]));
        scores[..4].ShouldBe([4, 2, 1, -1]);
        // All that sets the neighbours of f apart from it is how much they are watched, so it gets what its own count stands for.
        scores[5].ShouldBe(5, 1e-4f);
        // Watched less than the average counts as average.
        scores[4].ShouldBe(1.5f, 1e-4f);
        scores[6].ShouldBe(1.5f, 1e-4f);
        Score(fresh.Lifted([])).ShouldBe(Score(fresh));
        Score(fresh.Lifted([5, 5, 5, 5, 900, 900])).ShouldBe(Score(fresh));
        Score(FreshItems.Over(Model, Items, options: Plain with { Lift = 0 }).Lifted(counts)).ShouldBe(Score(fresh));
    }

    [Fact]
    public void A_changed_catalogue_needs_only_what_changed_and_gives_the_same_scores()
    {
        float[] counts = [5, 1, 0, 2];
        Item[] before = Items[..5];
        Item[] now = [.. before[..4], Film("e", "heist"), .. Items[5..]];
        var grown = FreshItems.Over(Model, before, options: Plain).Lifted(counts).With(now, [4, 5, 6]);
        var made = FreshItems.Over(Model, now, options: Plain).Lifted(counts);
        grown.ItemCount.ShouldBe(7);
        Score(grown).ShouldBe(Score(made));
        Score(grown)[4].ShouldNotBe(Score(FreshItems.Over(Model, Items, options: Plain).Lifted(counts))[4]);
    }

    [Fact]
    public void Many_are_scored_as_one_by_one()
    {
        var fresh = FreshItems.Over(Model, Items, options: Plain).Lifted([9, 1, 0, 3, 0, 40]);
        History[] histories = [default, new(new[] { 1, 2 }), new(new[] { 5 })];
        var scores = new DenseMatrix(3, 7);
        fresh.Score(histories, scores);
        for (var index = 0; index < 3; index++)
        {
            var single = new float[7];
            fresh.Score(histories[index], single);
            scores.Row(index).ToArray().ShouldBe(single, 1e-5);
        }
    }

    [Fact]
    public void Explanations_add_up_to_the_score_and_name_the_neighbours()
    {
        var snapshot = SampleSnapshots.Tastes(describe: (item, index) => item with { Title = $"Film {index}", Categories = [$"taste {index % 3}"] });
        Item[] items = [.. snapshot.Items, new() { Id = "new", Categories = ["taste 1"] }, new() { Id = "strange" }];
        var family = ModelCatalogue.Find("item-knn");
        var model = (IRecommender)family.Train(snapshot, family.Options.Defaults, new TrainingContext());
        var counts = Enumerable.Range(0, items.Length).Select(item => item % 7f).ToArray();
        foreach (var fresh in new[] { FreshItems.Over(model, items), FreshItems.Over(model, items).Lifted(counts) })
        {
            var explains = fresh.ShouldBeAssignableTo<IExplains>()!;
            for (var user = 0; user < 5; user++)
            {
                var history = snapshot.HistoryOf(user);
                var scores = new float[items.Length];
                fresh.Score(history, scores);
                for (var item = 0; item < items.Length; item++)
                {
                    var explanation = explains.Explain(history, item);
                    explanation.Score.ShouldBe(scores[item], 1e-4f * (1 + Math.Abs(scores[item])));
                    explanation.Through.ShouldBe(fresh.NeighboursOf(item));
                    var parts = explanation.Baseline + explanation.Contributions.Sum(part => (double)part.Score) + explanation.Features.Sum(part => (double)part.Score);
                    parts.ShouldBe(explanation.Score, 1e-4 * (1 + Math.Abs(scores[item])));
                }
            }

            Reasons.Of(explains.Explain(snapshot.HistoryOf(0), snapshot.Items.Count), items).Text.ShouldStartWith("Like Film ");
            Should.Throw<ArgumentOutOfRangeException>(() => explains.Explain(default, items.Length));
        }
    }

    [Fact]
    public void A_model_that_does_not_explain_stays_silent() => FreshItems.Over(new Silent(), Items, options: Plain).ShouldNotBeAssignableTo<IExplains>();

    [Fact]
    public void Every_item_has_others_like_it()
    {
        var fresh = FreshItems.Over(Model, Items, options: Plain);
        fresh.Similar(5, 10).Select(other => other.Item).ShouldBe([1, 0]);
        fresh.Similar(0, 1).Select(other => other.Item).ShouldBe([1]);
        fresh.Similar(6, 10).ShouldBeEmpty();
        fresh.Similar(7, 10).ShouldBeEmpty();
        fresh.Similar(5, 0).ShouldBeEmpty();
    }

    /// <summary>A tenth of the films is held out of training altogether; their popularity is that with one half of the users, and the lists are those of the other half.</summary>
    [Theory]
    [InlineData("ease")]
    [InlineData("item-knn")]
    public void Films_of_MovieLens_that_the_model_never_saw_lead_the_list_better_than_by_popularity_and_far_better_than_by_chance(string name)
    {
        var builder = new SnapshotBuilder();
        DatasetFormats.Find("movielens-100k").Read(RealData.Folder("movielens-100k"), builder, ReadContext.Strict);
        var all = builder.Build(InteractionWeighting.Everything);
        var random = new SplittableRandom(100);
        var films = Enumerable.Range(0, all.Items.Count).ToArray();
        random.Shuffle<int>(films);
        var held = films[..(films.Length / 10)];
        var unmet = new ItemMask(held);
        var half = all.Users.Select(_ => random.Next(2) == 0).ToArray();

        var train = all.WithEvents(all.Events.Where(e => !unmet.Contains(all.Events.Items[e])));
        var family = ModelCatalogue.Find(name);
        var counts = new float[all.Items.Count];
        for (var e = 0; e < all.Events.Count; e++)
        {
            counts[all.Events.Items[e]] += half[all.Events.Users[e]] ? 1 : 0;
        }

        var fresh = FreshItems.Over((IRecommender)family.Train(train, family.Options.Defaults, new TrainingContext()), all.Items, unmet);
        var lifted = fresh.Lifted(counts);
        var (byNeighbours, byBoth, byPopularity, byChance, users) = (default(Quality), default(Quality), default(Quality), default(Quality), 0);
        var scores = new float[all.Items.Count];
        for (var user = 0; user < half.Length; user++)
        {
            var relevant = all.Interactions.ByUser.RowIndices(user).ToArray().Where(unmet.Contains).ToHashSet();
            if (half[user] || relevant.Count == 0)
            {
                continue;
            }

            users++;
            fresh.Score(train.HistoryOf(user), scores);
            byNeighbours += Quality.Of(held, scores, relevant);
            lifted.Score(train.HistoryOf(user), scores);
            byBoth += Quality.Of(held, scores, relevant);
            byPopularity += Quality.Of(held, counts, relevant);
            byChance += Quality.Of(held, Array.ConvertAll(counts, _ => random.NextSingle()), relevant);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{name}: both {byBoth / users}, popularity {byPopularity / users}, neighbours {byNeighbours / users}, chance {byChance / users}");
        (byNeighbours / users).Auc.ShouldBeGreaterThan(0.6);
        (byBoth / users).Auc.ShouldBeGreaterThan(0.8);
        (byBoth / users).Ndcg.ShouldBeGreaterThan(3 * (byChance / users).Ndcg);
        (byBoth / users).Ndcg.ShouldBeGreaterThan((byPopularity / users).Ndcg);
    }

    private static float[] Score(FreshItems fresh)
    {
        var scores = new float[fresh.ItemCount];
        fresh.Score(default, scores);
        return scores;
    }

    private static Item Film(string id, params string[] categories) => new() { Id = id, Categories = categories.ToValueList() };

    private sealed class Silent : IRecommender
    {
        public int ItemCount => 4;

        public void Score(in History history, Span<float> scores) => scores.Clear();
    }

    private readonly record struct Quality(double Auc, double Ndcg)
    {
        public override string ToString() => $"NDCG@10 {Ndcg:0.000} AUC {Auc:0.000}";

        public static Quality operator +(Quality one, Quality other) => new(one.Auc + other.Auc, one.Ndcg + other.Ndcg);

        public static Quality operator /(Quality one, int count) => new(one.Auc / count, one.Ndcg / count);

        public static Quality Of(int[] films, float[] scores, HashSet<int> relevant)
        {
            var others = films.Where(film => !relevant.Contains(film)).ToArray();
            var wins = relevant.Sum(film => others.Sum(other => scores[film] > scores[other] ? 1 : scores[film] == scores[other] ? 0.5 : 0));
            var gain = films.OrderByDescending(film => scores[film]).Take(10).Select((film, rank) => relevant.Contains(film) ? PositionDiscount.Of(rank) : 0).Sum();
            return new Quality(wins / relevant.Count / others.Length, gain / PositionDiscount.First(Math.Min(10, relevant.Count)).Sum());
        }
    }
}
