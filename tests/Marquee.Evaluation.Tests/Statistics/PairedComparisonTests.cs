using FsCheck.Fluent;

namespace Marquee.Evaluation.Tests.Statistics;

public class PairedComparisonTests
{
    [Fact]
    public void Models_that_are_alike_do_not_differ()
    {
        var comparison = Compare([0, 0, 0, 0]);
        (comparison.Difference, comparison.EffectSize, comparison.Superiority, comparison.PermutationP, comparison.WilcoxonP).ShouldBe((0, 0, 0.5, 1, 1));
    }

    [Fact]
    public void Difference_and_effect_are_those_worked_by_hand()
    {
        var comparison = Compare([1, 2, 3]);
        (comparison.Users, comparison.Difference, comparison.EffectSize, comparison.Superiority).ShouldBe((3, 2, 2, 1));
        comparison.DifferenceInterval.Contains(2).ShouldBeTrue();
    }

    [Fact]
    public void The_permutation_test_gives_the_share_of_all_sign_flips() => Law.Holds(
        Gen.ArrayOf(Gen.Choose(-5, 5), 8),
        differences =>
        {
            var observed = Math.Abs(differences.Sum());
            var asLarge = Enumerable.Range(0, 256).Count(flips => Math.Abs(differences.Select((one, user) => (flips >> user & 1) == 0 ? one : -one).Sum()) >= observed);
            Compare([.. differences.Select(one => (double)one)]).PermutationP.ShouldBe(asLarge / 256.0, 0.02);
        },
        count: 30);

    [Fact]
    public void Wilcoxon_gives_the_value_of_the_textbook()
    {
        // Darwin's maize: positive rank sum 96 of 120, variance 310, so z = (36 - .5) / sqrt(310).
        double[] maize = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];
        Compare(maize).WilcoxonP.ShouldBe(0.04377, 5e-5);
    }

    [Fact]
    public void Wilcoxon_gives_tied_differences_their_mean_rank()
    {
        // Zeros fall away; ranks 2, 2, 2, 4.5, 4.5, 6; positive sum 14.5 of 21; variance 22.75 - (24 + 6) / 48; z = (4 - .5) / sqrt(22.125) = .7441.
        Compare([0, 1, 1, -1, 2, -2, 3, 0]).WilcoxonP.ShouldBe(0.4568, 1e-4);
    }

    [Fact]
    public void Users_without_a_value_from_both_are_left_out()
    {
        var comparison = PairedComparison.Compare(new MetricValues("x", [1, double.NaN, 3]), new MetricValues("x", [0, 1, double.NaN]), 1);
        (comparison.Users, comparison.Difference).ShouldBe((1, 1));
    }

    [Fact]
    public void Different_metrics_are_not_compared() =>
        Should.Throw<ArgumentException>(() => PairedComparison.Compare(new MetricValues("x", [1]), new MetricValues("y", [1]), 1)).Message.ShouldContain("x of 1 users and y of 1");

    [Fact]
    public void Nothing_in_common_cannot_be_compared() =>
        Should.Throw<ArgumentException>(() => PairedComparison.Compare(new MetricValues("x", [double.NaN]), new MetricValues("x", [1]), 1));

    [Fact]
    public void The_same_seed_gives_the_same_answer() => Compare([1, -2, 3, 4, -1, 2]).ShouldBe(Compare([1, -2, 3, 4, -1, 2]));

    private static PairedComparison Compare(double[] differences) =>
        PairedComparison.Compare(new MetricValues("x", differences), new MetricValues("x", new double[differences.Length]), seed: 3);
}
