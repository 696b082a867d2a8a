namespace Marquee.Content.Tests.Graph;

public class LinkEvaluatorTests
{
    [Fact]
    public void Ranks_count_what_scores_higher_and_half_of_what_scores_the_same()
    {
        // 0.9 and 0.7 are above, one other has 0.5 as well: between places 3 and 4.
        Ranks([0.9f, 0.5f, 0.1f, 0.5f, 0.7f], [1], [1]).ShouldBe([3.5]);
    }

    [Fact]
    public void Other_right_answers_are_left_out()
    {
        Ranks([0.9f, 0.5f, 0.1f, 0.5f, 0.7f], [1], [0, 1, 4]).ShouldBe([1.5]);
        Ranks([0.9f, 0.5f, 0.1f, 0.5f, 0.7f], [0, 2], [0, 2]).ShouldBe([1, 4]);
    }

    [Fact]
    public void A_model_that_scores_all_alike_gets_the_middle_rank() => Ranks([1, 1, 1, 1, 1], [2], [2]).ShouldBe([3]);

    [Fact]
    public void A_score_that_is_no_number_is_the_lowest()
    {
        Ranks([float.NaN, 0, 1], [0], [0]).ShouldBe([3]);
        Ranks([float.NaN, 0, 1], [1], [1]).ShouldBe([2]);
    }

    [Fact]
    public void Figures_are_means_over_ranks()
    {
        // 1 + 1/2 + 1/4 + 1/20, over four.
        var report = LinkReport.Of([1, 2, 4, 20]);
        (report.Queries, report.Hits1, report.Hits3, report.Hits10, report.MeanRank).ShouldBe((4, 0.25, 0.5, 0.75, 6.75));
        report.MeanReciprocalRank.ShouldBe(0.45, 1e-12);
        LinkReport.Of([]).ShouldBe(new LinkReport(0, 0, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData(LinkModelKind.TransE, true)]
    [InlineData(LinkModelKind.DistMult, true)]
    [InlineData(LinkModelKind.ComplEx, true)]
    [InlineData(LinkModelKind.ComplEx, false)]
    [InlineData(LinkModelKind.RotatE, false)]
    public void Figures_are_those_of_going_through_all_entities_one_by_one(LinkModelKind kind, bool reciprocal)
    {
        var graph = SmallGraphs.Random(40, 3, 400, 5);
        var model = LinkTrainer.Train(graph, new LinkOptions { Model = kind, Factors = 6, Reciprocal = reciprocal, Epochs = 2, InitialScale = 0.5 });
        Fact[] held = [.. graph.Training.Where((_, number) => number % 7 == 0)];
        var evaluation = LinkEvaluator.Evaluate(model, held, new LinkQueries(3, graph.Training), cancellationToken: TestContext.Current.CancellationToken);

        var known = graph.Training.ToHashSet();
        double[] tails = [.. held.Select(fact => Rank(new LinkQuery(fact.Head, fact.Relation), fact.Tail, other => fact with { Tail = other }))];
        double[] heads = [.. held.Select(fact => Rank(new LinkQuery(fact.Tail, fact.Relation + 3), fact.Head, other => fact with { Head = other }))];
        Compare(evaluation.Tails, LinkReport.Of(tails));
        Compare(evaluation.Heads, LinkReport.Of(heads));
        Compare(evaluation.Both, LinkReport.Of([.. tails, .. heads]));

        double Rank(LinkQuery query, int answer, Func<int, Fact> fact)
        {
            var own = model.Score(query, answer);
            return 1 + Enumerable.Range(0, 40).Where(other => other != answer && !known.Contains(fact(other))).Sum(other => model.Score(query, other) is var score && score > own ? 1 : score == own ? 0.5 : 0);
        }
    }

    private static void Compare(LinkReport one, LinkReport other)
    {
        one.Queries.ShouldBe(other.Queries);
        one.MeanReciprocalRank.ShouldBe(other.MeanReciprocalRank, 1e-3);
        one.Hits10.ShouldBe(other.Hits10, 1e-2);
    }

    private static double[] Ranks(float[] scores, int[] answers, int[] known)
    {
        var ranks = new double[answers.Length];
        LinkEvaluator.Rank(scores, answers, known, ranks);
        return ranks;
    }
}
