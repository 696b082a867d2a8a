using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed partial class RecommendCommandTests(Cinema cinema) : IDisposable
{
    private const int TitlesSeen = Cinema.Watched + 1;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Finds_what_a_viewer_would_like_and_has_not_seen()
    {
        var run = await CommandRun.Done("recommend", Cinema.Viewer(2), "-n", "4", "-m", "item-knn", "-w", cinema.Workspace);
        run.Lines[0].ShouldBe($"For viewer-02 by item-knn, from {TitlesSeen} items of history");
        run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["#", "item", "what it is", "score"]);
        run.Lines[2..].Select(line => TitleOf().Match(line).Value).Order().ShouldBe(Cinema.UnseenBy(2).Select(id => id.Replace("comedy-", "Comedy ")).Order());
        run.Lines[2].ShouldContain("film · FR · comedy");
    }

    [Fact]
    public async Task Re_ranks_when_told_to()
    {
        string[] words = ["recommend", Cinema.Viewer(2), "-n", "3", "-m", "item-knn", "--csv", "-w", cinema.Workspace];
        (await CommandRun.Done(words)).Output.ShouldNotContain("drama");
        var dramas = await CommandRun.Done([.. words, "--rerank", "exposure:9,raise=categories=drama,target=1"]);
        dramas.Lines[1..].ShouldAllBe(line => line.Contains(",drama-"));
        (await CommandRun.Of([.. words, "--rerank", "exposure:1,raise=categories=opera"])).ShouldBeBadUsage().ShouldContain("No categories is 'opera'");
    }

    [Fact]
    public async Task Takes_the_model_that_was_trained_last_where_none_is_named() =>
        (await CommandRun.Done("recommend", Cinema.Viewer(2), "-w", cinema.Workspace)).Lines[0].ShouldContain("by most-popular,");

    [Fact]
    public async Task Re_ranks_what_is_popular_too()
    {
        var workspace = Path.Combine(_folder.Path, "re-ranked");
        await CommandRun.Done("import", _folder.Write("kinds.jsonl", string.Join('\n',
        [
            "{\"type\":\"user\",\"id\":\"stranger\"}",
            "{\"type\":\"item\",\"id\":\"song\",\"kind\":\"track\"}",
            .. new[] { ("ann", "film"), ("bob", "film"), ("cy", "film"), ("cy", "song"), ("bob", "series"), ("ann", "series") }
                .Select(pair => $"{{\"type\":\"interaction\",\"user\":\"{pair.Item1}\",\"item\":\"{pair.Item2}\",\"kind\":\"watch\"}}"),
        ]) + "\n"), "-w", workspace);
        await CommandRun.Done("train", "item-knn", "-w", workspace);
        string[] words = ["recommend", "stranger", "--csv", "-w", workspace];
        (await CommandRun.Done(words)).Lines[1].ShouldStartWith("stranger,1,film,");
        (await CommandRun.Done([.. words, "--rerank", "exposure:9,raise=kind=track,target=catalogue"])).Lines[1..3].ShouldContain(line => line.Contains(",song,"));
        (await CommandRun.Done([.. words, "--rerank", "exposure:9,raise=kind=track,target=1"])).Lines[1].ShouldStartWith("stranger,1,song,");
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("private")]
    public async Task Gives_who_has_no_history_what_is_popular(string user)
    {
        var data = _folder.Write("service.jsonl", string.Join('\n',
        [
            "{\"type\":\"user\",\"id\":\"stranger\"}",
            "{\"type\":\"user\",\"id\":\"private\",\"optedOut\":true}",
            .. new[] { ("private", "rare"), ("ann", "rare"), ("ann", "famous"), ("bob", "famous"), ("cy", "famous"), ("cy", "known"), ("bob", "known") }
                .Select(pair => $"{{\"type\":\"interaction\",\"user\":\"{pair.Item1}\",\"item\":\"{pair.Item2}\",\"kind\":\"watch\"}}"),
        ]) + "\n");
        var workspace = Path.Combine(_folder.Path, "workspace");
        await CommandRun.Done("import", data, "-w", workspace);
        await CommandRun.Done("train", "item-knn", "-w", workspace);

        var list = JsonNode.Parse((await CommandRun.Done("recommend", user, "--json", "--include-seen", "-w", workspace)).Output)!;
        list["model"]!.GetValue<string>().ShouldBe("most-popular");
        list["items"]!.AsArray().Select(item => item!["item"]!.GetValue<string>()).ShouldBe(["famous", "known", "rare"]);
    }

    [Fact]
    public async Task Writes_csv_for_everybody_with_a_heading_and_without_what_they_have_seen()
    {
        var rows = await Csv("--all", "-n", "30", "-m", "item-knn");
        rows.Select(row => row[0]).Distinct().ShouldBe(Enumerable.Range(1, Cinema.Viewers).Select(Cinema.Viewer), ignoreOrder: true);
        foreach (var viewer in Enumerable.Range(1, Cinema.Viewers))
        {
            var mine = rows.Where(row => row[0] == Cinema.Viewer(viewer)).ToArray();
            mine.Select(row => row[1]).ShouldBe(Enumerable.Range(1, mine.Length).Select(rank => $"{rank}"));
            mine.Take(4).Select(row => row[2]).ShouldBe(Cinema.UnseenBy(viewer), ignoreOrder: true);
            mine.Select(row => row[2]).ShouldNotContain(item => Cinema.SeenBy(viewer).Contains(item) || item == "documentary" || item == "withdrawn");
            var scores = mine.Select(row => float.Parse(row[3])).ToArray();
            scores.ShouldBe(scores.OrderDescending());
        }
    }

    [Fact]
    public async Task Lists_what_was_seen_only_where_it_is_asked_for()
    {
        var rows = await Csv(Cinema.Viewer(2), "-n", "30", "-m", "item-knn", "--include-seen");
        rows.Select(row => row[2]).ShouldBe(rows.Select(row => row[2]).Distinct());
        Cinema.SeenBy(2).Append("documentary").ShouldAllBe(seen => rows.Any(row => row[2] == seen));
        rows.ShouldNotContain(row => row[2] == "withdrawn");
    }

    [Fact]
    public async Task Says_why_in_shares_that_add_up_to_a_hundred()
    {
        foreach (var family in ModelCatalogue.All)
        {
            var workspace = cinema.CopyTo(_folder);
            await CommandRun.Done("train", family.Name, "-w", workspace);
            var run = await CommandRun.Done("recommend", Cinema.Viewer(2), "-n", "4", "--why", "--json", "-m", family.Name, "-w", workspace);
            Directory.Delete(workspace, recursive: true);
            foreach (var line in JsonNode.Parse(run.Output)!["items"]!.AsArray())
            {
                var baseline = line!["baseline"]!.GetValue<float>();
                var parts = line["contributions"]!.AsArray().Concat(line["features"]?.AsArray() ?? []).Select(part => part!["amount"]!.GetValue<float>()).ToArray();
                (baseline + parts.Sum()).ShouldBe(line["score"]!.GetValue<float>(), 1e-4, family.Name);
                var why = line["why"]!.GetValue<string>();
                // A part that weighs less than a hundredth of what speaks for the item is not named.
                var support = Math.Max(0, baseline) + parts.Where(part => part > 0).Sum();
                if (parts.Any(part => part >= support / 100))
                {
                    why.ShouldStartWith("Because ");
                    Percents().Matches(why).Sum(share => int.Parse(share.Groups[1].Value)).ShouldBe(100, $"{family.Name}: {why}");
                }
                else
                {
                    why.ShouldBe(baseline > 0 ? "Popular with other viewers" : "Nothing in particular in your history");
                }
            }
        }
    }

    [Fact]
    public async Task Says_why_in_words_beside_the_table()
    {
        var run = await CommandRun.Done("recommend", Cinema.Viewer(2), "-n", "1", "--why", "-m", "item-knn", "-w", cinema.Workspace);
        run.Lines[1].ShouldContain("because you watched");
        var text = string.Join(' ', run.Lines[2..].Select(line => line.Trim()));
        text.ShouldMatch(@"Comedy [^%]*\([0-9]+%\)");
        Percents().Matches(text).Sum(share => int.Parse(share.Groups[1].Value)).ShouldBe(100, text);
    }

    [Fact]
    public async Task Prints_json_for_one_and_a_line_of_json_for_each_of_all()
    {
        var one = JsonNode.Parse((await CommandRun.Done("recommend", Cinema.Viewer(3), "-n", "2", "-m", "item-knn", "--json", "-w", cinema.Workspace)).Output)!.AsObject();
        one.Select(entry => entry.Key).ShouldBe(["user", "model", "items"]);
        one["items"]!.AsArray().Count.ShouldBe(2);
        one["items"]![0]!.AsObject().Select(entry => entry.Key).ShouldBe(["rank", "item", "title", "score"]);

        var all = (await CommandRun.Done("recommend", "--all", "-n", "2", "-m", "item-knn", "--json", "-w", cinema.Workspace)).Lines.Select(line => JsonNode.Parse(line)!).ToArray();
        all.Length.ShouldBe(Cinema.Viewers);
        JsonNode.DeepEquals(all.Single(user => user["user"]!.GetValue<string>() == Cinema.Viewer(3)), one).ShouldBeTrue();
    }

    [Fact]
    public async Task Says_how_sure_it_is_where_scores_are_ratings()
    {
        var workspace = cinema.CopyTo(_folder);
        await CommandRun.Done("train", "biased-mf", "-w", workspace);
        string[] words = ["recommend", Cinema.Viewer(3), "-n", "2", "-m", "biased-mf", "-w", workspace];
        var table = await CommandRun.Done(words);
        table.Lines[1].ShouldEndWith("9 of 10 lie in");
        table.Lines[2].ShouldMatch("[0-9]\\.[0-9] to [0-9]\\.[0-9]$");
        var within = JsonNode.Parse((await CommandRun.Done([.. words, "--json"])).Output)!["items"]![0]!["within90"]!.AsArray();
        within[0]!.GetValue<float>().ShouldBeLessThanOrEqualTo(within[1]!.GetValue<float>());
    }

    [Fact]
    public async Task Says_so_where_nothing_is_left()
    {
        var path = _folder.Write("tiny.jsonl", """{"type":"interaction","user":"ann","item":"only","kind":"rating","value":5}""" + "\n");
        var workspace = Path.Combine(_folder.Path, "tiny");
        await CommandRun.Done("import", path, "-w", workspace);
        await CommandRun.Done("train", "most-popular", "-w", workspace);
        (await CommandRun.Done("recommend", "ann", "-w", workspace)).Lines[1].ShouldStartWith("Nothing is left to recommend");
    }

    [Theory]
    [InlineData("Name one user, or say --all.")]
    [InlineData("Name one user, or say --all.", "viewer-01", "--all")]
    [InlineData("Choose --json or --csv, not both.", "viewer-01", "--json", "--csv")]
    [InlineData("--csv holds no reasons; say --why with --json.", "viewer-01", "--csv", "--why")]
    [InlineData("-n is 0; it must be at least 1.", "viewer-01", "-n", "0")]
    [InlineData("There is no model 'svd'", "viewer-01", "-m", "svd")]
    public async Task Refuses_a_wrong_command_line(string message, params string[] words) =>
        (await CommandRun.Of(["recommend", "-w", cinema.Workspace, .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    [Fact]
    public async Task Refuses_a_number_that_is_none() =>
        (await CommandRun.Of("recommend", "viewer-01", "-n", "ten", "-w", cinema.Workspace)).ShouldBeBadUsage().ShouldContain("ten");

    [Fact]
    public async Task Fails_for_a_user_who_is_not_there_and_shows_what_ids_look_like() =>
        (await CommandRun.Of("recommend", "nobody\u001b[31m\nelse", "-w", cinema.Workspace)).ShouldFail()
            .ShouldMatch(@"^There is no user 'nobody\\x1B\[31m\\nelse' in .*\. Ids look like 'viewer-01'\.$");

    [Fact]
    public async Task Fails_for_a_model_that_is_not_trained() =>
        (await CommandRun.Of("recommend", "viewer-01", "-m", "recently-popular", "-w", cinema.Workspace)).ShouldFail().ShouldContain("there are: item-knn, most-popular. Train it first.");

    [Fact]
    public async Task Shows_no_control_characters_of_titles()
    {
        var path = _folder.Write("odd.jsonl", """
            {"type":"item","id":"a","title":"Red \u001b[31m\nCarpet [bold]"}
            {"type":"item","id":"b","title":"B"}
            {"type":"interaction","user":"ann","item":"b","kind":"rating","value":5}
            {"type":"interaction","user":"bob","item":"a","kind":"rating","value":5}

            """);
        var workspace = Path.Combine(_folder.Path, "odd");
        await CommandRun.Done("import", path, "-w", workspace);
        await CommandRun.Done("train", "most-popular", "-w", workspace);
        (await CommandRun.Done("recommend", "ann", "-w", workspace)).Lines[2].ShouldContain(@"Red \x1B[31m\nCarpet [bold]");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string[][]> Csv(params string[] words)
    {
        var run = await CommandRun.Done(["recommend", "--csv", "-w", cinema.Workspace, .. words]);
        run.Error.ShouldBeEmpty();
        run.Output.ShouldStartWith("user,rank,item,score\n");
        run.Output.ShouldNotContain("\r");
        return [.. run.Lines[1..].Select(line => line.Split(','))];
    }

    [GeneratedRegex("Comedy [0-9]+")]
    private static partial Regex TitleOf();

    [GeneratedRegex(@"\((\d+)%\)")]
    private static partial Regex Percents();
}
