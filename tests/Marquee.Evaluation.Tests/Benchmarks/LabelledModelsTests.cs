using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class LabelledModelsTests
{
    [Theory]
    [InlineData(null, new[] { "ease", "smooth ease" })]
    [InlineData("ease", new[] { "ease", "smooth ease" })]
    [InlineData("smooth ease", new[] { "smooth ease" })]
    public void A_family_that_takes_part_twice_is_told_apart_by_its_label(string? asked, string[] expected)
    {
        var report = new TwiceSuite().Run(new BenchmarkInput(string.Empty), new ExperimentSettings(), asked is null ? null : [asked]);
        report.Rows.Select(row => row.Model).ShouldBe(expected, ignoreOrder: true);
        report.Rows.Single(row => row.Model == "smooth ease").Options["regularization"]!.GetValue<double>().ShouldBe(1000);
    }

    [Fact]
    public void A_name_that_is_neither_a_model_nor_a_label_is_refused_with_those_that_are() =>
        Should.Throw<OptionException>(() => new TwiceSuite().Choose(["easy"])).Message.ShouldStartWith("There is no model 'easy'; 'twice' runs ease, smooth ease, and any other of most-popular");

    private sealed class TwiceSuite : RankingSuite
    {
        public override string Name => "twice";

        public override string Summary => "One family twice";

        public override string Dataset => "made up";

        public override ProtocolWords Words { get; } = new("split", "candidates", "relevant", "averages");

        public override IReadOnlyList<SuiteModel> Models { get; } = [new("ease"), new("ease", "regularization=1000") { Label = "smooth ease" }];

        public override IReadOnlyList<IRankingMetric> Metrics { get; } = [new HitRateAt(2)];

        public override IReadOnlyList<string> Columns { get; } = ["hr@2"];

        protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
        {
            var split = new LeaveLastOut().Split(SampleSnapshots.Tastes(), seed: 0);
            return [new Experiment(1, RankingTask.FromHeldOut(split.Train, split.Test))];
        }

        protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed) => [];
    }
}
