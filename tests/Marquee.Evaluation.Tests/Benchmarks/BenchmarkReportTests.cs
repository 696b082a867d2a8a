using System.Text.Json.Nodes;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class BenchmarkReportTests
{
    private static readonly BenchmarkReport Report = new()
    {
        Suite = "suite",
        Dataset = "data",
        Protocol = "how",
        Columns = ["ndcg@10", "map@10"],
        Rows =
        [
            new BenchmarkRow
            {
                Model = "ease",
                Options = new JsonObject { ["regularization"] = 300 },
                Metrics = [new("ndcg@10", 0.48), new("map@10", 0.15), new("auc", 0.9)],
                TrainSeconds = 0.5,
                ScoreSeconds = 0.25,
                Seeds = 5,
                Intervals = [new("ndcg@10", new Interval(0.47, 0.49))],
            },
            new BenchmarkRow { Model = "Theirs", Metrics = [new("ndcg@10", 0.485)], Published = true, Source = "A paper" },
        ],
    };

    [Fact]
    public void The_json_is_the_one_that_other_programs_read() => Report.ToJson().ToJsonString().ShouldBe(
        """{"suite":"suite","dataset":"data","protocol":"how","rows":["""
        + """{"model":"ease","options":{"regularization":300},"metrics":{"ndcg@10":0.48,"map@10":0.15,"auc":0.9},"trainSeconds":0.5,"scoreSeconds":0.25,"published":false,"seeds":5,"intervals":{"ndcg@10":[0.47,0.49]}},"""
        + """{"model":"Theirs","options":{},"metrics":{"ndcg@10":0.485},"trainSeconds":null,"scoreSeconds":null,"published":true,"source":"A paper"}]}""");

    [Fact]
    public void The_json_names_the_models_that_refused() =>
        (Report with { Rows = [], Refusals = [new ModelRefusal(ModelSetup.Of("ease"), "too many items")] }).ToJson().ToJsonString()
            .ShouldEndWith(""","rows":[],"refused":[{"model":"ease","reason":"too many items"}]}""");

    [Fact]
    public void The_json_can_be_asked_for_twice() => Report.ToJson().ToJsonString().ShouldBe(Report.ToJson().ToJsonString());

    [Fact]
    public void The_table_puts_the_best_first_whoever_measured_it() => BenchmarkMarkdown.Write(Report).ShouldBe(
        """
        how

        | model | ndcg@10 | map@10 | train s | score s | source |
        |---|---:|---:|---:|---:|---|
        | Theirs | 0.4850 |  |  |  | A paper |
        | **ease** | 0.4800 | 0.1500 | 0.50 | 0.25 | measured, 5 seeds |

        """);

    [Fact]
    public void Comparisons_stand_behind_the_table_and_in_the_json()
    {
        var paired = PairedComparison.Compare(new MetricValues("ndcg@10", [1, 1, 0.5, 0]), new MetricValues("ndcg@10", [0, 0.5, 0.5, 0]), 1);
        var report = Report with { Comparisons = [Comparison(paired, isPicked: true)] };
        var markdown = BenchmarkMarkdown.Write(report);
        markdown.ShouldContain("\n\n| ndcg@10 of **ease** against | difference | 95% interval | p | corrected | better for |\n|---|---:|---:|---:|---:|---:|\n| als | +0.3750 | ");
        markdown.ShouldContain(" | 0.0600 | 75% |\n\n4 users; p: sign-flip permutation test");
        var json = report.ToJson()["comparisons"]![0]!;
        ((string)json["against"]!).ShouldBe("als");
        ((double)json["difference"]!).ShouldBe(0.375);
        ((double)json["permutationP"]!).ShouldBe(paired.PermutationP);
        ((double)json["correctedP"]!).ShouldBe(0.06);
        ((bool)json["picked"]!).ShouldBeTrue();
    }

    [Fact]
    public void A_report_says_where_the_best_was_picked_by_the_same_figures()
    {
        var paired = PairedComparison.Compare(new MetricValues("ndcg@10", [1, 1, 0.5, 0]), new MetricValues("ndcg@10", [0, 0.5, 0.5, 0]), 1);
        ModelComparison.Foot([Comparison(paired, isPicked: true)]).ShouldContain("ease was picked as the best of these test data");
        ModelComparison.Foot([Comparison(paired, isPicked: false)]).ShouldNotContain("picked");
    }

    [Fact]
    public void The_page_shows_comparisons_and_the_command_as_it_was_given()
    {
        var paired = PairedComparison.Compare(new MetricValues("ndcg@10", [1, 1, 0.5, 0]), new MetricValues("ndcg@10", [0, 0.5, 0.5, 0]), 1);
        var page = System.Xml.Linq.XDocument.Parse(BenchmarkPage.Write(Report with { Comparisons = [Comparison(paired, isPicked: false)] }, "marquee benchmark suite --ablation --seeds 2"));
        var table = page.Descendants("table").Single(one => one.Element("caption")!.Value == "ndcg@10 of ease against");
        var cells = table.Descendants("tbody").Single().Descendants().Where(cell => cell.Name.LocalName is "th" or "td").Select(cell => cell.Value).ToArray();
        cells.Length.ShouldBe(6);
        (cells[0], cells[1], cells[4], cells[5]).ShouldBe(("als", "+0.3750", "0.0600", "75%"));
        page.Descendants("p").ShouldContain(paragraph => paragraph.Value.Contains("by Holm's method"));
        page.Descendants("pre").Single().Value.ShouldBe("marquee benchmark suite --ablation --seeds 2");
    }

    [Fact]
    public void The_page_has_a_chart_and_a_table_of_each_variant()
    {
        var page = System.Xml.Linq.XDocument.Parse(BenchmarkPage.Write(Report with
        {
            Rows = [Report.Rows[0] with { Variant = "one" }, Report.Rows[1] with { Variant = "two" }, new BenchmarkRow { Model = "none", Variant = "two", Metrics = [], Note = "no ratings" }],
            VariantWords = new Dictionary<string, string> { ["two"] = "The second." },
        }, "marquee benchmark suite"));
        page.Descendants("h2").Select(heading => heading.Value).ShouldBe(["one", "two"]);
        page.Descendants("p").ShouldContain(paragraph => paragraph.Value == "The second.");
        page.Descendants().Count(element => element.Name.LocalName == "svg").ShouldBe(2);
        page.Descendants("tbody").Select(body => string.Join(' ', body.Descendants("th").Select(cell => cell.Value))).ShouldBe(["ease", "Theirs none"]);
        page.Descendants().Where(element => element.Name.LocalName == "desc").Select(element => element.Value).ShouldBe(
            ["ndcg@10 of each model, one. ease: 0.480 (0.470 to 0.490).", "ndcg@10 of each model, two. Theirs: 0.485; none: no ratings."]);
    }

    [Fact]
    public void Where_smaller_is_better_the_smallest_comes_first_and_what_has_no_figure_last()
    {
        var report = Report with { LowerIsBetter = true, Rows = [new BenchmarkRow { Model = "none", Metrics = [new("map@10", 0.1)] }, .. Report.Rows] };
        report.Tables.Single().Rows.Select(row => row.Model).ShouldBe(["ease", "Theirs", "none"]);
        (report with { LowerIsBetter = false }).Tables.Single().Rows.Select(row => row.Model).ShouldBe(["Theirs", "ease", "none"]);
    }

    [Fact]
    public void Variants_have_tables_of_their_own() => BenchmarkMarkdown.Write(Report with
    {
        Rows = [Report.Rows[0] with { Variant = "one" }, Report.Rows[1] with { Variant = "two" }],
    }).ShouldBe(
        """
        how

        **one**

        | model | ndcg@10 | map@10 | train s | score s | source |
        |---|---:|---:|---:|---:|---|
        | **ease** | 0.4800 | 0.1500 | 0.50 | 0.25 | measured, 5 seeds |

        **two**

        | model | ndcg@10 | train s | score s | source |
        |---|---:|---:|---:|---|
        | Theirs | 0.4850 |  |  | A paper |

        """);

    private static ModelComparison Comparison(PairedComparison paired, bool isPicked) =>
        new() { Variant = null, Best = "ease", Other = "als", Paired = paired, CorrectedP = 0.06, IsPicked = isPicked };
}
