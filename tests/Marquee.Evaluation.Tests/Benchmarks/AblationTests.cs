using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class AblationTests
{
    [Fact]
    public void Runs_the_variants_and_compares_the_whole_with_each()
    {
        var report = new TakenApart().RunAblation(new BenchmarkInput(string.Empty), new ExperimentSettings());
        report.Rows.Select(row => row.Model).ShouldBe(["ease", "smooth", "smoother"]);
        report.Comparisons.Select(comparison => (comparison.Best, comparison.Other, comparison.Paired.Key)).ShouldBe(
            [("ease", "smooth", "hr@2"), ("ease", "smoother", "hr@2"), ("ease", "smooth", "ndcg@2"), ("ease", "smoother", "ndcg@2")]);
        var (whole, part) = (report.Rows[0].Metric("hr@2")!.Value, report.Rows[1].Metric("hr@2")!.Value);
        report.Comparisons[0].Paired.Difference.ShouldBe(whole - part, 1e-12);
        report.Comparisons.ShouldAllBe(comparison => !comparison.IsPicked);
        var ofHits = report.Comparisons.Where(comparison => comparison.Paired.Key == "hr@2").OrderBy(comparison => comparison.Paired.PermutationP).ToArray();
        ofHits[0].CorrectedP.ShouldBe(Math.Min(1, 2 * ofHits[0].Paired.PermutationP));
    }

    [Fact]
    public void A_suite_without_variants_says_which_have_some() =>
        Should.Throw<OptionException>(() => BenchmarkCatalogue.Find("microsoft-100k").RunAblation(new BenchmarkInput(string.Empty), new ExperimentSettings())).Message.ShouldContain("'ncf-1m'");

    [Fact]
    public void The_variants_of_every_suite_have_names_and_options_that_exist()
    {
        foreach (var suite in BenchmarkCatalogue.All.OfType<RecommenderSuite>())
        {
            suite.Ablation.Select(model => model.Resolve().Name).ShouldBeUnique();
        }
    }

    private sealed class TakenApart : RankingSuite
    {
        public override string Name => "taken-apart";

        public override string Summary => "One family and two variants of it";

        public override string Dataset => "made up";

        public override ProtocolWords Words { get; } = new("split", "candidates", "relevant", "averages");

        public override IReadOnlyList<SuiteModel> Models { get; } = [new("most-popular")];

        public override IReadOnlyList<SuiteModel> Ablation { get; } =
            [new("ease"), new("ease", "regularization=1000") { Label = "smooth" }, new("ease", "regularization=100000") { Label = "smoother" }];

        public override IReadOnlyList<IRankingMetric> Metrics { get; } = [new HitRateAt(2), new NormalizedDiscountedGainAt(2)];

        public override IReadOnlyList<string> Columns { get; } = ["hr@2", "ndcg@2"];

        protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
        {
            var split = new LeaveLastOut().Split(SampleSnapshots.Tastes(), seed: 0);
            return [new Experiment(1, RankingTask.FromHeldOut(split.Train, split.Test))];
        }

        protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed) => [];
    }
}
