using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class GraphCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public GraphCommandTests()
    {
        _model = Path.Combine(_folder.Path, "model");
        var facts = Enumerable.Range(0, 30).Select(one => $"e{one}\tnext\te{(one + 1) % 30}").ToArray();
        _folder.Write("train.txt", string.Join('\n', facts[3..]));
        _folder.Write("valid.txt", string.Join('\n', facts[..1]));
        _folder.Write("test.txt", string.Join('\n', facts[1..3]));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Trains_ranks_and_gives_items_their_vectors()
    {
        var trained = await CommandRun.Done("graph", "train", _folder.Path, "--to", _model, "--set", "factors=8", "--set", "epochs=3", "--set", "validateEvery=2");
        trained.Lines[0].ShouldStartWith("Trained ComplEx on 30 entities, 1 relations, 27 facts to learn from, 1 for validation, 2 to test in ");
        trained.Lines.Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)).ShouldBe(2);

        var figures = JsonNode.Parse((await CommandRun.Done("graph", "evaluate", _folder.Path, "--from", _model, "--json")).Output)!;
        ((int)figures["both"]!["queries"]!).ShouldBe(4);
        ((double)figures["tails"]!["mrr"]!).ShouldBeInRange(0, 1);

        var links = _folder.Write("links.tsv", "heat\te3\nali\te4\nlost\tnobody\n");
        (await CommandRun.Done("graph", "embed", "--from", _model, "--links", links, "--to", Path.Combine(_folder.Path, "vectors"))).Lines[0].ShouldBe("2 of 3 items have an entity of the graph; each is 8 numbers.");
    }

    [Fact]
    public async Task Prints_json()
    {
        var json = JsonNode.Parse((await CommandRun.Done("graph", "train", _folder.Path, "--to", _model, "--set", "epochs=1", "--set", "validateEvery=1", "--json")).Output)!;
        ((string?)json["options"]!["model"]).ShouldBe("complex");
        ((int)json["validation"]![0]!["epoch"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_option_is_bad_usage() =>
        (await CommandRun.Of("graph", "train", _folder.Path, "--to", _model, "--set", "neighbours=8")).ExitCode.ShouldBe(CommandHost.BadUsage);

    [Fact]
    public async Task A_wrong_link_is_named()
    {
        await CommandRun.Done("graph", "train", _folder.Path, "--to", _model, "--set", "epochs=1");
        var links = _folder.Write("links.tsv", "heat e3\n");
        (await CommandRun.Of("graph", "embed", "--from", _model, "--links", links, "--to", Path.Combine(_folder.Path, "vectors"))).ShouldFail().ShouldContain("links.tsv:1: should be an item and an entity");
    }
}
