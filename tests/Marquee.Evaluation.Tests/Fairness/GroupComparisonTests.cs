using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Fairness;

public class GroupComparisonTests
{
    [Fact]
    public void Means_and_differences_are_those_worked_by_hand()
    {
        var comparison = GroupComparison.Of("g", ["a", "b", "nobody"], [0, 0, 1, -1, 1], Values([1, 3, 4, 9, double.NaN]), 1);
        comparison.Groups.Select(group => (group.Name, group.Users)).ShouldBe([("a", 2), ("b", 1), ("nobody", 0)]);
        comparison.Groups.Select(group => group.Mean).ShouldBe([2, 4, double.NaN]);
        comparison.Groups.Take(2).Select(group => group.Difference).ShouldBe([-2, 2]);
        comparison.Groups[0].Interval.ShouldBe(new Interval(1, 3));
    }

    [Fact]
    public void Groups_of_a_few_users_are_shown_and_not_compared()
    {
        var comparison = GroupComparison.Of("g", ["few", "many", "more"], [.. Enumerable.Repeat(0, 9), .. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(2, 20)],
            Values([.. Enumerable.Repeat(99.0, 9), .. Noise(40, 1)]), 1);
        comparison.Groups[0].Mean.ShouldBe(99);
        double.IsNaN(comparison.Groups[0].P).ShouldBeTrue();
        new[] { comparison.Best!.Name, comparison.Worst!.Name }.Order().ShouldBe(["many", "more"]);
        comparison.OmnibusP.ShouldBeGreaterThan(0.01);

        var alone = GroupComparison.Of("g", ["few", "many"], [.. Enumerable.Repeat(0, 9), .. Enumerable.Repeat(1, 20)], Values(Noise(29, 1)), 1);
        (alone.Best, double.IsNaN(alone.Gap), double.IsNaN(alone.OmnibusP)).ShouldBe((null, true, true));
    }

    [Fact]
    public void Of_two_groups_all_three_tests_give_the_p_value_of_all_possible_deals()
    {
        // 10 of 21 users have the values 0.1 .. 1.0 and 11 have others; the exact p-value is the share of the 352,716 ways of choosing 10 of 21.
        double[] first = [.. Enumerable.Range(1, 10).Select(value => value / 10.0)];
        double[] second = [.. Enumerable.Range(1, 11).Select(value => (value / 10.0) + 0.2)];
        var comparison = GroupComparison.Of("g", ["a", "b"], [.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 11)], Values([.. first, .. second]), 7);
        var exact = ExactP(first, second);
        comparison.GapP.ShouldBe(exact, 0.015);
        comparison.OmnibusP.ShouldBe(comparison.GapP);
        comparison.Groups.ShouldAllBe(group => group.P == comparison.GapP);
    }

    [Fact]
    public void Looking_for_the_largest_gap_among_many_groups_is_paid_for()
    {
        // Nothing but noise in twelve groups: over many draws about a twentieth of the p-values lie below 0.05, though each time the best and the worst group are picked out.
        const int Draws = 60;
        int[] groupOf = [.. Enumerable.Range(0, 240).Select(user => user % 12)];
        string[] names = [.. Enumerable.Range(0, 12).Select(group => $"{group}")];
        var found = Enumerable.Range(0, Draws).Select(draw => GroupComparison.Of("g", names, groupOf, Values(Noise(240, 1000 + (ulong)draw)), 3)).ToArray();
        found.Count(one => one.GapP < 0.05).ShouldBeLessThan(Draws / 8);
        found.Count(one => one.OmnibusP < 0.05).ShouldBeLessThan(Draws / 8);
        found.Count(one => one.Groups.Any(group => group.P < 0.05)).ShouldBeLessThan(Draws / 8);
        found.Average(one => one.GapP).ShouldBe(0.5, 0.1);
    }

    [Fact]
    public void The_group_that_differs_is_found_and_the_others_are_not()
    {
        string[] names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        int[] groupOf = [.. Enumerable.Range(0, 400).Select(user => user % 8)];
        var noise = Noise(400, 5);
        var comparison = GroupComparison.Of("g", names, groupOf, Values([.. noise.Select((value, user) => user % 8 == 2 ? value - 0.3 : value)]), 3);
        comparison.Worst!.Name.ShouldBe("c");
        comparison.GapP.ShouldBeLessThan(0.01);
        comparison.OmnibusP.ShouldBeLessThan(0.01);
        comparison.Groups.MinBy(group => group.P)!.Name.ShouldBe("c");
        comparison.GapInterval.Low.ShouldBeGreaterThan(0);
        comparison.GapInterval.Contains(comparison.Gap).ShouldBeTrue();
    }

    [Fact]
    public void The_number_of_threads_does_not_matter()
    {
        int[] groupOf = [.. Enumerable.Range(0, 90).Select(user => user % 3)];
        var values = Values(Noise(90, 11));
        var one = GroupComparison.Of("g", ["a", "b", "c"], groupOf, values, 5, maxDegreeOfParallelism: 1);
        var many = GroupComparison.Of("g", ["a", "b", "c"], groupOf, values, 5, maxDegreeOfParallelism: 7);
        (many.GapP, many.OmnibusP, many.GapInterval).ShouldBe((one.GapP, one.OmnibusP, one.GapInterval));
        many.Groups.ShouldBe(one.Groups);
    }

    [Fact]
    public void Several_attributes_are_corrected_as_Holm_says()
    {
        int[] halves = [.. Enumerable.Range(0, 40).Select(user => user % 2)];
        var noise = Noise(40, 2);
        GroupComparison Shifted(double by) => GroupComparison.Of($"{by}", ["a", "b"], halves, Values([.. noise.Select((value, user) => value + (by * halves[user]))]), 3);
        GroupComparison[] comparisons = [Shifted(0), Shifted(2), Shifted(0.15), GroupComparison.Of("none", ["a"], [.. new int[40]], Values(noise), 3)];
        var corrected = GroupComparison.Correct(comparisons);
        corrected[1].CorrectedP.ShouldBe(3 * comparisons[1].OmnibusP, 1e-12);
        corrected[2].CorrectedP.ShouldBe(Math.Max(3 * comparisons[1].OmnibusP, 2 * comparisons[2].OmnibusP), 1e-12);
        corrected[0].CorrectedP.ShouldBe(Math.Max(corrected[2].CorrectedP, comparisons[0].OmnibusP), 1e-12);
        double.IsNaN(corrected[3].CorrectedP).ShouldBeTrue();
        corrected.Select(one => one.OmnibusP).ShouldBe(comparisons.Select(one => one.OmnibusP));
    }

    [Fact]
    public void Every_value_needs_a_group() =>
        Should.Throw<ArgumentException>(() => GroupComparison.Of("g", ["a"], [0], Values([1, 2]), 1)).Message.ShouldContain("2 values need as many groups; 1 were given");

    private static MetricValues Values(double[] values) => new("m", values);

    private static double[] Noise(int count, ulong seed)
    {
        var random = new SplittableRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    private static double ExactP(double[] first, double[] second)
    {
        double[] all = [.. first, .. second];
        var observed = Math.Abs(first.Average() - second.Average()) - 1e-12;
        var (asLarge, ways) = (0, 0);
        Choose(0, 0, 0);
        return asLarge / (double)ways;

        void Choose(int from, int chosen, double sum)
        {
            if (chosen == first.Length)
            {
                ways++;
                asLarge += Math.Abs((sum / first.Length) - ((all.Sum() - sum) / second.Length)) >= observed ? 1 : 0;
                return;
            }

            for (var user = from; user <= all.Length - (first.Length - chosen); user++)
            {
                Choose(user + 1, chosen + 1, sum + all[user]);
            }
        }
    }
}
