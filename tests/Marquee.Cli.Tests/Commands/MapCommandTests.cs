using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class MapCommandTests(Cinema cinema)
{
    [Fact]
    public async Task Draws_a_map_keeps_it_and_writes_a_page()
    {
        using var folder = new TemporaryFolder();
        var workspace = cinema.CopyTo(folder);
        var page = Path.Combine(workspace, "map.html");
        var run = await CommandRun.Done("map", "--name", "what-about", "--html", page, "-w", workspace);
        run.Lines[0].ShouldStartWith("Map 'what-about': ");
        File.Exists(Path.Combine(workspace, "maps", "what-about.json")).ShouldBeTrue();
        (await File.ReadAllTextAsync(page)).ShouldContain("Comedy 1");
    }

    [Fact]
    public async Task Refuses_a_name_that_is_no_file() =>
        (await CommandRun.Of("map", "--name", "../x", "-w", cinema.Workspace)).ShouldFail().ShouldStartWith("'../x' is no name for a map");

    [Fact]
    public async Task Fails_for_a_feature_that_no_item_has() =>
        (await CommandRun.Of("map", "--feature", "visual", "-w", cinema.Workspace)).ShouldFail().ShouldStartWith("No item has a feature 'visual'");

    [Fact]
    public async Task Fails_for_an_option_out_of_range() =>
        (await CommandRun.Of("map", "--perplexity", "0", "-w", cinema.Workspace)).ShouldFail().ShouldBe("Perplexity must be from 1 to 1000; given: 0.");
}
