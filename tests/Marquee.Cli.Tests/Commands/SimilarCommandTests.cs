using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class SimilarCommandTests(Cinema cinema)
{
    [Fact]
    public async Task Finds_what_the_same_viewers_watched_by_id_and_by_title()
    {
        var byId = await CommandRun.Done("similar", "comedy-1", "-n", "2", "-w", cinema.Workspace);
        byId.Lines[0].ShouldBe("Like Comedy 1 (2001) by item-knn");
        byId.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["#", "item", "what it is", "in common", "score"]);
        byId.Lines[2..].Length.ShouldBe(2);
        byId.Lines[2..].ShouldAllBe(line => line.Contains("Comedy ") && line.Contains("paris"));
        (await CommandRun.Done("similar", "cOMEDY 1", "-n", "2", "-w", cinema.Workspace)).Output.ShouldBe(byId.Output);
    }

    [Fact]
    public async Task Has_no_column_for_what_is_in_common_where_nothing_is() =>
        (await CommandRun.Done("similar", "drama-1", "-n", "2", "-w", cinema.Workspace)).Lines[1]
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["#", "item", "what it is", "score"]);

    [Fact]
    public async Task Prints_json()
    {
        var json = JsonNode.Parse((await CommandRun.Done("similar", "drama-2", "-n", "2", "--json", "-w", cinema.Workspace)).Output)!.AsObject();
        json.Select(entry => entry.Key).ShouldBe(["item", "model", "similar"]);
        json["item"]!.GetValue<string>().ShouldBe("drama-2");
        json["model"]!.GetValue<string>().ShouldBe("item-knn");
        json["similar"]!.AsArray().Count.ShouldBe(2);
        json["similar"]![0]!["item"]!.GetValue<string>().ShouldStartWith("drama-");
        json["similar"]!.AsArray().ShouldNotContain(line => line!["item"]!.GetValue<string>() == "drama-2");
        json["similar"]![0]!.AsObject().Select(entry => entry.Key).ShouldBe(["item", "title", "score"]);
    }

    [Fact]
    public async Task Says_so_where_nobody_watched_the_item() =>
        (await CommandRun.Done("similar", "nosferatu-1922", "-w", cinema.Workspace)).Lines[1].ShouldBe("Nothing: the model saw nobody watch it.");

    [Fact]
    public async Task Asks_which_one_is_meant_where_several_have_the_title() =>
        (await CommandRun.Of("similar", "Nosferatu", "-w", cinema.Workspace)).ShouldFail()
            .ShouldBe("Several items are called 'Nosferatu': nosferatu-1922, nosferatu-2024. Name one by its id.");

    [Fact]
    public async Task Fails_for_an_item_that_is_not_there() =>
        (await CommandRun.Of("similar", "Metropolis", "-w", cinema.Workspace)).ShouldFail().ShouldStartWith("There is no item 'Metropolis' in ");

    [Fact]
    public async Task Fails_for_a_model_that_knows_no_items_that_are_alike()
    {
        (await CommandRun.Of("similar", "comedy-1", "-m", "most-popular", "-w", cinema.Workspace)).ShouldFail()
            .ShouldBe("most-popular is not a model that knows which items are alike.");
        using var folder = new TemporaryFolder();
        var workspace = cinema.CopyTo(folder);
        Directory.Delete(Path.Combine(workspace, "models", "item-knn"), recursive: true);
        (await CommandRun.Of("similar", "comedy-1", "-w", workspace)).ShouldFail().ShouldContain("that knows which items are alike; there are most-popular. Train one first");
    }

    [Fact]
    public async Task Compares_what_is_known_of_the_items_and_says_why()
    {
        var table = await CommandRun.Done("similar", "comedy-1", "-n", "2", "--view", "theme", "--why", "-w", cinema.Workspace);
        table.Lines[0].ShouldBe("Like Comedy 1 (2001) by theme");
        table.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["#", "item", "what it is", "alike in", "score"]);
        table.Lines[2..].ShouldAllBe(line => line.Contains("paris 0."));
        var json = JsonNode.Parse((await CommandRun.Done("similar", "comedy-1", "-n", "1", "--view", "blend", "--weight", "theme=2", "--weight", "audience=1", "--json", "-w", cinema.Workspace)).Output)!.AsObject();
        json.Select(entry => entry.Key).ShouldBe(["item", "view", "similar"]);
        var first = json["similar"]![0]!;
        first["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>()).ShouldBe(first["score"]!.GetValue<double>(), 1e-9);
    }

    [Theory]
    [InlineData("audience", "'audience' is no weight")]
    [InlineData("audience=-1", "'audience=-1' is no weight")]
    [InlineData("mood=1", "There is no view 'mood' in the blend")]
    public async Task Refuses_a_weight_that_is_none(string weight, string reason) =>
        (await CommandRun.Of("similar", "comedy-1", "--view", "blend", "--weight", weight, "-w", cinema.Workspace)).ShouldFail().ShouldStartWith(reason);
}
