namespace Marquee.Evaluation.Tests.Statistics;

public sealed class PermutationTestTests
{
    [Fact]
    public void Holm_multiplies_by_what_is_left_and_never_falls()
    {
        // Sorted .01, .02, .03, .4: times 4, 3, 2 and 1; the third would fall below the second.
        PermutationTest.Holm([0.03, 0.01, 0.4, 0.02]).ShouldBe([0.06, 0.04, 0.4, 0.06], 1e-12);
    }

    [Fact]
    public void Holm_stays_below_one_and_leaves_out_what_is_no_number()
    {
        var corrected = PermutationTest.Holm([0.7, double.NaN, 0.6]);
        (corrected[0], corrected[2]).ShouldBe((1, 1));
        corrected[1].ShouldBe(double.NaN);
        PermutationTest.Holm([]).ShouldBeEmpty();
    }

    [Fact]
    public void One_test_alone_stays_as_it_is() => PermutationTest.Holm([0.03]).ShouldBe([0.03]);

    [Theory]
    [InlineData(1.0 / 10_001, 10_000, "< 0.0002")]
    [InlineData(2.0 / 10_001, 10_000, "< 0.0002")]
    [InlineData(3.0 / 10_001, 10_000, "0.0003")]
    [InlineData(1.0 / 1_001, 1_000, "< 0.002")]
    [InlineData(1.0, 10_000, "1.0000")]
    [InlineData(double.NaN, 10_000, "")]
    public void The_smallest_that_is_told_follows_from_the_number_of_permutations(double p, int permutations, string text) =>
        PermutationTest.Text(p, permutations).ShouldBe(text);
}
