using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Cli.Tests.Commands;

public sealed class AudienceCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Workspace => Path.Combine(_folder.Path, "workspace");

    public async ValueTask InitializeAsync() => await CommandRun.Done("import", _folder.Write("service.jsonl", Service()), "-w", Workspace);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Estimates_viewers_country_by_country_and_names_what_says_so()
    {
        var run = await CommandRun.Done("audience", "film-59", "--weeks", "1", "--month", "6", "-w", Workspace);
        run.Lines[0].ShouldBe("Film 59, launched in June 2025: viewers in the first 1 weeks");
        run.Lines[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["country", "viewers", "80% interval", "behaves like"]);
        run.Lines[2..5].Select(line => line.Split(' ')[0]).ShouldBe(["DE", "FR", "together"], "many war films, and Germans watch them");
        run.Output.ShouldContain("Earlier launches behind the estimate for DE");
    }

    [Fact]
    public async Task Takes_out_what_a_person_does_not_believe_in_and_answers_anew()
    {
        var before = await Json("film-58", "--country", "de");
        var comparables = before["estimates"]![0]!["comparables"]!.AsArray();
        var removed = comparables[0]!["item"]!.GetValue<string>();
        var after = (await Json("film-58", "--country", "de", "--without", removed))["estimates"]![0]!;
        after["comparables"]!.AsArray().Select(one => one!["item"]!.GetValue<string>()).ShouldBe(comparables.Skip(1).Select(one => one!["item"]!.GetValue<string>()));
        (after["baseWeight"]!.GetValue<double>() + after["comparables"]!.AsArray().Sum(one => one!["weight"]!.GetValue<double>())).ShouldBe(1, 1e-9);
    }

    [Fact]
    public async Task Estimates_what_does_not_exist_yet()
    {
        var file = _folder.Write("idea.json", """{"title":"An idea","kind":"film","categories":["war"]}""");
        var json = await Json("--describe", file);
        json.Select(entry => entry.Key).ShouldBe(["item", "date", "weeks", "model", "launches", "estimates", "total", "countriesAlike"]);
        json["item"].ShouldBeNull();
        var estimates = json["estimates"]!.AsArray().ToDictionary(one => one!["country"]!.GetValue<string>(), one => one!["estimate"]!.GetValue<double>());
        estimates["DE"].ShouldBeGreaterThan(estimates["FR"]);
    }

    [Theory]
    [InlineData("Name an item, or describe one", "audience")]
    [InlineData("There are not enough users in 'XX'; there are in DE, FR.", "audience", "film-1", "--country", "XX", "--weeks", "1")]
    [InlineData("There is no month 13", "audience", "film-1", "--month", "13", "--weeks", "1")]
    [InlineData("launches whose first 40 weeks are known in full", "audience", "film-1", "--weeks", "40")]
    public async Task Says_what_is_wrong(string message, params string[] words) =>
        (await CommandRun.Of([.. words, "-w", Workspace])).ShouldFail().ShouldContain(message);

    [Fact]
    public async Task Says_what_is_wrong_with_a_description() =>
        (await CommandRun.Of("audience", "--describe", _folder.Write("idea.json", """{"titel":"x"}"""), "--weeks", "1", "-w", Workspace)).ShouldFail().ShouldContain("titel");

    private async Task<JsonObject> Json(params string[] words) =>
        JsonNode.Parse((await CommandRun.Done(["audience", .. words, "--weeks", "1", "--json", "-w", Workspace])).Output)!.AsObject();

    /// <summary>Sixty films, one every five days; Germans watch war films, French ones love films, and there are more Germans.</summary>
    private static string Service()
    {
        var text = new StringBuilder();
        for (var user = 0; user < 70; user++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"type":"user","id":"u{{user}}","attributes":{"country":"{{Country(user)}}"} }""").Append('\n');
        }

        var begin = new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        text.Append("""{"type":"item","id":"old"}""").Append('\n');
        for (var film = 0; film < 60; film++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"type":"item","id":"film-{{film}}","title":"Film {{film}}","kind":"film","categories":["{{Genre(film)}}"],"labels":["theme-{{film % 5}}"],"availableFrom":"{{begin.AddDays(10 + (5 * film)):yyyy-MM-dd}}T00:00:00Z"}""").Append('\n');
        }

        Watch(0, "old", begin);
        for (var film = 0; film < 60; film++)
        {
            for (var user = 0; user < 70; user++)
            {
                if ((Country(user) == "DE") == (Genre(film) == "war") ? (user + film) % 3 != 0 : (user + film) % 9 == 0)
                {
                    Watch(user, $"film-{film}", begin.AddDays(10 + (5 * film) + (user % 5)));
                }
            }
        }

        Watch(0, "old", begin.AddDays(500));
        return text.ToString();

        static string Country(int user) => user < 45 ? "DE" : "FR";

        static string Genre(int film) => film % 2 == 1 || film >= 58 ? "war" : "love";

        void Watch(int user, string item, DateTime time) =>
            text.Append(CultureInfo.InvariantCulture, $$"""{"type":"interaction","user":"u{{user}}","item":"{{item}}","kind":"watch","progress":1,"time":"{{time:yyyy-MM-dd'T'HH:mm:ss}}Z"}""").Append('\n');
    }
}
