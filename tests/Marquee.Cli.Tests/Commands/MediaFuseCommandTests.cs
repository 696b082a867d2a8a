using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class MediaFuseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Workspace => Path.Combine(_folder.Path, "workspace");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Learns_what_counts_and_keeps_vector_and_weights_with_the_items()
    {
        await Import(Films(60));

        var run = await CommandRun.Done("media", "fuse", "--least", "5", "--dimensions", "8", "-w", Workspace);
        var first = await Items();
        await CommandRun.Done("media", "fuse", "--least", "5", "--dimensions", "8", "-w", Workspace);

        run.Lines[0].ShouldBe("2 categories of 48 items, told for 12 others");
        run.Lines.ShouldContain(line => line.StartsWith("poster", StringComparison.Ordinal) && line.Contains("60", StringComparison.Ordinal));
        run.Lines.ShouldContain(line => line.StartsWith("sound", StringComparison.Ordinal) && line.Contains("30", StringComparison.Ordinal));
        run.Lines.ShouldContain(line => line.StartsWith("Fusing helps", StringComparison.Ordinal) || line.StartsWith("Fusing harms", StringComparison.Ordinal) || line.StartsWith("Whether fusing helps does not show", StringComparison.Ordinal));
        run.Lines[^1].ShouldBe("Gave 60 items the feature fused of 8 numbers, and the weights fused:poster, fused:sound.");
        run.Error.ShouldContain("marquee train content --set features=fused");
        var (both, one) = (first[0]["features"]!, first[1]["features"]!);
        both["fused"]!.AsArray().Count.ShouldBe(8);
        (Weight(both, "poster") + Weight(both, "sound")).ShouldBe(1, 1e-5);
        Weight(one, "poster").ShouldBe(1, 1e-6);
        one["fused:sound"].ShouldBeNull();
        first[60]["features"].ShouldBeNull();
        // The same seed, and what was fused is not fused again.
        (await Items()).Select(item => item.ToJsonString()).ShouldBe(first.Select(item => item.ToJsonString()));
    }

    [Fact]
    public async Task Another_choice_of_features_leaves_nothing_of_the_one_before()
    {
        await Import(Films(40));
        await CommandRun.Done("media", "fuse", "--least", "5", "--epochs", "1", "-w", Workspace);

        await CommandRun.Done("media", "fuse", "--features", "sound,words", "--least", "5", "--epochs", "1", "-w", Workspace);

        var items = await Items();
        items[0]["features"]!.AsObject().Select(feature => feature.Key).ShouldBe(["fused", "fused:sound", "fused:words", "poster", "sound", "words"], ignoreOrder: true);
        items[3]["features"]!.AsObject().Select(feature => feature.Key).ShouldBe(["poster"]);
    }

    [Theory]
    [InlineData("No item has a feature to fuse yet", 0)]
    [InlineData("Fusing takes two features or more; there are poster (20 items)", 20, "--features", "poster")]
    [InlineData("No item has a feature 'smell' to fuse; there are poster (20 items), sound (10 items)", 20, "--features", "poster,smell")]
    [InlineData("cannot be named 'a:b'", 20, "--as", "a:b")]
    [InlineData("'sound' is one of the features that are fused", 20, "--features", "poster,sound", "--as", "sound")]
    [InlineData("Of the 10 items with a feature 10 have categories; 20 is the least", 10)]
    [InlineData("have labels; 20 is the least", 20, "--labels", "labels")]
    [InlineData("None of the categories is had by 30 items or more", 20, "--least", "30")]
    public async Task Says_what_would_be_right(string expected, int films, params string[] options)
    {
        await Import(Films(films));

        var run = await CommandRun.Of(["media", "fuse", .. options, "-w", Workspace]);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(expected);
        (await Items()).ShouldAllBe(item => item["features"] == null || item["features"]!["fused"] == null);
    }

    /// <summary>Films whose poster tells the genre; every other has a sound, which tells nothing, every fifth words. The last has nothing.</summary>
    private static IEnumerable<string> Films(int count)
    {
        for (var film = 0; film < count; film++)
        {
            var (red, blue) = (film % 3 == 0 ? 1 : 0, ((film * 7) % 11) / 10.0);
            var sound = film % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $""","sound":[{film * 5 % 7},{film * 3 % 5},1]""") : "";
            var words = film % 5 == 0 ? string.Create(CultureInfo.InvariantCulture, $""","words":[{film % 4},1]""") : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"type":"item","id":"f{{{film:000}}}","categories":["{{{(red == 1 ? "drama" : "comedy")}}}"],"features":{"poster":[{{{red}}},{{{blue}}}]{{{sound}}}{{{(count == 40 ? words : "")}}}}}""");
        }

        yield return """{"type":"item","id":"last","categories":["drama"]}""";
    }

    private static double Weight(JsonNode features, string modality) => features[$"fused:{modality}"]![0]!.GetValue<double>();

    private Task Import(IEnumerable<string> films) => CommandRun.Done("import", _folder.Write("items.jsonl", string.Join('\n', films) + "\n"), "-w", Workspace);

    private async Task<JsonNode[]> Items()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, Path.GetRandomFileName())).FullName;
        await CommandRun.Done("export", Path.Combine(folder, "out"), "-w", Workspace);
        return [.. (await File.ReadAllLinesAsync(Path.Combine(folder, "out", "items.jsonl"))).Select(line => JsonNode.Parse(line)!)];
    }
}
