using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Tuning;

public class GridSearchTests
{
    [Fact]
    public void Goes_through_named_values_and_words_in_order_behind_the_start()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["steps", "turned"], values: new Dictionary<string, IReadOnlyList<string>> { ["steps"] = ["100", "7", "20"] });
        GridSearch.Count(space).ShouldBe(6);
        var study = Through(space, 100);
        study.Trials.Select(trial => string.Join(' ', space.TextsOf(trial.Options))).ShouldBe(["100 false", "100 true", "7 false", "7 true", "20 false", "20 true"]);
        study.IsExhausted.ShouldBeTrue();
    }

    [Fact]
    public void Takes_lower_bound_middle_and_upper_bound_where_no_values_are_named()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["weight"]);
        Through(space, 100).Trials.Skip(1).Select(trial => double.Parse(space.TextsOf(trial.Options)[0], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe([0.01, 0.3162, 10]);
    }

    [Fact]
    public void Tries_a_whole_number_of_two_values_twice()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["steps"], ranges: new Dictionary<string, (double, double)> { ["steps"] = (5, 6) });
        Through(space, 100).Trials.Skip(1).Select(trial => space.TextsOf(trial.Options)[0]).ShouldBe(["5", "6"]);
    }

    [Fact]
    public void Leaves_out_what_does_not_go_together()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["steps", "turned"], values: new Dictionary<string, IReadOnlyList<string>> { ["steps"] = ["100", "200"] });
        Through(space, 100).Trials.Select(trial => string.Join(' ', space.TextsOf(trial.Options))).ShouldBe(["100 false", "100 true", "200 false"]);
    }

    [Fact]
    public void Proposes_nothing_when_all_is_tried()
    {
        var space = SearchSpace.Of(Landscape.Family, only: ["turned"]);
        new GridSearch().Propose(space, Through(space, 100).Trials, new SplittableRandom(1)).ShouldBeNull();
    }

    private static Study Through(SearchSpace space, int trials)
    {
        var study = new Study(space, new GridSearch(), Landscape.Hill, 3);
        study.Run(new StudySettings { Trials = trials });
        return study;
    }
}
