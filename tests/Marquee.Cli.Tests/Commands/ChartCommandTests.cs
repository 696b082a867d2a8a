using System.Xml.Linq;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class ChartCommandTests : IDisposable
{
    private const string Result = """
        {"suite":"tiktok","rows":[
          {"model":"bm3","variant":"all","metrics":{"recall@20":0.08,"ndcg@20":0.04},"intervals":{"recall@20":[0.07,0.09]}},
          {"model":"Theirs","variant":"all","metrics":{"recall@20":0.09},"published":true},
          {"model":"bm3","variant":"cold","metrics":{"recall@20":0.02}}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Draws_the_first_figure_of_each_task()
    {
        var svg = await Draw();
        Texts(svg, "heading").ShouldBe(["recall@20, all", "recall@20, cold"]);
        Texts(svg, "label").ShouldBe(["published", "Theirs", "bm3", "bm3"]);
        Texts(svg, "value").ShouldBe(["0.090", "0.080", "0.020"]);
    }

    [Fact]
    public async Task Draws_the_rows_tasks_and_figures_that_are_asked_for_under_a_title()
    {
        Texts(await Draw("--variant", "cold"), "value").ShouldBe(["0.020"]);
        Texts(await Draw("--metric", "ndcg@20", "--title", "How well"), "heading").ShouldBe(["How well"]);
        Texts(await Draw("--models", "Theirs"), "label").ShouldBe(["published", "Theirs"]);
    }

    [Theory]
    [InlineData("No row has a figure 'auc'; there are recall@20, ndcg@20.", "--metric", "auc")]
    [InlineData("There is no row 'als'; there are bm3; Theirs.", "--models", "bm3,als")]
    [InlineData("There is no task 'warm'; there are all; cold.", "--variant", "warm")]
    [InlineData("--title is that of one chart, and there are 2 tasks; choose one with --variant.", "--title", "x")]
    public async Task Says_what_there_is(string message, params string[] words) =>
        (await CommandRun.Of(["chart", _folder.Write("r.json", Result), "--to", Path.Combine(_folder.Path, "c.svg"), .. words], default)).ShouldBeBadUsage().ShouldBe(message);

    [Theory]
    [InlineData("This is no report: it has no 'rows'", """{"figures":[]}""")]
    [InlineData("This is no row of a report", """{"rows":[{"model":"ease"}]}""")]
    [InlineData("This is no JSON object", "[1]")]
    public async Task A_file_that_is_no_report_is_named(string message, string content) =>
        (await CommandRun.Of("chart", _folder.Write("r.json", content), "--to", Path.Combine(_folder.Path, "c.svg"))).ShouldFail().ShouldContain($"r.json: {message}");

    private async Task<XDocument> Draw(params string[] words)
    {
        var file = Path.Combine(_folder.Path, "c.svg");
        await CommandRun.Done(["chart", _folder.Write("r.json", Result), "--to", file, .. words]);
        return XDocument.Load(file);
    }

    private static IEnumerable<string> Texts(XDocument svg, string kind) => svg.Descendants().Where(element => element.Attribute("class")?.Value == kind).Select(element => element.Value);
}
