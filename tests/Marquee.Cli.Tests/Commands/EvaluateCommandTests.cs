using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class EvaluateCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Writes_rows_of_the_shape_that_other_programs_read()
    {
        var file = Path.Combine(_folder.Path, "result.json");
        await CommandRun.Done("evaluate", "item-knn", "--protocol", "leave-last-out", "--set", "neighbours=5", "--json", file, "-w", cinema.Workspace);
        var report = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        report.Select(entry => entry.Key).ShouldBe(["suite", "dataset", "protocol", "rows"]);
        report["suite"].ShouldBeNull();
        report["protocol"]!.GetValue<string>().ShouldStartWith("leave-last-out. Split: ");

        var row = report["rows"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        row.Select(entry => entry.Key).Take(6).ShouldBe(["model", "options", "metrics", "trainSeconds", "scoreSeconds", "published"]);
        row["model"]!.GetValue<string>().ShouldBe("item-knn");
        row["options"]!["neighbours"]!.GetValue<int>().ShouldBe(5);
        row["published"]!.GetValue<bool>().ShouldBeFalse();
        row["trainSeconds"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
        row["scoreSeconds"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
        row["metrics"]!.AsObject().Select(metric => metric.Key).Take(8)
            .ShouldBe(["precision@10", "recall@10", "f1@10", "hr@10", "map@10", "mrr@10", "ndcg@10", "auc"]);
        foreach (var (key, value) in row["metrics"]!.AsObject())
        {
            double.IsFinite(value!.GetValue<double>()).ShouldBeTrue(key);
        }
    }

    [Fact]
    public async Task Puts_the_length_of_the_lists_into_the_keys()
    {
        var row = await Row("evaluate", "most-popular", "-n", "3", "--json", "-", "-w", cinema.Workspace);
        row["metrics"]!.AsObject().Select(metric => metric.Key).Where(key => key.Contains('@')).ShouldAllBe(key => key.EndsWith("@3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_the_personal_model_better_where_taste_is_all()
    {
        var run = await CommandRun.Done("evaluate", "most-popular", "item-knn", "-w", cinema.Workspace);
        run.Lines.First(line => line.StartsWith("item-knn ", StringComparison.Ordinal) || line.StartsWith("most-popular ", StringComparison.Ordinal))
            .ShouldStartWith("item-knn ");
        run.Lines.ShouldContain(line => line.StartsWith("item-knn against the others, ndcg@10", StringComparison.Ordinal));
        run.Lines.ShouldContain(line => line.StartsWith("most-popular ", StringComparison.Ordinal) && line.Contains(" to +"));
    }

    [Fact]
    public async Task Judges_re_ranked_lists_beside_the_model_s_own()
    {
        var rows = (await Report("evaluate", "item-knn", "--rerank", "exposure:9,raise=categories=drama,target=1", "--rerank", "calibrated:0", "--json", "-", "-w", cinema.Workspace))["rows"]!.AsArray();
        rows.Select(row => row!["model"]!.GetValue<string>()).ShouldBe(["item-knn", "item-knn + exposure:9,raise=categories=drama,target=1", "item-knn + calibrated:0"]);
        double Ndcg(int row) => rows[row]!["metrics"]!["ndcg@10"]!.GetValue<double>();
        Ndcg(1).ShouldBeLessThan(Ndcg(0), "half of the viewers want comedies");
        Ndcg(2).ShouldBe(Ndcg(0));
    }

    [Fact]
    public async Task Compares_all_models_where_none_is_named()
    {
        var rows = (await Report("evaluate", "--json", "-", "-w", cinema.Workspace))["rows"]!.AsArray();
        rows.Select(row => row!["model"]!.GetValue<string>()).Order().ShouldBe(ModelCatalogue.All.Select(family => family.Name).Order());
    }

    [Fact]
    public async Task Runs_every_protocol()
    {
        foreach (var protocol in ProtocolCatalogue.All)
        {
            var report = await Report("evaluate", "most-popular", "--protocol", protocol.Name, "--json", "-", "-w", cinema.Workspace);
            report["protocol"]!.GetValue<string>().ShouldStartWith($"{protocol.Name}. ");
            report["rows"]!.AsArray().Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Cuts_the_timeline_as_often_as_it_is_told_and_shows_every_cut()
    {
        var row = await Row("evaluate", "most-popular", "--protocol", "timeline", "--cuts", "3", "--json", "-", "-w", cinema.Workspace);
        row["parts"]!.AsArray().Count.ShouldBe(3);
        var run = await CommandRun.Done("evaluate", "most-popular", "item-knn", "--protocol", "timeline", "--cuts", "3", "-w", cinema.Workspace);
        run.Lines.ShouldContain(line => line.StartsWith("ndcg@10 by cut", StringComparison.Ordinal));
        run.Lines.Single(line => line.StartsWith("users ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .ShouldBe(row["parts"]!.AsArray().Select(part => part!["users"]!.ToString()));
    }

    [Fact]
    public async Task Asks_everything_at_once_where_the_timeline_is_cut_once() =>
        (await Row("evaluate", "most-popular", "--protocol", "timeline", "--cuts", "1", "--json", "-", "-w", cinema.Workspace)).ContainsKey("parts").ShouldBeFalse();

    [Fact]
    public async Task Gives_the_same_figures_for_the_same_seed_and_others_for_another()
    {
        var first = await Row("evaluate", "item-knn", "--seed", "7", "--json", "-", "-w", cinema.Workspace);
        (await Row("evaluate", "item-knn", "--seed", "7", "--json", "-", "-w", cinema.Workspace))["metrics"]!.ToJsonString().ShouldBe(first["metrics"]!.ToJsonString());
        (await Row("evaluate", "item-knn", "--seed", "8", "--json", "-", "-w", cinema.Workspace))["metrics"]!.ToJsonString().ShouldNotBe(first["metrics"]!.ToJsonString());
    }

    [Fact]
    public async Task Averages_over_as_many_seeds_as_it_is_told() =>
        (await Row("evaluate", "item-knn", "--seeds", "3", "--json", "-", "-w", cinema.Workspace))["seeds"]!.GetValue<int>().ShouldBe(3);

    [Theory]
    [InlineData("There is no model 'svd'", "svd")]
    [InlineData("There is no protocol 'oracle'; the protocols are random,", "--protocol", "oracle")]
    [InlineData("--set belongs to one model; 2 are to be evaluated", "item-knn", "most-popular", "--set", "neighbours=5")]
    [InlineData("There is no option 'x'", "item-knn", "--set", "x=5")]
    [InlineData("-n is 0; it must be at least 1", "-n", "0")]
    [InlineData("--cuts belongs to the protocol 'timeline'", "most-popular", "--cuts", "3")]
    [InlineData("--cuts is 0; it must be at least 1", "most-popular", "--protocol", "timeline", "--cuts", "0")]
    [InlineData("cut at 1 to 100 moments", "most-popular", "--protocol", "timeline", "--cuts", "101")]
    [InlineData("--seeds is -2; it must be at least 1", "--seeds", "-2")]
    public async Task Refuses_what_does_not_exist(string message, params string[] words) =>
        (await CommandRun.Of(["evaluate", "-w", cinema.Workspace, .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    [Fact]
    public async Task Leaves_no_file_behind_where_the_folder_is_missing()
    {
        var run = await CommandRun.Of("evaluate", "most-popular", "--json", Path.Combine(_folder.Path, "missing", "result.json"), "-w", cinema.Workspace);
        run.ShouldFail().ShouldContain("result.json");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<JsonObject> Report(params string[] words) => JsonNode.Parse((await CommandRun.Done(words)).Output)!.AsObject();

    private static async Task<JsonObject> Row(params string[] words) => (await Report(words))["rows"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
}
