using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks.Graphs;

public class GraphSuiteTests
{
    public static TheoryData<string> Names => [.. BenchmarkCatalogue.All.OfType<GraphSuite>().Select(suite => suite.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Options_are_in_their_ranges_and_models_have_names_of_their_own(string name)
    {
        var suite = (GraphSuite)BenchmarkCatalogue.Find(name);
        suite.Models.Select(model => model.Name).ShouldBeUnique();
        suite.Models.ShouldAllBe(model => model.Options.Validate() == model.Options);
    }

    [Fact]
    public void A_report_has_our_rows_beside_the_published_ones()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var report = BenchmarkCatalogue.Find("codex-s").Run(new BenchmarkInput(folder.Path), new ExperimentSettings(), ["complex"]);
        var own = report.Rows.Single(row => !row.Published);
        own.Model.ShouldBe("complex");
        own.Metrics.Select(metric => metric.Key).ShouldBe(["mrr", "hits@1", "hits@3", "hits@10", "mean-rank"]);
        own.Metric("mrr")!.Value.ShouldBeInRange(0, 1);
        own.TrainSeconds!.Value.ShouldBeGreaterThan(0);
        ((string?)own.Options["model"]).ShouldBe("complex");
        report.Rows.ShouldContain(row => row.Published && row.Model == "TransE");
    }

    [Fact]
    public void A_model_that_the_suite_does_not_run_is_refused_with_those_that_it_does() =>
        Should.Throw<OptionException>(() => BenchmarkCatalogue.Find("codex-s").CheckModels(["ease"])).Message.ShouldContain("'codex-s' runs transe, complex");

    [Fact]
    public void Umls_gives_what_is_known_of_it()
    {
        var report = BenchmarkCatalogue.Find("umls").Run(new BenchmarkInput(RealData.Folder("kg")), new ExperimentSettings(), ["complex"]);
        report.Rows.Single(row => !row.Published).Metric("mrr")!.Value.ShouldBeGreaterThan(0.93);
    }

    private static void Write(TemporaryFolder folder)
    {
        var facts = Enumerable.Range(0, 30).Select(one => $"e{one}\tnext\te{(one + 1) % 30}").ToArray();
        folder.Write("train.txt", string.Join('\n', facts[3..]));
        folder.Write("valid.txt", string.Join('\n', facts[..1]));
        folder.Write("test.txt", string.Join('\n', facts[1..3]));
    }
}
