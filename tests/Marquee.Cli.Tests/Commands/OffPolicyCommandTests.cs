using System.Globalization;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class OffPolicyCommandTests(Cinema cinema) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DateTimeOffset _threeDaysAgo = TimeProvider.System.GetUtcNow().AddDays(-3);

    [Fact]
    public async Task Says_what_a_model_would_have_brought()
    {
        var workspace = await Served();
        var run = await CommandRun.Done("off-policy", "item-knn", "most-popular", "-w", workspace);
        run.Lines.ShouldContain(line => line.Contains("24 lists, served to 24 users", StringComparison.Ordinal));
        run.Lines.ShouldContain("by test/1 (24)");
        run.Lines.ShouldContain("left out: 1, of nobody known");
        run.Lines.ShouldContain(line => line.StartsWith("What was served brought 0.500 rewards a list", StringComparison.Ordinal));
        run.Lines.Count(line => line.StartsWith("item-knn  ", StringComparison.Ordinal)).ShouldBe(4);
        run.Lines.ShouldContain(line => line.StartsWith("most-popular: The weights are so uneven", StringComparison.Ordinal) || line.StartsWith("most-popular: About", StringComparison.Ordinal));
    }

    // A viewer of comedies was served the first comedy unseen or the first drama unseen, either as likely as not, and put the comedy on their list.
    [Fact]
    public async Task Weighs_what_was_served_by_what_the_model_would_have_shown()
    {
        var workspace = await Served();
        var run = await CommandRun.Done("off-policy", "item-knn", "--explore", "1", "--pool", "1000", "--json", "-", "-w", workspace);
        var report = JsonNode.Parse(run.Output)!;
        report["served"]!["value"]!.GetValue<double>().ShouldBe(0.5);
        // All of the 16 items that may be shown and were not seen are as likely, so each list weighs an eighth.
        var result = report["results"]![0]!;
        result["meanWeight"]!.GetValue<double>().ShouldBe(0.125, 1e-6);
        result["ips"]!["value"]!.GetValue<double>().ShouldBe(0.0625, 1e-6);
        result["snips"]!["value"]!.GetValue<double>().ShouldBe(0.5, 1e-6);
        result["warnings"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Counts_what_it_is_told_to_count()
    {
        var workspace = await Served();
        var run = await CommandRun.Done("off-policy", "item-knn", "--reward", "list-add=3", "--reward", "watch=1", "--assume", "cascade", "--json", "-", "-w", workspace);
        JsonNode.Parse(run.Output)!["served"]!["value"]!.GetValue<double>().ShouldBe(1.5);
        JsonNode.Parse(run.Output)!["assumption"]!.GetValue<string>().ShouldBe("cascade");
        run = await CommandRun.Done("off-policy", "item-knn", "--window", "1", "--reward-model", "biases", "--json", "-", "-w", workspace);
        JsonNode.Parse(run.Output)!["served"]!["value"]!.GetValue<double>().ShouldBe(0);
    }

    [Theory]
    [InlineData("Required argument 'model' missing for command: 'off-policy'.")]
    [InlineData("There is no model 'svd'", "svd")]
    [InlineData("There are no served lists of the surface 'recommend' to evaluate with.", "item-knn")]
    [InlineData("There are no served lists of any surface to evaluate with.", "item-knn", "--surface", "all")]
    [InlineData("--assume is 'luck'; item-position or cascade is expected.", "item-knn", "--assume", "luck")]
    [InlineData("--max-weight is 0; it must be above 0.", "item-knn", "--max-weight", "0")]
    [InlineData("--explore is 2; it must be from 0 to 1.", "item-knn", "--explore", "2")]
    [InlineData("--days is 0; it must be at least 1.", "item-knn", "--days", "0")]
    [InlineData("--reward watch is 'much'; a number is expected.", "item-knn", "--reward", "watch=much")]
    public async Task Refuses_what_cannot_be_done(string message, params string[] words) =>
        (await CommandRun.Of(["off-policy", "-w", cinema.Workspace, .. words], default)).ShouldBeBadUsage().ShouldContain(message);

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy of the cinema that served each viewer a list of one, an older list and one of somebody anonymous.</summary>
    private async Task<string> Served()
    {
        var workspace = cinema.CopyTo(_folder);
        IdMap users, items;
        using (var store = Workspace.Open(workspace).OpenStore())
        {
            (users, items) = store.LoadSnapshot(InteractionWeighting.Default) is var snapshot ? (snapshot.UserIds, snapshot.ItemIds) : default;
        }

        var events = new List<string>();
        await using (var log = new ServedLog(Workspace.Open(workspace).ServedDirectory))
        {
            for (var viewer = 1; viewer <= Cinema.Viewers; viewer++)
            {
                var (comedy, drama) = viewer % 2 == 0 ? (Cinema.UnseenBy(viewer)[0], "drama-1") : ("comedy-1", Cinema.UnseenBy(viewer)[0]);
                var shown = viewer % 4 < 2 ? comedy : drama;
                log.Append(List(users.IndexOf(Cinema.Viewer(viewer)), items.IndexOf(shown), _threeDaysAgo));
                if (shown == (viewer % 2 == 0 ? comedy : drama))
                {
                    events.Add($$"""{"type":"interaction","user":"{{Cinema.Viewer(viewer)}}","item":"{{shown}}","kind":"list-add","time":"{{_threeDaysAgo.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""");
                }
            }

            log.Append(List(-1, 0, _threeDaysAgo));
            log.Append(List(0, 0, _threeDaysAgo.AddDays(-100)));
        }

        var file = Path.Combine(_folder.Path, "events.jsonl");
        await File.WriteAllLinesAsync(file, events);
        await CommandRun.Done("import", file, "-w", workspace);
        return workspace;
    }

    private static ServedList List(int user, int item, DateTimeOffset time) => new($"{user}", time.ToUnixTimeMilliseconds(), user, "test/1", "recommend", [item], [0.5f], 0);
}
