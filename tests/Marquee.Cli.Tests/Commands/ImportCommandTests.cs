using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class ImportCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Workspace => Path.Combine(_folder.Path, "new");

    [Fact]
    public async Task Tells_what_was_new_and_what_is_there_now()
    {
        var run = await CommandRun.Done("import", cinema.DataFile, "-w", Workspace);
        run.Lines[0].ShouldMatch(@"^Imported marquee into .*new in \d+\.\d s\.$");
        run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["records", "new", "updated", "unchanged", "now in the workspace"]);
        Words(run.Lines[2]).ShouldBe(["users", $"{Cinema.Viewers}", "0", "0", $"{Cinema.Viewers}"]);
        Words(run.Lines[3]).ShouldBe(["items", $"{Cinema.Items}", "0", "0", $"{Cinema.Items}"]);
        Words(run.Lines[4]).ShouldBe(["interactions", $"{Cinema.Interactions}", "0", "0", $"{Cinema.Interactions}"]);
        run.Lines.Length.ShouldBe(5);
        run.Error.ShouldContain("Next: marquee");
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        await CommandRun.Done("import", cinema.DataFile, "-w", Workspace);
        var again = await CommandRun.Done("import", cinema.DataFile, "-w", Workspace);
        Words(again.Lines[2]).ShouldBe(["users", "0", "0", $"{Cinema.Viewers}", $"{Cinema.Viewers}"]);
        Words(again.Lines[4]).ShouldBe(["interactions", "0", "0", $"{Cinema.Interactions}", $"{Cinema.Interactions}"]);
    }

    [Fact]
    public async Task Counts_what_another_file_changes()
    {
        await CommandRun.Done("import", cinema.DataFile, "-w", Workspace);
        var more = _folder.Write("more.jsonl", """{"type":"item","id":"comedy-1","title":"Renamed"}""" + "\n");
        Words((await CommandRun.Done("import", more, "-w", Workspace)).Lines[3]).ShouldBe(["items", "0", "1", "0", $"{Cinema.Items}"]);
    }

    [Fact]
    public async Task Prints_the_same_as_json()
    {
        var json = JsonNode.Parse((await CommandRun.Done("import", cinema.DataFile, "-w", Workspace, "--json")).Output)!.AsObject();
        json.Select(entry => entry.Key).ShouldBe(["format", "seconds", "users", "items", "interactions", "notices", "skipped", "skippedReasons"]);
        json["format"]!.GetValue<string>().ShouldBe("marquee");
        json["interactions"]!.ToJsonString().ShouldBe($$"""{"new":{{Cinema.Interactions}},"updated":0,"unchanged":0}""");
        json["skipped"]!.GetValue<long>().ShouldBe(0);
        json["skippedReasons"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_bad_lines_that_it_was_told_to_skip()
    {
        var path = _folder.Write("ratings.dat", "1::10::5::978300760\n1::11::great::978300760\n1::12::4\n2::10::[red]::978300760\n2::11::3::978300760\n");
        var run = await CommandRun.Done("import", path, "-w", Workspace, "--on-error", "skip");
        Words(run.Lines[4]).ShouldBe(["interactions", "2", "0", "0", "2"]);
        run.Lines[5..].ShouldBe(
        [
            "3 bad lines were skipped:",
            "  2 x the rating ... is not a number",
            $"    {path}:2: the rating 'great' is not a number",
            $"    {path}:4: the rating '[red]' is not a number",
            "  1 x has 3 fields where 4 are expected (user::item::rating::time): '1::12::4'",
            $"    {path}:3: has 3 fields where 4 are expected (user::item::rating::time): '1::12::4'",
        ]);
        var json = JsonNode.Parse((await CommandRun.Done("import", path, "-w", Workspace, "--on-error", "skip", "--json")).Output)!;
        json["skipped"]!.GetValue<long>().ShouldBe(3);
        json["skippedReasons"]![0]!["count"]!.GetValue<long>().ShouldBe(2);
        json["skippedReasons"]![0]!["examples"]![0]!.GetValue<string>().ShouldBe($"{path}:2: the rating 'great' is not a number");
    }

    [Fact]
    public async Task Says_which_columns_it_left_out()
    {
        var path = _folder.Write("plays.csv", "viewer,title_id,pct,when\nann,night-train,0.05,2024-05-01\n");
        var json = JsonNode.Parse((await CommandRun.Done("import", path, "-w", Workspace, "--json")).Output)!;
        json["notices"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>()
            .ShouldBe($"{path}:1: left out, since no field goes by such a name: pct, when; if it holds one, say so, such as time=pct");
        (await CommandRun.Done("import", path, "-w", Workspace, "--column", "progress=pct", "--column", "time=when", "--json"))
            .Output.ShouldContain("\"notices\": []");
    }

    [Fact]
    public async Task Takes_no_table_of_ratings_for_one_of_users()
    {
        var path = _folder.Write("mine.csv", "user_id,name_of_film,rating\nann,Night Train,4\n");
        var problem = (await CommandRun.Of("import", path, "-w", Workspace)).ShouldFail();
        problem.ShouldContain("no column is known to hold the item");
    }

    [Fact]
    public async Task Takes_the_format_that_is_named()
    {
        var path = _folder.Write("odd.txt", "1::10::5::978300760\n");
        (await CommandRun.Done("import", path, "--format", "movielens-1m", "-w", Workspace)).Lines[0].ShouldStartWith("Imported movielens-1m ");
        (await CommandRun.Of("import", path, "--format", "movielens-100k", "-w", Workspace)).ShouldFail().ShouldStartWith($"{path}:1: ");
    }

    [Fact]
    public async Task Lists_the_formats_on_one_line_where_there_is_no_such_one() =>
        (await CommandRun.Of("import", cinema.DataFile, "-f", "netflix", "-w", Workspace)).ShouldBeBadUsage().ShouldContain("Must be one of: 'marquee', 'gorse', ");

    [Fact]
    public async Task Says_so_where_nothing_is_there()
    {
        var missing = Path.Combine(_folder.Path, "missing.csv");
        (await CommandRun.Of("import", missing, "-w", Workspace)).ShouldFail().ShouldBe($"{missing}: there is no such file or folder");
        Directory.Exists(Workspace).ShouldBeFalse();
    }

    [Fact]
    public async Task Says_that_an_import_was_cancelled_and_how_to_go_on()
    {
        var run = await CommandRun.Of(["import", cinema.DataFile, "-w", Workspace], new CancellationToken(canceled: true));
        run.ShouldFail().ShouldMatch("^Cancelled. .* holds 0 interactions; importing again brings in the rest.$");
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
