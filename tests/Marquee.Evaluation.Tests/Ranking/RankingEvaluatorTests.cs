using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Ranking;

public class RankingEvaluatorTests
{
    private static readonly string[] Accuracy = ["precision@10", "recall@10", "f1@10", "hr@10", "map@10", "mrr@10", "ndcg@10", "auc"];

    [Fact]
    public void A_model_that_knows_the_answer_has_one()
    {
        var task = Small.RandomTask(users: 300, items: 80, seen: 10, held: 10, seed: 1);
        var truth = task.Cases.ToDictionary(one => one.History.ItemsMemory, one => one.Relevant.ToArray().ToHashSet());
        var result = Evaluate(task, new FunctionRecommender(80, (history, item) => truth[history.ItemsMemory].Contains(item) ? 1 : 0));
        Accuracy.ShouldAllBe(key => Math.Abs(result[key].Mean - 1) < 1e-12);
    }

    [Fact]
    public void A_model_that_guesses_has_what_guessing_gives()
    {
        var task = Small.RandomTask(users: 4000, items: 60, seen: 10, held: 5, seed: 2);
        var guess = new SplittableRandom(3);
        var result = Evaluate(task, new FunctionRecommender(60, (history, item) => guess.Split((ulong)history.Items[0]).Split((ulong)history.Items[1]).Split((ulong)item).NextSingle()));
        // 50 candidates, 5 of them relevant, 10 places; missing all with the hypergeometric probability.
        var miss = Enumerable.Range(0, 10).Aggregate(1.0, (product, place) => product * (45 - place) / (50 - place));
        result["precision@10"].Mean.ShouldBe(0.1, 0.01);
        result["recall@10"].Mean.ShouldBe(0.2, 0.02);
        result["hr@10"].Mean.ShouldBe(1 - miss, 0.04);
        result["auc"].Mean.ShouldBe(0.5, 0.02);
    }

    [Fact]
    public void A_model_that_scores_everything_alike_has_nothing()
    {
        var task = Small.RandomTask(users: 50, items: 60, seen: 10, held: 5, seed: 4);
        var result = Evaluate(task, new FunctionRecommender(60, (_, _) => 7));
        Accuracy[..^1].ShouldAllBe(key => result[key].Mean == 0);
        result["auc"].Mean.ShouldBe(0.5);
    }

    [Fact]
    public void A_list_of_any_length_is_asked_for_and_no_longer_than_the_catalogue()
    {
        var task = Small.RandomTask(users: 4, items: 60, seen: 10, held: 5, seed: 4);
        var result = new RankingEvaluator([new RecallAt(1 << 30), new CoverageAt(1 << 30)])
            .Evaluate(new FunctionRecommender(60, (_, item) => item), task, TestContext.Current.CancellationToken);
        result.Means.Select(mean => mean.Value).ShouldBe([1, 1]);
    }

    [Fact]
    public void The_numbering_of_users_and_items_does_not_matter()
    {
        const int Users = 200, Items = 50;
        var task = Small.RandomTask(Users, Items, seen: 8, held: 6, seed: 5);
        var renumbered = Enumerable.Range(0, Items).ToArray();
        var order = Enumerable.Range(0, Users).ToArray();
        new SplittableRandom(6).Shuffle(renumbered.AsSpan());
        new SplittableRandom(7).Shuffle(order.AsSpan());
        int[] Renumber(ReadOnlySpan<int> items) => [.. items.ToArray().Select(item => renumbered[item])];
        var other = Small.Task(
            Items,
            [.. order.Select(user => Renumber(task.Cases[user].History.Items))],
            [.. order.Select(user => Renumber(task.Cases[user].Relevant.Span))]);
        var original = Enumerable.Range(0, Items).ToDictionary(item => renumbered[item]);

        // Only five different scores, so that the lists are full of ties; the score follows the item, whatever its number.
        var result = Evaluate(task, new FunctionRecommender(Items, (history, item) => (item + history.Items.ToArray().Sum()) % 5));
        var again = Evaluate(other, new FunctionRecommender(Items, (history, item) => (original[item] + history.Items.ToArray().Sum(one => original[one])) % 5));
        Accuracy.ShouldAllBe(key => Math.Abs(result[key].Mean - again[key].Mean) < 1e-12);
    }

    [Fact]
    public void The_number_of_threads_does_not_matter()
    {
        var task = Small.RandomTask(users: 700, items: 60, seen: 10, held: 5, seed: 8);
        var model = new FunctionRecommender(60, (history, item) => (item * 37 + history.Items[0]) % 11);
        var one = Evaluate(task, model, threads: 1);
        var many = Evaluate(task, model, threads: 7);
        many.Means.ShouldBe(one.Means);
        many["ndcg@10"].Values.ToArray().ShouldBe(one["ndcg@10"].Values.ToArray());
    }

    [Fact]
    public void Seen_items_are_not_listed()
    {
        var task = Small.Task(3, [[0]], [[1]]);
        Evaluate(task, new FunctionRecommender(3, (_, item) => 3 - item))["mrr@10"].Mean.ShouldBe(1);
    }

    [Fact]
    public void Only_given_candidates_are_ranked()
    {
        var train = Small.Snapshot(5, [0]);
        var model = new FunctionRecommender(5, (_, item) => item);
        var history = train.Interactions.HistoryOf(0);
        Evaluate(new RankingTask(train, [new RankingCase(0, history, [2])]), model)["mrr@10"].Mean.ShouldBe(1 / 3.0);
        Evaluate(new RankingTask(train, [new RankingCase(0, history, [2], new[] { 1, 2, 3 })]), model)["mrr@10"].Mean.ShouldBe(1 / 2.0);
    }

    [Fact]
    public void Users_without_anything_relevant_are_not_counted()
    {
        var task = Small.Task(4, [[0], [1], [2]], [[1], [], [2]]);
        task.Cases.Select(one => one.User).ShouldBe([0], "user 1 has nothing held out, and of user 2 only what they have seen");
    }

    [Fact]
    public void Models_are_told_the_circumstances()
    {
        var train = Small.Snapshot(3, [0]);
        var task = RankingTask.FromHeldOut(train, new HeldOut(train.Interactions, Small.Snapshot(3, [2]).Interactions, now: 99));
        Evaluate(task, new FunctionRecommender(3, (history, item) => history.Context.Now == 99 ? item : 0))["mrr@10"].Mean.ShouldBe(1);
    }

    [Fact]
    public void Items_that_the_model_does_not_know_are_missed()
    {
        var task = Small.Task(4, [[0]], [[1, 3]]);
        var result = Evaluate(task, new FunctionRecommender(3, (_, item) => -item));
        result["recall@10"].Mean.ShouldBe(0.5);
        result["auc"].Mean.ShouldBe(0.5);
    }

    [Fact]
    public void A_model_of_other_data_is_refused() =>
        Should.Throw<ArgumentException>(() => Evaluate(Small.Task(3, [[0]], [[1]]), new FunctionRecommender(4, (_, _) => 0)))
            .Message.ShouldContain("knows 4 items, the evaluation's catalogue has 3");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_score_that_is_no_finite_number_is_refused(float score) =>
        Should.Throw<Exception>(() => Evaluate(Small.Task(3, [[0]], [[1]]), new FunctionRecommender(3, (_, item) => item == 2 ? score : 0)))
            .Message.ShouldContain("item 2 for user 0");

    [Fact]
    public void Metrics_that_nobody_has_a_value_of_are_not_reported()
    {
        var result = Evaluate(Small.Task(3, [[0]], [[1]]), new FunctionRecommender(3, (_, _) => 0));
        result.Means.Select(mean => mean.Key).ShouldBe(MetricCatalogue.AllAt(10).Select(metric => metric.Key).Where(key => key != "ils@10"));
    }

    [Fact]
    public void Catalogue_metrics_look_at_all_lists()
    {
        var task = Small.Task(4, [[0], [1]], [[2], [2]]);
        var result = new RankingEvaluator([new CoverageAt(1), new ExposureGiniAt(1)]).Evaluate(new FunctionRecommender(4, (_, item) => item), task, TestContext.Current.CancellationToken);
        result.Means.ShouldBe([new("coverage@1", 0.25), new("gini@1", 0.75)]);
    }

    [Fact]
    public void Re_ranked_lists_are_judged_beside_the_model_s_own_and_each_sees_its_own_depth()
    {
        var task = Small.Task(9, [[0], [8]], [[1], [2]]);
        var seen = new System.Collections.Concurrent.ConcurrentBag<(int, int)>();
        var results = new RankingEvaluator([new ReciprocalRankAt(2), new CoverageAt(2), new AreaUnderCurve()]).Evaluate(
            new FunctionRecommender(9, (_, item) => item),
            task,
            [new Reversing(4, (candidates, count) => seen.Add((candidates, count))), null, new Reversing(99, (candidates, count) => seen.Add((candidates, count)))],
            TestContext.Current.CancellationToken);
        // User 0 may get 8, 7, 6, 5, .., 1 and user 1 may get 7, .., 0. The fourth best are 5 and 4; the last ones 1 and 0.
        results.Select(result => result["mrr@2"].Values.ToArray()).ShouldBe([[0, 0], [0, 0], [1, 0]]);
        results.Select(result => result.Means[1].Value * 9).ShouldBe([3, 3, 3], "5 6 and 4 5; 8 7 and 7 6; 1 2 and 0 1");
        results.Select(result => result["auc"].Mean).Distinct().Count().ShouldBe(1);
        seen.Order().ShouldBe([(4, 2), (4, 2), (8, 2), (8, 2)]);
    }

    [Fact]
    public void Metrics_are_told_the_history()
    {
        var task = Small.Task(4, [[0, 3], [1]], [[2], [2]]);
        var result = new RankingEvaluator([new SeenCount()]).Evaluate(new FunctionRecommender(4, (_, item) => item), task, TestContext.Current.CancellationToken);
        result["seen"].Values.ToArray().ShouldBe([2, 1]);
    }

    [Fact]
    public void A_task_without_cases_has_no_figures() =>
        Evaluate(Small.Task(3, [[0]], [[]]), new FunctionRecommender(3, (_, _) => 0)).Means.Select(mean => mean.Key).ShouldBe(["coverage@10"]);

    [Fact]
    public void Evaluation_can_be_cancelled() =>
        Should.Throw<OperationCanceledException>(() => new RankingEvaluator([]).Evaluate(
            new FunctionRecommender(3, (_, _) => 0), Small.Task(3, [[0]], [[1]]), new CancellationToken(canceled: true)));

    private static RankingResult Evaluate(RankingTask task, FunctionRecommender model, int threads = 0) =>
        new RankingEvaluator(MetricCatalogue.AllAt(10), threads).Evaluate(model, task, TestContext.Current.CancellationToken);

    private sealed class Reversing(int depth, Action<int, int> told) : IReRanker
    {
        public int Depth(int count) => depth;

        public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
        {
            told(candidates.Count, count);
            return [.. candidates.Reverse()];
        }
    }

    private sealed class SeenCount : IUserMetric
    {
        public string Key => "seen";

        public int ListLength => 0;

        public double Compute(in RankedUser user) => user.History.Count;
    }
}
