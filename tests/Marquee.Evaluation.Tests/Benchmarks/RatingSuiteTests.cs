using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class RatingSuiteTests
{
    [Fact]
    public void A_model_that_refuses_one_of_the_tasks_is_named_without_figures_and_the_others_go_on()
    {
        var report = new SmallAndLarge().Run(new BenchmarkInput(), new ExperimentSettings());
        report.Rows.Select(row => (row.Model, row.Variant)).ShouldBe([("biases", "small"), ("biases", "large")]);
        report.Refusals.ShouldHaveSingleItem().Setup.Family.Name.ShouldBe("biased-mf");
    }

    private sealed class SmallAndLarge : RatingSuite
    {
        public override string Name => "small and large";

        public override string Summary => "two tasks";

        public override string Dataset => "made up";

        public override ProtocolWords Words { get; } = new("none", "none", "none", "none");

        public override IReadOnlyList<SuiteModel> Models { get; } = [new("biases"), new("biased-mf", "factors=15", "burnIn=0", "samples=1000", "thinning=1")];

        protected override IEnumerable<RatingExperiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds) =>
        [
            new RatingExperiment(1, Task("small", 3)),
            // A thousand draws of sixteen numbers for so many items are more than one array holds.
            new RatingExperiment(1, Task("large", 140_000)),
        ];

        private static RatingTask Task(string variant, int items) =>
            new(SampleSnapshots.FromPairs(2, items, [(0, 0), (0, 1), (1, 0)]), [new RatingCase(0, default, new[] { 1 }, new[] { 4f })]) { Variant = variant };
    }
}
