using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class FairnessCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Says_whom_a_model_serves_and_what_it_shows()
    {
        var run = await CommandRun.Done("fairness", "item-knn", "-w", cinema.Workspace);
        run.Lines.ShouldContain("item-knn: ndcg@10 by country");
        run.Lines.ShouldContain("item-knn: exposure by categories, each list's places discounted");
        run.Lines.ShouldContain("item-knn: exposure by popularity, each list's places discounted");
        run.Lines.ShouldContain(line => line.StartsWith("p-values: permutation test", StringComparison.Ordinal));
        run.Lines.ShouldNotContain(line => line.Contains("re-ranking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shows_what_a_re_ranker_closed_and_cost_before_and_after()
    {
        var json = Path.Combine(_folder.Path, "fairness.json");
        var html = Path.Combine(_folder.Path, "fairness.html");
        var run = await CommandRun.Done(
            "fairness", "most-popular", "item-knn", "--items", "categories=drama", "--group", "country", "-n", "4", "--rerank", "exposure:9,raise=categories=drama,target=0.9",
            "--json", json, "--html", html, "-w", cinema.Workspace);
        run.Lines.ShouldContain("What re-ranking closes, and what it costs in ndcg@4");
        var runs = JsonNode.Parse(await File.ReadAllTextAsync(json))!["runs"]!.AsArray();
        runs.Select(one => one!["model"]!.GetValue<string>()).ShouldBe(["most-popular", "most-popular", "item-knn", "item-knn"]);
        runs[2]!["reRanking"].ShouldBeNull();
        var outcome = runs[3]!["reRanking"]!;
        outcome["goal"]!.GetValue<string>().ShouldBe("gap@4 categories=drama to 0.9");
        outcome["goalAfter"]!.GetValue<double>().ShouldBeLessThan(outcome["goalBefore"]!.GetValue<double>());
        var before = runs[2]!["items"]![0]!["groups"]![0]!;
        before["name"]!.GetValue<string>().ShouldBe("drama");
        before["exposure"]!.GetValue<double>().ShouldBe(0.9 - outcome["goalBefore"]!.GetValue<double>(), 1e-9);
        var change = runs[3]!["metrics"]!["ndcg@4"]!.GetValue<double>() - runs[2]!["metrics"]!["ndcg@4"]!.GetValue<double>();
        outcome["change"]!.GetValue<double>().ShouldBe(change, 1e-9);
        (await File.ReadAllTextAsync(html)).ShouldContain("exposure:9,raise=categories=drama,target=0.9");
    }

    [Fact]
    public async Task Chooses_the_strength_on_validation_data_when_told_how_much_to_close()
    {
        var run = await CommandRun.Done(
            "fairness", "item-knn", "--items", "categories=drama", "--rerank", "exposure:raise=categories=drama,target=0.8", "--close", "0.5", "--json", "-", "-w", cinema.Workspace);
        var outcome = JsonNode.Parse(run.Output)!["runs"]![1]!["reRanking"]!;
        outcome["closedOnValidation"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0.5);
        outcome["options"]!["strength"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Gives_the_same_report_for_the_same_seed()
    {
        string[] words = ["fairness", "item-knn", "--seed", "7", "--json", "-", "-w", cinema.Workspace];
        (await CommandRun.Done(words)).Output.ShouldBe((await CommandRun.Done(words)).Output);
    }

    [Theory]
    [InlineData("Required argument 'model' missing for command: 'fairness'.")]
    [InlineData("There is no model 'svd'", "svd")]
    [InlineData("There is no protocol 'oracle'", "item-knn", "--protocol", "oracle")]
    [InlineData("No user has 'shoeSize'; users are grouped by country, history.", "item-knn", "--group", "shoeSize")]
    [InlineData("No item has 'colour'", "item-knn", "--items", "colour")]
    [InlineData("There is no re-ranker 'lucky'", "item-knn", "--rerank", "lucky")]
    [InlineData("'gini@10' has no value for a single user", "item-knn", "--metric", "gini@10")]
    [InlineData("--close is 1.5; it must be above 0 and at most 1.", "item-knn", "--rerank", "calibrated", "--close", "1.5")]
    [InlineData("--close says how much a re-ranker should close; name one with --rerank.", "item-knn", "--close", "0.5")]
    [InlineData("There is no gap to close", "item-knn", "--rerank", "exposure:raise=categories=drama,target=0", "--close", "0.5")]
    public async Task Refuses_what_does_not_exist(string message, params string[] words) =>
        (await CommandRun.Of(["fairness", "-w", cinema.Workspace, .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    public void Dispose() => _folder.Dispose();
}
