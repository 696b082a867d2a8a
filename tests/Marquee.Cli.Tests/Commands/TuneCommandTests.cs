using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed partial class TuneCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Finds_options_that_train_takes_and_says_what_they_are_worth()
    {
        var (workspace, best) = (cinema.CopyTo(_folder), Path.Combine(_folder.Path, "best.json"));
        var run = await CommandRun.Done("tune", "item-knn", "--trials", "12", "--json", best, "-w", workspace);
        run.Lines[0].ShouldBe($"item-knn  protocol random, 1 validation split of {Cinema.Viewers} users");
        run.Lines[1].ShouldStartWith("12 trials in ");
        run.Lines[2].ShouldStartWith("trial ");
        run.Lines.ShouldContain(line => line.StartsWith("0 (start) ", StringComparison.Ordinal));
        run.Lines[^1].ShouldMatch("^(Best is trial|Nothing was better)");
        run.ErrorLines.Count(line => line.StartsWith("trial ", StringComparison.Ordinal)).ShouldBe(12);
        run.ErrorLines[^1].ShouldBe($"Next: marquee train item-knn --options {best} -w {workspace}");

        var options = JsonNode.Parse(await File.ReadAllTextAsync(best))!.AsObject();
        options.Select(option => option.Key).ShouldBe(ModelCatalogue.Find("item-knn").Options.Options.Select(option => option.Name));
        var trained = JsonNode.Parse((await CommandRun.Done("train", "item-knn", "--options", best, "--json", "-w", workspace)).Output)!;
        trained["options"]!.ToJsonString().ShouldBe(options.ToJsonString());
        await CommandRun.Done("evaluate", "item-knn", "--options", best, "-w", workspace);
    }

    [Fact]
    public async Task Goes_through_a_grid_and_writes_a_page()
    {
        var page = Path.Combine(_folder.Path, "grid.html");
        var run = await CommandRun.Done("tune", "ease", "--search", "grid", "--only", "regularization", "--try", "regularization=300,30,3", "--html", page, "-w", cinema.CopyTo(_folder));
        run.ErrorLines.Where(line => line.StartsWith("trial ", StringComparison.Ordinal)).Select(line => line.Split("   ")[1]).ShouldBe(["regularization=300", "regularization=30", "regularization=3"]);
        run.Lines[1].ShouldEndWith("there is nothing else to try.");
        (await File.ReadAllTextAsync(page)).ShouldContain("Options of ease");
    }

    [Fact]
    public async Task Says_when_a_grid_is_larger_than_the_trials() =>
        (await CommandRun.Done("tune", "ease", "--search", "grid", "--only", "regularization", "--try", "regularization=300,30,3", "--trials", "2", "-w", cinema.CopyTo(_folder)))
            .Error.ShouldContain("The grid has 3 combinations, and 2 trials go through the first of them only");

    [Fact]
    public async Task Prints_nothing_but_the_options_where_they_go_to_standard_output()
    {
        var run = await CommandRun.Done("tune", "ease", "--trials", "2", "--json", "-", "-w", cinema.CopyTo(_folder));
        JsonNode.Parse(run.Output)!.AsObject().Select(option => option.Key).ShouldBe(ModelCatalogue.Find("ease").Options.Options.Select(option => option.Name));
    }

    [Fact]
    public async Task Goes_on_where_it_stopped_and_ends_as_if_it_had_not()
    {
        var workspace = cinema.CopyTo(_folder);
        string[] command = ["tune", "item-knn", "-w", workspace, "--only", "shrinkage,neighbours", "--json", "-"];
        var whole = await CommandRun.Done([.. command, "--study", "whole", "--trials", "14"]);
        await CommandRun.Done([.. command, "--trials", "5"]);
        var rest = await CommandRun.Done([.. command, "--trials", "14"]);
        rest.ErrorLines[0].ShouldEndWith($"{Path.Combine("tuning", "item-knn", "random.jsonl")} keeps 5 trials; going on from there.");
        rest.ErrorLines.Count(line => line.StartsWith("trial ", StringComparison.Ordinal)).ShouldBe(9);
        rest.Output.ShouldBe(whole.Output);
        Timeless(workspace, "random").ShouldBe(Timeless(workspace, "whole"));
    }

    [Fact]
    public async Task Another_study_is_not_mixed_up_with_it()
    {
        var workspace = cinema.CopyTo(_folder);
        string[] command = ["tune", "ease", "-w", workspace, "--trials", "2"];
        await CommandRun.Done(command);
        var message = (await CommandRun.Of([.. command, "--metric", "hr@5", "--set", "regularization=50"], default)).ShouldFail();
        message.ShouldContain("random.jsonl holds another study: 'metric' is \"ndcg@10\" there and \"hr@5\" here; 'start' is {\"regularization\":300,");
        message.ShouldContain("and {\"regularization\":50,");
        message.ShouldEndWith("To keep both, name this one with --study NAME; to forget what is there, add --restart.");
        await CommandRun.Done([.. command, "--metric", "hr@5", "--study", "hits"]);
        await CommandRun.Done([.. command, "--metric", "hr@5", "--restart"]);
        Timeless(workspace, "random").ShouldBe(Timeless(workspace, "hits"));

        File.AppendAllText(Path.Combine(_folder.Path, "more.jsonl"), $$"""{"type":"interaction","user":"{{Cinema.Viewer(1)}}","item":"comedy-1","kind":"rating","value":4}""" + "\n");
        await CommandRun.Done("import", Path.Combine(_folder.Path, "more.jsonl"), "-w", workspace);
        (await CommandRun.Of([.. command, "--metric", "hr@5"], default)).ShouldFail().ShouldContain("holds another study: 'data' is \"");
    }

    [Fact]
    public async Task Starts_from_the_options_of_a_file()
    {
        var start = Path.Combine(_folder.Path, "start.json");
        await File.WriteAllTextAsync(start, """{"neighbours": 7, "shrinkage": 3}""");
        var run = await CommandRun.Done("tune", "item-knn", "--options", start, "--only", "shrinkage", "--trials", "1", "--json", "-", "-w", cinema.CopyTo(_folder));
        var best = JsonNode.Parse(run.Output)!;
        (best["neighbours"]!.GetValue<int>(), best["shrinkage"]!.GetValue<double>()).ShouldBe((7, 3));
    }

    [Fact]
    public async Task Tunes_for_a_benchmark_in_a_workspace_that_need_not_be_there()
    {
        var data = RealData.Folder("movielens-100k");
        var workspace = Path.Combine(_folder.Path, "new");
        var run = await CommandRun.Done("tune", "most-popular", "--benchmark", "microsoft-100k", "--data", data, "-w", workspace);
        run.Lines[0].ShouldBe("most-popular  benchmark microsoft-100k, 1 validation split of 939 users");
        run.Lines[1].ShouldEndWith("there is nothing else to try.");
        File.Exists(Path.Combine(workspace, "tuning", "most-popular", "microsoft-100k.jsonl")).ShouldBeTrue();
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_again_and_again_it_ends_as_if_it_had_gone_through_at_once()
    {
        var workspace = cinema.CopyTo(_folder);
        string[] command = ["tune", "item-knn", "-w", workspace, "--trials", "40", "--json", "-"];
        var whole = await CommandRun.Done([.. command, "--study", "whole"]);

        var file = Path.Combine(workspace, "tuning", "item-knn", "killed.jsonl");
        var kills = 0;
        foreach (var after in new[] { 2, 9, 21 })
        {
            using var process = MarqueeProcess.Start(_folder.Path, [.. command, "--study", "killed"]);
            while (process.IsRunning && LinesIn(file) < after)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            kills += process.IsRunning ? 1 : 0;
            await process.Kill();
        }

        kills.ShouldBeGreaterThan(0, "no process died in the middle");
        var rest = await MarqueeProcess.Run(_folder.Path, [.. command, "--study", "killed"]);
        rest.ShouldBeDone().Output.ShouldBe(whole.Output);
        Timeless(workspace, "killed").ShouldBe(Timeless(workspace, "whole"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Ctrl_C_keeps_the_trials_that_are_done_and_says_how_to_go_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT that one process could send to another.");
        var workspace = cinema.CopyTo(_folder);
        using var process = MarqueeProcess.Start(_folder.Path, "tune", "als", "-w", workspace, "--trials", "100000");
        var file = Path.Combine(workspace, "tuning", "als", "random.jsonl");
        while (process.IsRunning && LinesIn(file) < 3)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await process.Interrupt();
        var run = await process.End();
        run.ExitCode.ShouldBe(CommandHost.Failed);
        run.Output.ShouldBeEmpty();
        run.ErrorLines[^1].ShouldBe($"error: Cancelled. {file} keeps {LinesIn(file) - 1} trials; the same command goes on from there.");
    }

    [Theory]
    [InlineData("There is no model 'svd'", "svd")]
    [InlineData("There is no protocol 'oracle'", "ease", "--protocol", "oracle")]
    [InlineData("There is no benchmark 'netflix'", "ease", "--benchmark", "netflix")]
    [InlineData("There is no search 'annealing'; the searches are tpe, random, grid.", "ease", "--search", "annealing")]
    [InlineData("Option 'regularization' has one value to try", "ease", "--try", "regularization=9")]
    [InlineData("'regularization' is not understood; write NAME=A,B,C", "ease", "--try", "regularization")]
    [InlineData("There is no metric 'accuracy'", "ease", "--metric", "accuracy")]
    [InlineData("coverage@10 is no measure of how right a list is", "ease", "--metric", "coverage@10")]
    [InlineData("There is no option 'factors'", "ease", "--set", "factors=3")]
    [InlineData("There is no option 'factors' of ease to search", "ease", "--only", "factors")]
    [InlineData("'regularization=1-9' is not understood; write NAME=LOW..HIGH, such as factors=64..256.", "ease", "--range", "regularization=1-9")]
    [InlineData("Option 'regularization' cannot be searched from 9 to 1", "ease", "--range", "regularization=9..1")]
    [InlineData("--data, --train and --variant belong to a benchmark", "ease", "--data", "x")]
    [InlineData("--protocol and --benchmark name two sorts of validation data", "ease", "--protocol", "random", "--benchmark", "lists")]
    [InlineData("--trials is 0; it must be at least 1.", "ease", "--trials", "0")]
    [InlineData("--rungs is 0; it must be at least 1.", "ease", "--rungs", "0")]
    [InlineData("--max-minutes is 0; it must be at least 1.", "ease", "--max-minutes", "0")]
    public async Task Refuses_what_does_not_exist(string message, params string[] words) =>
        (await CommandRun.Of(["tune", "-w", cinema.Workspace, .. words], default)).ShouldBeBadUsage().ShouldStartWith(message);

    [Fact]
    public async Task A_study_is_a_file_of_its_folder() =>
        (await CommandRun.Of("tune", "ease", "--study", "../other", "-w", cinema.CopyTo(_folder))).ShouldFail().ShouldStartWith("A study cannot be named '../other'");

    public void Dispose() => _folder.Dispose();

    private static int LinesIn(string file) => File.Exists(file) ? File.ReadAllText(file).Count(character => character == '\n') : 0;

    /// <summary>The lines of a study, but for how long its trials took.</summary>
    private static string Timeless(string workspace, string study) =>
        Seconds().Replace(File.ReadAllText(Directory.GetFiles(Path.Combine(workspace, "tuning"), study + ".jsonl", SearchOption.AllDirectories).Single()), "");

    [GeneratedRegex("\"seconds\":[0-9.]+,")]
    private static partial Regex Seconds();
}
