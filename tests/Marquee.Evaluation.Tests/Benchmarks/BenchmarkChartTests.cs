namespace Marquee.Evaluation.Tests.Benchmarks;

public class BenchmarkChartTests
{
    private static readonly BenchmarkReport Report = new()
    {
        Suite = "suite",
        Dataset = "data",
        Protocol = "how",
        Columns = ["recall@20", "ndcg@20"],
        Rows =
        [
            Row("ours", "all", 0.5, 0.1) with { Intervals = [new("recall@20", new Interval(0.4, 0.6))] },
            Row("theirs", "all", 0.4, 0.3) with { Published = true },
            Row("ours", "less theirs", 0.02, 0.01),
        ],
    };

    [Fact]
    public void Each_task_has_a_chart_of_its_first_figure_with_published_rows_in_a_quieter_tone()
    {
        var charts = BenchmarkChart.Of(Report);
        charts.Select(chart => chart.Title).ShouldBe(["recall@20, all", "recall@20, less theirs"]);
        charts[0].Groups.Select(group => (group.Label, group.IsQuiet, group.Bars[0].Interval)).ShouldBe([("ours", false, new Interval(0.4, 0.6)), ("theirs", true, null)]);
    }

    [Fact]
    public void Bars_too_short_to_be_told_apart_have_a_scale_of_their_own() =>
        BenchmarkChart.Of(Report).Select(chart => chart.Maximum).ShouldBe([0.5, 0]);

    [Fact]
    public void Another_figure_has_an_order_of_its_own()
    {
        var chart = BenchmarkChart.Of(Report, "ndcg@20")[0];
        chart.Groups.Select(group => group.Label).ShouldBe(["theirs", "ours"]);
        (BenchmarkChart.Of(Report with { LowerIsBetter = true }, "ndcg@20")[0]).Groups.Select(group => group.Label).ShouldBe(["ours", "theirs"]);
        BenchmarkChart.Of(Report, "auc").ShouldBeEmpty();
    }

    [Fact]
    public void What_was_written_as_json_gives_the_same_charts()
    {
        var read = BenchmarkReport.FromJson(Report.ToJson());
        read.Columns.ShouldBe(Report.Columns);
        ChartPicture.Write(BenchmarkChart.Of(read)).ShouldBe(ChartPicture.Write(BenchmarkChart.Of(Report)));
        BenchmarkReport.FromJson((Report with { LowerIsBetter = true }).ToJson()).LowerIsBetter.ShouldBeTrue();
    }

    private static BenchmarkRow Row(string model, string variant, double recall, double gain) =>
        new() { Model = model, Variant = variant, Metrics = [new("recall@20", recall), new("ndcg@20", gain)] };
}
