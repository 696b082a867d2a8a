using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

/// <summary>Lists by the requests that Gorse's clients send.</summary>
public sealed class GorseRecommendTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start(time: _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/api/recommend/viewer-1")]
    [InlineData("/api/recommend/viewer-1/")]
    [InlineData("/api/recommend/nobody")]
    public async Task Recommendations_are_ids_or_with_version_2_scores(string path)
    {
        var ids = Ids((await _server.Ask("GET", path)).With(200).Json);
        ids.Count.ShouldBe(10);
        ids.ShouldBeUnique();
        var scored = (await _server.Ask("GET", path, null, ("X-API-Version", " 2 "))).With(200).Json.AsArray();
        scored.Select(one => (string)one!["Id"]!).ShouldBe(ids);
        var scores = scored.Select(one => (double)one!["Score"]!).ToList();
        scores.ShouldBe(scores.OrderDescending());
        Ids((await _server.Ask("GET", path, null, ("X-API-Version", "1"))).With(200).Json).ShouldBe(ids);
    }

    [Fact]
    public async Task Pages_follow_one_another()
    {
        var all = await Recommend("nobody", "n=20");
        (await Recommend("nobody", "n=5")).ShouldBe(all[..5]);
        (await Recommend("nobody", "n=5&offset=5")).ShouldBe(all[5..10]);
        (await Recommend("nobody", "n=0")).ShouldBeEmpty();
        (await Recommend("nobody", "n=10&offset=1000000")).ShouldBeEmpty();
        (await Recommend("nobody", "n=1000000&offset=2147483647")).ShouldBeEmpty();
        (await Recommend("nobody", "n=1000000")).Count.ShouldBe(21);
    }

    [Fact]
    public async Task Categories_of_the_path_and_of_the_query_all_hold()
    {
        await Put("POST", "/api/items", """[{"ItemId":"both","Categories":["comedy","drama"]},{"ItemId":"shouting","Categories":["COMEDY"]}]""");
        foreach (var path in new[] { "recommend/nobody", "popular", "latest", "collaborative-filtering/nobody" })
        {
            Ids(await Get($"/api/{path}/comedy?n=100")).Order().ShouldBe(Ids(await Get($"/api/{path}?category=comedy&category=&n=100")).Order());
            Ids(await Get($"/api/{path}/comedy?n=100")).ShouldAllBe(id => id == "both" || id.StartsWith("comedy-"));
            Ids(await Get($"/api/{path}?category=comedy&category=drama")).ShouldBe(["both"]);
            Ids(await Get($"/api/{path}/none")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Whatever_a_user_gave_feedback_to_never_comes_again()
    {
        var seed = new Random(7);
        for (var trial = 0; trial < 300; trial++)
        {
            var user = $"u{seed.Next(4)}";
            var item = (await Recommend(user, "n=20"))[seed.Next(5)];
            var kind = new[] { "read", "like", "impression", "star", "thumb-down" }[seed.Next(5)];
            await Put(seed.Next(2) == 0 ? "PUT" : "POST", "/api/feedback", $$"""[{"FeedbackType":"{{kind}}","UserId":"{{user}}","ItemId":"{{item}}","Timestamp":"2024-01-01"}]""");
            var past = (await Get($"/api/user/{user}/feedback")).AsArray().Select(one => (string)one!["ItemId"]!).ToList();
            past.ShouldContain(item);
            var list = await Recommend(user, "n=50");
            list.ShouldBeUnique();
            list.Intersect(past).ShouldBeEmpty();
            if (past.Count > 12)
            {
                await Put("DELETE", $"/api/user/{user}", null);
            }
        }
    }

    [Fact]
    public async Task Hidden_and_deleted_items_never_come()
    {
        var first = (await Recommend("viewer-1", "n=3"));
        await Put("PATCH", $"/api/item/{first[0]}", """{"IsHidden":true}""");
        await Put("DELETE", $"/api/item/{first[1]}", null);
        foreach (var path in new[] { "recommend/viewer-1", "popular", "latest", "non-personalized/trending", "item/drama-1/neighbors", "item-to-item/similar/drama-1" })
        {
            Ids(await Get($"/api/{path}?n=100")).ShouldNotContain(id => id == first[0] || id == first[1] || id == "only-one");
        }

        await Put("PATCH", $"/api/item/{first[0]}", """{"IsHidden":false}""");
        (await Recommend("viewer-1", "n=3")).ShouldContain(first[0]);
    }

    [Fact]
    public async Task Recommendations_are_written_back_where_that_is_asked_for()
    {
        await Put("POST", "/api/user", """{"UserId":"u"}""");
        var first = await Recommend("u", "n=3&write-back-type=read");
        (await Get("/api/user/u/feedback/read")).AsArray().Select(one => (string)one!["ItemId"]!).ShouldBe(first, ignoreOrder: true);
        (await Recommend("u", "n=3")).Intersect(first).ShouldBeEmpty();
        (await Get("/api/user/u/feedback/read"))[0]!["Timestamp"]!.ToString().ShouldBe("2024-06-01T12:00:00Z");
    }

    [Fact]
    public async Task Recommendations_that_are_written_back_with_a_delay_come_again_until_then()
    {
        await Put("POST", "/api/user", """{"UserId":"u"}""");
        var first = await Recommend("u", "n=3&write-back-type=read&write-back-delay=10m");
        (await Recommend("u", "n=3&write-back-type=read&write-back-delay=1h")).ShouldBe(first);
        (await Get("/api/user/u/feedback")).AsArray().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(10));
        (await Recommend("u", "n=3")).Intersect(first).ShouldBeEmpty();
        var read = (await Get("/api/user/u/feedback/read")).AsArray();
        read.Count.ShouldBe(3);
        read[0]!["Timestamp"]!.ToString().ShouldBe("2024-06-01T12:10:00Z");
    }

    [Fact]
    public async Task Nobody_becomes_a_user_by_being_recommended_something()
    {
        (await Recommend("nobody", "n=3&write-back-type=read")).Count.ShouldBe(3);
        (await _server.Ask("GET", "/api/user/nobody")).With(404);
    }

    [Fact]
    public async Task Writing_back_needs_a_key_that_may_write()
    {
        var key = _server.AddKey("reader", Scopes.Read);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await _server.Ask("GET", "/api/recommend/viewer-1", null, ("X-API-Key", key))).With(200);
        (await _server.Ask("GET", "/api/recommend/viewer-1?write-back-type=read", null, ("X-API-Key", key))).With(403).MediaType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task A_session_is_answered_from_its_own_feedback_and_with_null_where_there_is_nothing()
    {
        const string Session = """[{"FeedbackType":"like","UserId":"","ItemId":"drama-2","Timestamp":"2024-01-01"},{"FeedbackType":"like","ItemId":"drama-1"},{"FeedbackType":"like","ItemId":"unknown"}]""";
        var scores = (await _server.Ask("POST", "/api/session/recommend?n=4", Session)).With(200).Json;
        Ids(scores).Count.ShouldBe(4);
        Ids(scores).ShouldNotContain(id => id == "drama-1" || id == "drama-2");
        scores[0]!["Score"].ShouldNotBeNull();
        Ids((await _server.Ask("POST", "/api/session/recommend/comedy", Session)).With(200).Json).ShouldAllBe(id => id.StartsWith("comedy-"));
        foreach (var (path, body) in new[] { ("", "[]"), ("", "null"), ("?n=0", Session), ("/none", Session), ("?offset=1000", Session), ("", """[{"FeedbackType":"thumb-down","ItemId":"drama-2"}]""") })
        {
            (await _server.Ask("POST", "/api/session/recommend" + path, body)).With(200).Body.ShouldBe("null");
        }

        (await _server.Ask("POST", "/api/session/recommend", """[{"FeedbackType":"like","ItemId":"drama-2","Timestamp":"soon"}]""")).With(400);
    }

    [Fact]
    public async Task The_latest_items_come_with_the_second_in_which_they_came()
    {
        await Put("POST", "/api/items", """[{"ItemId":"old","Timestamp":"1996-03-15"},{"ItemId":"new","Timestamp":"2024-03-15"},{"ItemId":"future","Timestamp":"2025-03-15"}]""");
        (await Get("/api/latest?n=2")).ToJsonString().ShouldBe("""[{"Id":"new","Score":1710460800},{"Id":"old","Score":826848000}]""");
        (await Get("/api/latest/?n=1&offset=1")).ToJsonString().ShouldBe("""[{"Id":"old","Score":826848000}]""");
        (await Get("/api/latest?n=3&offset=2"))[0]!["Score"]!.ToJsonString().ShouldBe("-62135596800");
        await Put("PUT", "/api/feedback", """[{"FeedbackType":"read","UserId":"u","ItemId":"new","Timestamp":"2024-05-01"}]""");
        Ids(await Get("/api/latest?n=1&user-id=u")).ShouldBe(["old"]);
        Ids(await Get("/api/latest?n=1&user-id=nobody")).ShouldBe(["new"]);
        Ids(await Get("/api/non-personalized/latest?n=1")).ShouldBe(["new"]);
    }

    [Fact]
    public async Task What_a_user_has_dealt_with_is_left_out_of_lists_for_everybody_where_that_is_asked_for()
    {
        var all = Ids(await Get("/api/popular?n=100"));
        var past = (await Get("/api/user/viewer-1/feedback")).AsArray().Select(one => (string)one!["ItemId"]!).ToList();
        var rest = Ids(await Get("/api/popular?n=100&user-id=viewer-1"));
        rest.Intersect(past).ShouldBeEmpty();
        rest.Count.ShouldBe(all.Count - past.Count);
        Ids(await Get("/api/item/drama-1/neighbors?n=100&user-id=viewer-1")).Intersect(past).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/item/nothing/neighbors")]
    [InlineData("/api/item/nothing/neighbors/comedy")]
    [InlineData("/api/item-to-item/similar/nothing")]
    [InlineData("/api/user/nobody/neighbors")]
    [InlineData("/api/user-to-user/similar/nobody")]
    public async Task Nothing_is_like_what_nobody_knows(string path) => (await Get(path)).ToJsonString().ShouldBe("[]");

    [Theory]
    [InlineData("/api/recommend/viewer-1?n=x")]
    [InlineData("/api/recommend/viewer-1?offset=-1")]
    [InlineData("/api/recommend/viewer-1?n=99999999999")]
    [InlineData("/api/recommend/viewer-1?write-back-type=read&write-back-delay=soon")]
    [InlineData("/api/latest?n=x")]
    [InlineData("/api/popular?offset=x")]
    [InlineData("/api/user/viewer-1/neighbors?n=x")]
    public async Task A_wrong_parameter_is_told_in_plain_text(string path) => (await _server.Ask("GET", path)).With(400).MediaType.ShouldBe("text/plain");

    private static List<string> Ids(JsonNode list) => [.. list.AsArray().Select(one => one is JsonObject scored ? (string)scored["Id"]! : (string)one!)];

    private async Task<List<string>> Recommend(string user, string query) => Ids(await Get($"/api/recommend/{user}?{query}"));

    private async Task<JsonNode> Get(string path) => (await _server.Ask("GET", path)).With(200).Json;

    private async Task Put(string method, string path, string? body) => (await _server.Ask(method, path, body)).With(200);
}
