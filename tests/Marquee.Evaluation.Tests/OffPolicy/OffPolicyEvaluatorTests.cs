using Marquee.Data;

namespace Marquee.Evaluation.Tests;

public sealed class OffPolicyEvaluatorTests
{
    private static readonly LoggedList[] TwoLists =
    [
        Served.Logged(0, [0, 1], [0.5f, 0.5f], [1, 0]),
        Served.Logged(1, [2, 1], [0.25f, 0.5f], [0, 1]),
    ];

    private static readonly FunctionPolicy Target = new((_, place) => place == 0 ? new PlaceChances([0], [1]) : new PlaceChances([1, 2], [0.25, 0.75]));

    // The weights are 2 and 1/2 in the first list, 0 and 1/2 in the second.
    [Fact]
    public void Weighs_places_as_worked_by_hand()
    {
        var result = Evaluate(new OffPolicyOptions());
        result.Served.ShouldBe(1);
        result.Ips.Value.ShouldBe((2 + 0.5) / 2, 1e-12);
        result.Ips.Change.ShouldBe(0.25, 1e-12);
        result.Snips.Value.ShouldBe(1 + 0.5, 1e-12);
        result.Direct.Value.ShouldBe(0.175, 1e-12);
        result.DoublyRobust.Value.ShouldBe((2 + 0.175 - 0.05 + 0.175 + 0.45) / 2, 1e-12);
        result.MeanWeight.ShouldBe(0.75, 1e-12);
        result.Places.ShouldBe([new PlaceSupport(2, 1, 1), new PlaceSupport(2, 0.5, 2)]);
        result.EffectiveLists.ShouldBe(1.5, 1e-12);
        result.CutShare.ShouldBe(0, 1e-12);
    }

    // The weights are 2 and 1 in the first list, 0 and 0 in the second.
    [Fact]
    public void Weighs_what_stands_above_under_the_cascade_as_worked_by_hand()
    {
        var result = Evaluate(new OffPolicyOptions { Assumption = ClickAssumption.Cascade });
        result.Ips.Value.ShouldBe(1, 1e-12);
        result.Snips.Value.ShouldBe(1, 1e-12);
        result.DoublyRobust.Value.ShouldBe((2 + (2 * 0.175) - 0.1) / 2, 1e-12);
    }

    [Fact]
    public void Cuts_weights_and_says_how_much_that_took()
    {
        var result = Evaluate(new OffPolicyOptions { MaximumWeight = 1 });
        result.Ips.Value.ShouldBe((1 + 0.5) / 2, 1e-12);
        result.CutShare.ShouldBe(1.0 / 3, 1e-12);
        result.MeanWeight.ShouldBe(0.75, 1e-12);
        result.Warnings.ShouldContain(warning => warning.StartsWith("Cutting weights to 1 took 33%"));
    }

    [Fact]
    public void Judges_the_policy_that_served_by_what_it_brought()
    {
        var log = SimulatedLog.OfPlaces(users: 200, seed: 1);
        var result = log.Evaluate(log.Logging, new OffPolicyOptions { Resamples = 50 });
        result.Ips.Value.ShouldBe(result.Served, 1e-6);
        result.Snips.Value.ShouldBe(result.Served, 1e-6);
        result.Ips.Change.ShouldBe(0, 1e-6);
        result.EffectiveLists.ShouldBe(200, 1e-3);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Warns_where_the_target_shows_what_was_never_served()
    {
        var log = SimulatedLog.OfPlaces(users: 2000, seed: 2);
        // Half of what it puts at each place is an item that no pool holds.
        var stranger = new FunctionPolicy((served, place) =>
            log.Logging.Decide(served)[place] is var (items, chances) ? new PlaceChances([.. items, 999], [.. chances.Select(chance => chance / 2), 0.5]) : default);
        log.Evaluate(stranger, new OffPolicyOptions { Resamples = 100 }).Warnings
            .ShouldHaveSingleItem().ShouldStartWith("About 50% of what target would show was never or hardly ever served");
    }

    [Fact]
    public void Warns_where_nothing_was_left_to_chance()
    {
        var lists = Enumerable.Range(0, 300).Select(user => Served.Logged(user, [0], [1], [1])).ToArray();
        Evaluator(lists).Evaluate("target", new FunctionPolicy((_, _) => new PlaceChances([0], [1])))
            .Warnings.ShouldHaveSingleItem().ShouldStartWith("Nothing was left to chance");
    }

    [Fact]
    public void Warns_where_propensities_cannot_be_right()
    {
        var lists = Enumerable.Range(0, 300).Select(user => Served.Logged(user, [0], [0.25f], [1])).ToArray();
        Evaluator(lists).Evaluate("target", new FunctionPolicy((_, _) => new PlaceChances([0], [1])))
            .Warnings.ShouldHaveSingleItem().ShouldContain("They look too small");
    }

    [Fact]
    public void Warns_where_few_lists_tell_anything()
    {
        var log = SimulatedLog.OfPlaces(users: 60, seed: 3);
        log.Evaluate(log.Target, new OffPolicyOptions()).Warnings.ShouldHaveSingleItem().ShouldStartWith("The weights are so uneven, or the lists so few, that 60 lists");
    }

    [Fact]
    public void Refuses_to_evaluate_without_lists() =>
        Should.Throw<ArgumentException>(() => Evaluator([])).Message.ShouldContain("no served lists");

    [Fact]
    public void Refuses_a_policy_that_does_not_decide_every_place() =>
        Should.Throw<InvalidOperationException>(() => Evaluator(TwoLists).Evaluate("short", new ShortPolicy())).Message.ShouldContain("decided 0 places of the list '0@0', which has 2");

    [Fact]
    public void Refuses_chances_that_are_none() =>
        Should.Throw<InvalidOperationException>(() => Evaluator(TwoLists).Evaluate("wrong", new FunctionPolicy((_, _) => new PlaceChances([7], [1.5]))))
            .Message.ShouldContain("item 7 the chance 1.5");

    [Fact]
    public void Gives_the_same_figures_on_any_number_of_threads()
    {
        var log = SimulatedLog.OfPlaces(users: 300, seed: 4);
        var one = log.Evaluate(log.Target, new OffPolicyOptions { Resamples = 50, MaxDegreeOfParallelism = 1 });
        var many = log.Evaluate(log.Target, new OffPolicyOptions { Resamples = 50, MaxDegreeOfParallelism = 4 });
        many.DoublyRobust.ShouldBe(one.DoublyRobust);
        many.Snips.ShouldBe(one.Snips);
    }

    private static OffPolicyEvaluator Evaluator(LoggedList[] lists, OffPolicyOptions? options = null) =>
        new(lists, _ => new FunctionRewards((_, item) => item * 0.1), options ?? new OffPolicyOptions { Resamples = 50 });

    private static OffPolicyResult Evaluate(OffPolicyOptions options) => Evaluator(TwoLists, options with { Resamples = 10 }).Evaluate("target", Target);

    private sealed class ShortPolicy : IServingPolicy
    {
        public PlaceChances[] Decide(ServedList served) => [];
    }
}
