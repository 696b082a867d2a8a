using Marquee.Testing;

namespace Marquee.Cli.Tests;

public sealed class WorkspaceTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string[]> Readers => new TheoryData<string[]>(
        ["export", "x.jsonl"], ["train", "most-popular"], ["evaluate", "most-popular"], ["recommend", "ann"], ["recommend", "--all", "--csv"], ["similar", "x"]);

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_folder_that_is_no_workspace_is_refused_and_left_as_it_is(string[] words)
    {
        var none = Path.Combine(_folder.Path, "none");
        (await CommandRun.Of([.. words, "-w", none], default)).ShouldFail().ShouldContain("is no workspace");
        Directory.Exists(none).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_is_no_workspace()
    {
        var file = _folder.Write("file", "mine");
        (await CommandRun.Of("import", cinema.DataFile, "-w", file)).ShouldFail().ShouldBe($"{file} is a file; a workspace is a folder.");
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_workspace_without_data_is_refused_and_says_how_to_fill_it(string[] words)
    {
        var empty = Path.Combine(_folder.Path, "empty");
        var bad = _folder.Write("ratings.dat", "1::2::x::4\n");
        (await CommandRun.Of("import", bad, "-w", empty)).ExitCode.ShouldBe(CommandHost.Failed);
        (await CommandRun.Of([.. words, "-w", empty], default)).ShouldFail().ShouldBe($"The workspace {empty} is empty. Fill it first: marquee import PATH, or marquee demo.");
    }

    [Fact]
    public async Task A_workspace_without_models_says_how_to_train_one()
    {
        var workspace = Path.Combine(_folder.Path, "untrained");
        await CommandRun.Done("import", cinema.DataFile, "-w", workspace);
        (await CommandRun.Of("recommend", Cinema.Viewer(1), "-w", workspace)).ShouldFail().ShouldContain("Nothing is trained in ");
        (await CommandRun.Of("recommend", Cinema.Viewer(1), "-m", "item-knn", "-w", workspace)).ShouldFail().ShouldContain("There is no model 'item-knn'");
    }

    [Fact]
    public async Task A_model_that_was_trained_on_other_data_is_refused()
    {
        var other = Path.Combine(_folder.Path, "other");
        await CommandRun.Done("import", _folder.Write("u.data", "1\t10\t3\t881250949\n2\t11\t5\t891717742\n"), "-w", other);
        var copy = cinema.CopyTo(_folder);
        Directory.Move(Path.Combine(copy, "models"), Path.Combine(other, "models"));
        (await CommandRun.Of("recommend", "1", "-w", other)).ShouldFail().ShouldContain("was trained on other data");
        (await CommandRun.Of("similar", "10", "-m", "item-knn", "-w", other)).ShouldFail().ShouldContain("was trained on other data");
    }

    [Fact]
    public async Task A_model_serves_users_and_items_that_came_after_its_training()
    {
        var copy = cinema.CopyTo(_folder);
        var more = _folder.Write("more.jsonl", """
            {"type":"interaction","user":"newcomer","item":"comedy-3","kind":"rating","value":5}
            {"type":"interaction","user":"newcomer","item":"comedy-11","kind":"rating","value":5}

            """);
        await CommandRun.Done("import", more, "-w", copy);
        var run = await CommandRun.Done("recommend", "newcomer", "-m", "item-knn", "-n", "30", "--csv", "-w", copy);
        run.Lines[1].ShouldStartWith("newcomer,1,comedy-");
        run.Lines[1..].ShouldNotContain(line => line.Contains(",comedy-3,") || line.Contains(",comedy-11,"));
    }

    [Fact]
    public async Task A_damaged_model_is_refused()
    {
        var copy = cinema.CopyTo(_folder);
        var arrays = Directory.EnumerateFiles(Path.Combine(copy, "models", "item-knn", "1")).First(file => !file.EndsWith(".json", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(arrays);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(arrays, bytes);
        (await CommandRun.Of("recommend", Cinema.Viewer(1), "-m", "item-knn", "-w", copy)).ShouldFail().ShouldContain(Path.GetFileName(arrays));
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        var copy = cinema.CopyTo(_folder);
        await File.WriteAllTextAsync(Path.Combine(copy, "marquee.db"), "not a database at all");
        (await CommandRun.Of("recommend", Cinema.Viewer(1), "-w", copy)).ShouldFail().ShouldContain("marquee.db");
    }

    [Theory]
    [InlineData("""{ "sed": 7 }""", "sed")]
    [InlineData("""{ "seed": "seven" }""", "seed")]
    [InlineData("""{ "seed": 7, "seed": 8 }""", "seed")]
    [InlineData("""{ "store": "postgres:host" }""", "postgres")]
    [InlineData("""{ "seed": """, "marquee.json")]
    public async Task A_configuration_that_is_not_valid_is_refused_with_the_key(string text, string message)
    {
        var copy = cinema.CopyTo(_folder);
        await File.WriteAllTextAsync(Path.Combine(copy, "marquee.json"), text);
        (await CommandRun.Of("train", "most-popular", "-w", copy)).ShouldFail().ShouldContain(message);
    }

    [Fact]
    public async Task The_seed_of_the_configuration_counts_where_none_is_given()
    {
        var copy = cinema.CopyTo(_folder);
        await File.WriteAllTextAsync(Path.Combine(copy, "marquee.json"), """{ "seed": 7 }""");
        var configured = await Metrics();
        (await Metrics("--seed", "7")).ShouldBe(configured);
        (await Metrics("--seed", "8")).ShouldNotBe(configured);

        async Task<string> Metrics(params string[] words) =>
            System.Text.Json.Nodes.JsonNode.Parse((await CommandRun.Done(["evaluate", "item-knn", "--json", "-", "-w", copy, .. words])).Output)!["rows"]![0]!["metrics"]!.ToJsonString();
    }

    public void Dispose() => _folder.Dispose();
}
