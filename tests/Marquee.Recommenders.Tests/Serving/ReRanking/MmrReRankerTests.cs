using Marquee.Data.Demo;

namespace Marquee.Recommenders.Tests.Serving.ReRanking;

public sealed class MmrReRankerTests
{
    private const string Films = "rrrrraaaaa";
    private static readonly ScoredItem[] Candidates = Shelf.From(0, 9, step: 0.1);

    [Fact]
    public void Without_strength_nothing_changes() => Of(0).ReRank(default, Candidates, 5).ShouldBe(Candidates);

    [Fact]
    public void The_best_comes_first_and_then_its_opposite()
    {
        var list = Of(0.9).ReRank(default, Candidates, 2);
        list.Take(2).Select(line => line.Item).ShouldBe([0, 5]);
    }

    [Fact]
    public void The_list_is_the_greedy_one_of_the_paper_s_formula()
    {
        const double Strength = 0.4;
        const string Mixed = "rxra-xrraxxarxa";
        var candidates = Shelf.From(0, 14, step: 0.35);
        var mmr = new MmrReRanker(Shelf.Of(Mixed), new MmrOptions { Strength = Strength });
        var (mean, deviation) = (candidates.Average(line => line.Score), 0.0);
        deviation = Math.Sqrt(candidates.Average(line => (line.Score - mean) * (line.Score - mean)));
        var (action, romance) = (Math.Log(15.0 / Mixed.Count(film => film is 'a' or 'x')), Math.Log(15.0 / Mixed.Count(film => film is 'r' or 'x')));
        var greedy = new List<int>();
        while (greedy.Count < 6)
        {
            greedy.Add(candidates.Where(line => !greedy.Contains(line.Item)).MaxBy(line =>
                ((1 - Strength) * (line.Score - mean) / deviation) - (Strength * greedy.Select(above => Likeness(above, line.Item)).DefaultIfEmpty(0).Max())).Item);
        }

        mmr.ReRank(default, candidates, 6).Take(6).Select(line => line.Item).ShouldBe(greedy);
        new ItemLikeness(Shelf.Of(Mixed).Items, "category").Between(0, 1).ShouldBe(Likeness(0, 1), 1e-6);
        greedy.ShouldNotBe(Enumerable.Range(0, 6));

        double Likeness(int one, int other)
        {
            var (a, b) = (Vector(Mixed[one]), Vector(Mixed[other]));
            var norms = Math.Sqrt(((a.A * a.A) + (a.R * a.R)) * ((b.A * b.A) + (b.R * b.R)));
            return norms == 0 ? 0 : ((a.A * b.A) + (a.R * b.R)) / norms;
        }

        (double A, double R) Vector(char film) => (film is 'a' or 'x' ? action : 0, film is 'r' or 'x' ? romance : 0);
    }

    [Fact]
    public void Lists_of_the_demo_service_get_more_diverse_the_stronger_it_is()
    {
        var snapshot = new DemoService(new DemoOptions { Viewers = 60 }).ToSnapshot();
        var family = ModelCatalogue.Find("item-knn");
        var model = (IRecommender)family.Train(snapshot, family.Options.Defaults, new TrainingContext());
        var measure = new ItemLikeness(snapshot.Items, "category");
        var likeness = new[] { 0.0, 0.2, 0.5, 0.8 }.Select(strength =>
        {
            var pipeline = new RecommendationPipeline(model, reRankers: [new MmrReRanker(snapshot, new MmrOptions { Strength = strength, By = "category" })]);
            return pipeline.RecommendMany([.. Enumerable.Range(0, snapshot.Users.Count).Select(user => snapshot.HistoryOf(user))], new RecommendationRequest()).Average(MeanLikeness);
        }).ToArray();
        likeness.ShouldBe(likeness.OrderDescending());
        likeness[^1].ShouldBeLessThan(0.8 * likeness[0]);

        double MeanLikeness(Recommendation[] list) =>
            list.SelectMany((one, rank) => list.Skip(rank + 1).Select(other => measure.Between(one.Item, other.Item))).DefaultIfEmpty(0).Average();
    }

    [Fact]
    public void A_model_may_say_what_is_alike()
    {
        var mmr = new MmrReRanker(new Neighbours(), new MmrOptions { Strength = 0.8 });
        mmr.ReRank(default, Candidates, 3).Take(3).Select(line => line.Item).ShouldBe([0, 3, 4]);
    }

    [Fact]
    public void Nothing_is_lost_or_added_and_short_lists_are_no_exception()
    {
        Of(0.9).ReRank(default, Candidates, 5).OrderBy(line => line.Item).ShouldBe(Candidates);
        Of(0.9).ReRank(default, Candidates[..3], 10).Count.ShouldBe(3);
        Of(0.9).ReRank(default, [], 10).ShouldBeEmpty();
        Of(0.9).ReRank(default, [.. Candidates, new ScoredItem(99, 0)], 11).Count.ShouldBe(11);
    }

    [Fact]
    public void An_attribute_that_is_none_is_refused() =>
        Should.Throw<OptionException>(() => new MmrReRanker(Shelf.Of(Films), new MmrOptions { By = "category+colour" })).Message.ShouldContain("Option 'by' names 'colour'");

    private static MmrReRanker Of(double strength) => new(Shelf.Of(Films), new MmrOptions { Strength = strength });

    /// <summary>Items 0, 1 and 2 are alike.</summary>
    private sealed class Neighbours : IItemSimilarity
    {
        public IReadOnlyList<ScoredItem> Similar(int item, int count) => item > 2 ? [] : [.. new[] { 0, 1, 2 }.Where(other => other != item).Select(other => new ScoredItem(other, 0.001f))];
    }
}
