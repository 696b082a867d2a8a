using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class InsightRouteTests
{
    [Fact]
    public async Task Tells_who_watches_an_item_and_what_was_just_written_counts()
    {
        await using var server = await RunningServer.Start();

        // Viewer v meets the comedies (or dramas) 1 + (v + 0..4) % 10: number 3 the viewers 2, 8, 10 and 12 of the even ones.
        var before = (await server.Ask("GET", "/v1/items/comedy-3/audience")).With(200).Json;
        before["viewers"]!.GetValue<int>().ShouldBe(4);
        before["kinds"]!.AsObject().ToDictionary(kind => kind.Key, kind => kind.Value!.GetValue<int>()).ShouldBe(new() { ["rating"] = 4 });
        before["byCountry"]!.ToJsonString().ShouldBe("""[{"value":"FR","viewers":4,"share":1,"lift":1}]""");

        (await server.Ask("POST", "/v1/interactions", """{"user":"somebody","item":"comedy-3","kind":"watch"}""")).With(200);
        (await server.Ask("GET", "/v1/items/comedy-3/audience")).With(200).Json["viewers"]!.GetValue<int>().ShouldBe(5);
        (await server.Ask("GET", "/v1/items/nothing/audience")).With(404);
    }

    [Fact]
    public async Task Tells_how_a_rank_moved()
    {
        await using var server = await RunningServer.Start();
        var weeks = (await server.Ask("GET", "/v1/items/comedy-3/popularity?weeks=2")).With(200).Json["weeks"]!.AsArray();
        weeks.Select(week => week!["from"]!.GetValue<string>()).ShouldBe(["2024-04-22", "2024-04-29"]);
        weeks[0]!.AsObject().ContainsKey("rank").ShouldBeFalse();
        weeks[1]!["viewers"]!.GetValue<int>().ShouldBe(4);
        weeks[1]!["of"]!.GetValue<int>().ShouldBe(20);
        ((string?)(await server.Ask("GET", "/v1/items/comedy-3/popularity?weeks=209")).With(400).Json["field"]).ShouldBe("weeks");
    }

    [Fact]
    public async Task Tells_what_is_like_an_item_and_why()
    {
        await using var server = await RunningServer.Start();
        var views = (await server.Ask("GET", "/v1/items/comedy-3/views?n=3")).With(200).Json["views"]!.AsArray();
        views.Select(view => view!["key"]!.GetValue<string>()).ShouldBe(["blend", "theme", "audience", "graph"]);
        views.ShouldAllBe(view => view!["items"]!.AsArray().Count == 3);
        foreach (var item in views.SelectMany(view => view!["items"]!.AsArray()))
        {
            item!["reasons"]!.AsArray().Sum(reason => reason!["contribution"]!.GetValue<double>()).ShouldBe(item["score"]!.GetValue<double>(), 1e-9);
        }

        var first = views[1]!["items"]![0]!["reasons"]!.AsArray();
        first.Select(reason => reason!["fact"]!.GetValue<string>()).ShouldBe(["label", "category"], ignoreOrder: true);
        first.Single(reason => reason!["fact"]!.GetValue<string>() == "category")!["values"]!.AsArray().Select(value => value!.GetValue<string>()).ShouldBe(["comedy"]);
        views[2]!["items"]![0]!["reasons"]![0]!["count"]!.GetValue<int>().ShouldBePositive();
        (await server.Ask("GET", "/v1/items/odd%2Fid%20%252F%20%C3%BC/views")).With(200).Json["views"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_the_taste_of_a_user_beside_their_list()
    {
        await using var server = await RunningServer.Start();
        var taste = (await server.Ask("GET", "/v1/users/viewer-2/taste?n=4")).With(200).Json;
        taste["history"]!["n"]!.GetValue<int>().ShouldBe(5);
        taste["list"]!["n"]!.GetValue<int>().ShouldBe(4);
        var categories = taste["facets"]!.AsArray().Single(facet => facet!["facet"]!.GetValue<string>() == "categories")!;
        categories["values"]!.AsArray().Single(value => value!["value"]!.GetValue<string>() == "comedy")!["history"]!.GetValue<double>().ShouldBe(1);
        categories["divergence"]!.GetValue<double>().ShouldBeInRange(0, 1);
        (await server.Ask("GET", "/v1/users/viewer-2/taste?model=none")).With(400);
        (await server.Ask("GET", "/v1/users/nobody/taste")).With(404);
    }

    [Fact]
    public async Task Tells_what_there_is_and_what_is_odd()
    {
        await using var server = await RunningServer.Start();
        var statistics = (await server.Ask("GET", "/v1/statistics")).With(200).Json;
        statistics["users"]!.GetValue<int>().ShouldBe(13);
        statistics["items"]!.GetValue<int>().ShouldBe(22);
        statistics["kinds"]!.ToJsonString().ShouldBe("""{"rating":60}""");
        statistics["firstTime"]!.GetValue<string>().ShouldBe("2024-05-01T20:01:00Z");
        statistics["perDay"]![0]!.ToJsonString().ShouldBe("""["2024-05-01",12]""");
        statistics["density"]!.GetValue<double>().ShouldBe(60 / (13.0 * 22), 1e-12);
        var never = statistics["warnings"]!.AsArray().Single(warning => warning!["code"]!.GetValue<string>() == "never-seen")!;
        never["examples"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe(["odd/id %2F ü"]);

        (await server.Ask("POST", "/v1/interactions", """{"user":"viewer-1","item":"odd/id %2F ü","kind":"watch","time":"2150-01-01T00:00:00Z"}""")).With(200);
        var after = (await server.Ask("GET", "/v1/statistics")).With(200).Json["warnings"]!.AsArray().Select(warning => warning!["code"]!.GetValue<string>()).ToArray();
        after.ShouldContain("future-events");
        after.ShouldNotContain("never-seen");
    }

    [Theory]
    [InlineData("/v1/users?q=viewer-1", "users", "viewer-1,viewer-10,viewer-11,viewer-12")]
    [InlineData("/v1/users?q=VIEWER-1&limit=2", "users", "viewer-1,viewer-10")]
    [InlineData("/v1/items?q=odd", "items", "odd/id %2F ü")]
    [InlineData("/v1/items?q=nothing-of-the-kind", "items", "")]
    public async Task Finds_by_the_beginning_of_an_id(string path, string list, string ids)
    {
        await using var server = await RunningServer.Start();
        Ids((await server.Ask("GET", path)).With(200), list).ShouldBe(ids.Split(',', StringSplitOptions.RemoveEmptyEntries));
        ((string?)(await server.Ask("GET", $"{path}&cursor=abc")).With(400).Json["field"]).ShouldBe("cursor");
    }

    private static IEnumerable<string> Ids(Answer answer, string list) => answer.Json[list]!.AsArray().Select(one => ((JsonNode)one!)["id"]!.GetValue<string>());
}
