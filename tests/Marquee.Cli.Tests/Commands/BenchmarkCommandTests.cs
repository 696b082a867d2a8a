using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class BenchmarkCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Writes_our_rows_beside_the_published_ones()
    {
        var data = RealData.Folder("movielens-100k");
        var file = Path.Combine(_folder.Path, "result.json");
        var run = await CommandRun.Done("benchmark", "microsoft-100k", "--data", data, "--seeds", "1", "--models", "most-popular", "--json", file);
        run.Lines[0].ShouldBe("microsoft-100k  MovieLens 100K");
        run.Lines.ShouldContain(line => line.StartsWith("most-popular ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("here", StringComparison.Ordinal));
        run.Lines.ShouldContain(line => line.StartsWith("LightGCN ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("Microsoft recommenders", StringComparison.Ordinal));

        var report = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        report.Select(entry => entry.Key).ShouldBe(["suite", "dataset", "protocol", "rows"]);
        report["suite"]!.GetValue<string>().ShouldBe("microsoft-100k");
        report["dataset"]!.GetValue<string>().ShouldBe("MovieLens 100K");
        var rows = report["rows"]!.AsArray().Select(row => row!.AsObject()).ToArray();
        foreach (var row in rows)
        {
            row.Select(entry => entry.Key).Take(6).ShouldBe(["model", "options", "metrics", "trainSeconds", "scoreSeconds", "published"]);
            row["metrics"]!["ndcg@10"]!.GetValue<double>().ShouldBeInRange(0, 1);
            (row["trainSeconds"] is null).ShouldBe(row["published"]!.GetValue<bool>());
        }

        rows.Single(row => !row["published"]!.GetValue<bool>())["model"]!.GetValue<string>().ShouldBe("most-popular");
        rows.ShouldContain(row => row["published"]!.GetValue<bool>() && row["model"]!.GetValue<string>() == "LightGCN");
    }

    [Fact]
    public async Task Writes_a_page_that_stands_alone()
    {
        var data = RealData.Folder("movielens-100k");
        var file = Path.Combine(_folder.Path, "f1.html");
        var run = await CommandRun.Done("benchmark", "f1-100k", "--data", data, "--models", "most-popular,biases", "--html", file);
        run.Lines.ShouldContain(line => line.StartsWith("most-popular ", StringComparison.Ordinal) && line.TrimEnd().EndsWith("no ratings", StringComparison.Ordinal));
        var page = System.Xml.Linq.XDocument.Load(file);
        page.Descendants().Count(element => element.Name.LocalName == "svg").ShouldBe(page.Descendants("h2").Count());
        page.Descendants("pre").Single().Value.ShouldContain(" --models most-popular,biases --html ");
    }

    [Fact]
    public async Task Says_what_it_needs_where_no_data_are_given()
    {
        (await CommandRun.Of("benchmark", "microsoft-100k", "-m", "most-popular")).ShouldFail().ShouldBe("microsoft-100k: needs the folder of MovieLens 100K: --data DIR (marquee data get movielens-100k fetches it)");
        (await CommandRun.Of("benchmark", "microsoft-100k", "-m", "most-popular", "--data", _folder.Path)).ShouldFail().ShouldStartWith($"{_folder.Path}: does not hold MovieLens 100K");
    }

    [Theory]
    [InlineData("There is no benchmark 'netflix'; the benchmarks are microsoft-100k,", "netflix")]
    [InlineData("There is no model 'svd'", "microsoft-100k", "--models", "most-popular,svd")]
    [InlineData("--seeds is 0; it must be at least 1", "microsoft-100k", "--seeds", "0")]
    public async Task Refuses_what_does_not_exist(string message, params string[] words) =>
        (await CommandRun.Of(["benchmark", .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    public void Dispose() => _folder.Dispose();
}
