using System.Text.Json.Nodes;
using Marquee.Recommenders;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _workspace;

    public TrainCommandTests(Cinema cinema) => _workspace = cinema.CopyTo(_folder);

    [Fact]
    public async Task Publishes_a_new_version_each_time()
    {
        (await CommandRun.Done("train", "most-popular", "-w", _workspace)).Lines.ShouldHaveSingleItem().ShouldStartWith("Trained most-popular version 2 on ");
        (await CommandRun.Done("train", "most-popular", "-w", _workspace)).Lines.ShouldHaveSingleItem().ShouldStartWith("Trained most-popular version 3 on ");
        Directory.EnumerateDirectories(Path.Combine(_workspace, "models", "most-popular")).Select(Path.GetFileName).Order().ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Names_a_next_command_that_finds_the_model_where_it_is() =>
        (await CommandRun.Done("train", "most-popular", "-w", _workspace)).Error.ShouldContain($"Next: marquee recommend USER --why --model most-popular -w {_workspace}");

    [Fact]
    public async Task Trains_every_model_of_the_catalogue()
    {
        foreach (var family in ModelCatalogue.All)
        {
            var json = JsonNode.Parse((await CommandRun.Done("train", family.Name, "-w", _workspace, "--json")).Output)!.AsObject();
            json.Select(entry => entry.Key).ShouldBe(["model", "version", "options", "items", "trainSeconds"]);
            json["model"]!.GetValue<string>().ShouldBe(family.Name);
            json["items"]!.GetValue<int>().ShouldBe(Cinema.Items);
            json["options"]!.AsObject().Select(entry => entry.Key).ShouldBe(family.Options.Options.Select(option => option.Name));
        }
    }

    [Fact]
    public async Task Takes_options_from_the_command_line_before_those_from_a_file()
    {
        var file = _folder.Write("options.json", """{"neighbours": 7, "shrinkage": 3, "similarity": "cosine"}""");
        var json = JsonNode.Parse((await CommandRun.Done("train", "item-knn", "--options", file, "--set", "shrinkage=0.5", "-w", _workspace, "--json")).Output)!;
        json["options"]!["neighbours"]!.GetValue<int>().ShouldBe(7);
        json["options"]!["similarity"]!.GetValue<string>().ShouldBe("cosine");
        json["options"]!["shrinkage"]!.GetValue<double>().ShouldBe(0.5);
        (await CommandRun.Done("recommend", Cinema.Viewer(2), "-m", "item-knn", "-w", _workspace)).Lines[0].ShouldContain("by item-knn");
    }

    [Theory]
    [InlineData("There is no option 'neighbors'; the options are similarity, neighbours,", "--set", "neighbors=7")]
    [InlineData("neighbours", "--set", "neighbours=many")]
    [InlineData("neighbours", "--set", "neighbours=-1")]
    [InlineData("similarity", "--set", "similarity=euclid")]
    [InlineData("'neighbours' is not understood; write NAME=VALUE", "--set", "neighbours")]
    [InlineData("'=7' is not understood", "--set", "=7")]
    public async Task Refuses_options_that_do_not_exist_or_are_out_of_range(string message, params string[] words) =>
        (await CommandRun.Of(["train", "item-knn", "-w", _workspace, .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    [Theory]
    [InlineData("[1, 2]", "options.json holds no JSON object")]
    [InlineData("""{"neighbours": """, "options.json is not JSON")]
    [InlineData("""{"neighbours": [1]}""", "neighbours")]
    [InlineData("""{"neighbours": null}""", "neighbours")]
    [InlineData("""{"neighbours": 7, "neighbours": 8}""", "neighbours")]
    [InlineData("", "options.json is not JSON")]
    public async Task Refuses_a_file_that_holds_no_options(string text, string message)
    {
        var file = _folder.Write("options.json", text);
        (await CommandRun.Of("train", "item-knn", "--options", file, "-w", _workspace)).ShouldBeBadUsage().ShouldContain(message);
    }

    [Fact]
    public async Task Says_so_where_the_file_of_options_is_missing() =>
        (await CommandRun.Of("train", "item-knn", "--options", "missing.json", "-w", _workspace)).ShouldFail().ShouldContain("missing.json");

    [Fact]
    public async Task Gives_the_same_bytes_for_the_same_seed()
    {
        foreach (var family in ModelCatalogue.All)
        {
            var first = await Files(family.Name, "7");
            (await Files(family.Name, "7")).ShouldBe(first);
        }

        async Task<IEnumerable<byte[]>> Files(string model, string seed)
        {
            var json = JsonNode.Parse((await CommandRun.Done("train", model, "--seed", seed, "-w", _workspace, "--json")).Output)!;
            return [.. Directory.EnumerateFiles(Path.Combine(_workspace, "models", model, json["version"]!.ToString())).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        }
    }

    [Fact]
    public async Task Publishes_nothing_when_it_is_cancelled()
    {
        var run = await CommandRun.Of(["train", "item-knn", "-w", _workspace], new CancellationToken(canceled: true));
        run.ShouldFail().ShouldBe("Cancelled. Nothing was left half-written.");
        Directory.EnumerateDirectories(Path.Combine(_workspace, "models", "item-knn")).Select(Path.GetFileName).ShouldBe(["1"]);
    }

    public void Dispose() => _folder.Dispose();
}
