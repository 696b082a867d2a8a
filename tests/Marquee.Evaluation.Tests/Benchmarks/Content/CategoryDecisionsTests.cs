using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Benchmarks;

public sealed class CategoryDecisionsTests
{
    // Three titles and three genres; the last is nobody's and is given once.
    private static readonly Item[] Titles =
    [
        new() { Id = "1", Categories = ["a", "b"] },
        new() { Id = "2", Categories = ["a"] },
        new() { Id = "3", Categories = ["b"] },
    ];

    private static readonly DenseMatrix Logits = new(3, 3, new float[] { 2, -1, -3, 1, 1, -3, -2, 3, 2 });

    [Fact]
    public void F1_is_that_worked_by_hand()
    {
        var decisions = Decide();

        // a: two right. b: one right, one wrong, one missed. c: one wrong.
        var (micro, macro) = decisions.F1();

        micro.ShouldBe(2.0 * 3 / ((2 * 3) + 2 + 1), 1e-12);
        macro.ShouldBe((1.0 + 0.5 + 0) / 3, 1e-12);
    }

    [Fact]
    public void Titles_count_as_often_as_they_are_drawn()
    {
        var (micro, macro) = Decide().F1([0, 2, 0]);

        // The second title twice: a right, b wrong.
        micro.ShouldBe(2.0 * 2 / ((2 * 2) + 2), 1e-12);
        macro.ShouldBe((1.0 + 0 + 0) / 3, 1e-12);
    }

    [Fact]
    public void The_best_thresholds_are_found()
    {
        var (microThreshold, _, micro, macro) = CategoryDecisions.Choose(Logits, new CategoryTargets(Titles, ["a", "b", "c"]));

        // Nothing between 1 and 2 would be right; above 2 only one is.
        micro.ShouldBeGreaterThanOrEqualTo(Decide().F1().Micro);
        macro.ShouldBeGreaterThanOrEqualTo(Decide().F1().Macro);
        var again = new CategoryDecisions(3);
        again.Add(Logits, new CategoryTargets(Titles, ["a", "b", "c"]), microThreshold);
        again.F1().Micro.ShouldBe(micro);
    }

    private static CategoryDecisions Decide()
    {
        var decisions = new CategoryDecisions(3);
        decisions.Add(Logits, new CategoryTargets(Titles, ["a", "b", "c"]), 0);
        return decisions;
    }
}
