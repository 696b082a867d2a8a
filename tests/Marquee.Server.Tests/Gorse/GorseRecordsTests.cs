using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Server.Tests;

/// <summary>Users, items and feedback by the requests that Gorse's clients send.</summary>
public sealed class GorseRecordsTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start(time: _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_user_lives()
    {
        await Expect("POST", "/api/user", """{"UserId":"0","Labels":{"gender":"M","n":[1,2]},"Comment":"zero"}""", """{"RowAffected":1}""");
        await Expect("GET", "/api/user/0", null, """{"UserId":"0","Labels":{"gender":"M","n":[1,2]},"Comment":"zero"}""");
        await Expect("PATCH", "/api/user/0", """{"Labels":["a","b","c"]}""", """{"RowAffected":1}""");
        await Expect("GET", "/api/user/0/", null, """{"UserId":"0","Labels":["a","b","c"],"Comment":"zero"}""");
        await Expect("PATCH", "/api/user/0", """{"Comment":"modified"}""", """{"RowAffected":1}""");
        await Expect("GET", "/api/user/0", null, """{"UserId":"0","Labels":["a","b","c"],"Comment":"modified"}""");
        await Expect("POST", "/api/user", """{"UserId":"0"}""", """{"RowAffected":1}""");
        await Expect("GET", "/api/user/0", null, """{"UserId":"0","Labels":null,"Comment":""}""");
        await Expect("DELETE", "/api/user/0", null, """{"RowAffected":1}""");
        await ExpectText("GET", "/api/user/0", null, 404, "0: user not found");
        await Expect("DELETE", "/api/user/0", null, """{"RowAffected":1}""");
        await Expect("PATCH", "/api/user/0", """{"Comment":"x"}""", """{"RowAffected":1}""");
        await ExpectText("GET", "/api/user/0", null, 404, "0: user not found");
    }

    [Fact]
    public async Task An_item_lives()
    {
        const string Item = """{"ItemId":"0","IsHidden":true,"Categories":["a","b"],"Timestamp":"1996-03-15T00:00:00Z","Labels":{"embedding":[0.1,0.2,0.3]},"Comment":"Minions (2015)"}""";
        await Expect("POST", "/api/item", Item, """{"RowAffected":1}""");
        await Expect("GET", "/api/item/0", null, Item);
        await Expect("PUT", "/api/item/0/category/c", null, """{"RowAffected":1}""");
        await Expect("PUT", "/api/item/0/category/c", null, """{"RowAffected":1}""");
        await Expect("DELETE", "/api/item/0/category/a", null, """{"RowAffected":1}""");
        (await Get("/api/item/0"))["Categories"]!.ToJsonString().ShouldBe("""["b","c"]""");
        await Expect(
            "PATCH",
            "/api/item/0",
            """{"IsHidden":false,"Categories":["-"],"Labels":["x"],"Comment":"modified","Timestamp":"2010-01-01T01:01:01Z"}""",
            """{"RowAffected":1}""");
        await Expect("GET", "/api/item/0", null, """{"ItemId":"0","IsHidden":false,"Categories":["-"],"Timestamp":"2010-01-01T01:01:01Z","Labels":["x"],"Comment":"modified"}""");
        await Expect("PATCH", "/api/item/0", """{"Categories":null,"Comment":"小黄人 (2015)","IsHidden":null,"Labels":null,"Timestamp":null}""", """{"RowAffected":1}""");
        await Expect("GET", "/api/item/0", null, """{"ItemId":"0","IsHidden":false,"Categories":["-"],"Timestamp":"2010-01-01T01:01:01Z","Labels":["x"],"Comment":"小黄人 (2015)"}""");
        await Expect("DELETE", "/api/item/0", null, """{"RowAffected":1}""");
        await ExpectText("GET", "/api/item/0", null, 404, "0: item not found");
        await ExpectText("PUT", "/api/item/0/category/c", null, 404, "0: item not found");
    }

    [Fact]
    public async Task Lists_come_in_pages_in_order_of_ids()
    {
        await Expect("POST", "/api/users", """[{"UserId":"0a"},{"UserId":"0b"},{"UserId":"0c"},{"UserId":"0b","Comment":"second"}]""", """{"RowAffected":4}""");
        var page = await Get("/api/users?n=2");
        page.ToJsonString().ShouldBe("""{"Cursor":"MGM=","Users":[{"UserId":"0a","Labels":null,"Comment":""},{"UserId":"0b","Labels":null,"Comment":""}]}""");
        var users = new List<string>();
        for (var cursor = ""; ;)
        {
            page = await Get($"/api/users?n=3&cursor={Uri.EscapeDataString(cursor)}");
            users.AddRange(page["Users"]!.AsArray().Select(user => (string)user!["UserId"]!));
            if ((cursor = (string)page["Cursor"]!).Length == 0)
            {
                break;
            }
        }

        users.ShouldBe(users.Distinct().Order(StringComparer.Ordinal));
        users.Count.ShouldBe(16);
        page = await Get("/api/items?n=100");
        var items = page["Items"]!.AsArray().Select(item => (string)item!["ItemId"]!).ToList();
        items.Count.ShouldBe(22);
        items.ShouldBe(items.Order(StringComparer.Ordinal));
        (await Get("/api/items"))["Items"]!.AsArray().Count.ShouldBe(10);
        (await Get("/api/items?n=0"))["Items"]!.AsArray().Count.ShouldBe(0);
        await Expect("DELETE", "/api/user/0b", null, """{"RowAffected":1}""");
        (await Get("/api/users?n=2"))["Users"]!.AsArray().Select(user => (string)user!["UserId"]!).ShouldBe(["0a", "0c"]);
    }

    [Fact]
    public async Task Nothing_is_left_of_who_was_deleted_after_a_restart_either()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await RunningServer.StartIn(folder))
        {
            (await before.Ask("DELETE", "/api/user/viewer-1")).With(200);
            (await before.Ask("DELETE", "/api/item/comedy-1")).With(200);
        }

        await using var after = await RunningServer.StartIn(folder);
        foreach (var path in new[] { "/api/users?n=100", "/api/items?n=100", "/api/bulk/users", "/api/bulk/items", "/api/bulk/feedback", "/api/feedback?n=1000" })
        {
            var answer = (await after.Ask("GET", path)).With(200).Body;
            answer.ShouldNotContain("deleted");
            answer.ShouldNotContain("\"viewer-1\"");
            answer.ShouldNotContain("\"comedy-1\"");
        }
    }

    [Fact]
    public async Task Feedback_lives()
    {
        await Expect("PUT", "/api/feedback", "[" + Feedback("watch", "u", "2", 3, "2024-01-02") + "," + Feedback("watch", "u", "1", 1, "2024-01-01T00:00:00.250Z", "first") + "]", """{"RowAffected":2}""");
        const string One = """{"FeedbackType":"watch","UserId":"u","ItemId":"1","Value":1,"Timestamp":"2024-01-01T00:00:00.25Z","Updated":"2024-01-01T00:00:00.25Z","Comment":"first"}""";
        const string Two = """{"FeedbackType":"watch","UserId":"u","ItemId":"2","Value":3,"Timestamp":"2024-01-02T00:00:00Z","Updated":"2024-01-02T00:00:00Z","Comment":""}""";
        await Expect("GET", "/api/feedback/watch/u/1", null, One);
        await Expect("GET", "/api/feedback/u/1", null, $"[{One}]");
        await Expect("GET", "/api/user/u/feedback", null, $"[{One},{Two}]");
        await Expect("GET", "/api/user/u/feedback/watch", null, $"[{One},{Two}]");
        await Expect("GET", "/api/user/u/feedback/watch%3E=2", null, $"[{Two}]");
        await Expect("GET", "/api/item/1/feedback/", null, $"[{One}]");
        await Expect("GET", "/api/item/1/feedback/watch", null, $"[{One}]");
        await Expect("GET", "/api/item/1/feedback/read", null, "[]");
        await Expect("GET", "/api/user/1", null, 404);
        await Expect("GET", "/api/user/u", null, """{"UserId":"u","Labels":null,"Comment":""}""");
        await Expect("GET", "/api/item/1", null, """{"ItemId":"1","IsHidden":false,"Categories":null,"Timestamp":"0001-01-01T00:00:00Z","Labels":null,"Comment":""}""");
        await Expect("GET", "/api/feedback/watch", null, $$"""{"Cursor":"","Feedback":[{{One}},{{Two}}]}""");
        var page = await Get("/api/feedback/watch?n=1");
        page["Feedback"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldBe(One);
        await Expect("GET", $"/api/feedback/watch?n=1&cursor={Uri.EscapeDataString((string)page["Cursor"]!)}", null, $$"""{"Cursor":"","Feedback":[{{Two}}]}""");
        await Expect("DELETE", "/api/feedback/watch/u/1", null, """{"RowAffected":1}""");
        await Expect("DELETE", "/api/feedback/watch/u/1", null, """{"RowAffected":0}""");
        await ExpectText("GET", "/api/feedback/watch/u/1", null, 200, "{}");
        await Expect("DELETE", "/api/feedback/u/2", null, """{"RowAffected":1}""");
        await Expect("GET", "/api/user/u/feedback", null, "[]");
        await Expect("GET", "/api/user/nobody/feedback", null, "[]");
        await Expect("GET", "/api/item/nothing/feedback", null, "[]");
        await Expect("GET", "/api/feedback/nobody/nothing", null, "[]");
    }

    [Fact]
    public async Task Feedback_posted_again_is_added_and_feedback_put_again_takes_its_place()
    {
        await Expect("POST", "/api/feedback", "[" + Feedback("star", "u", "1", 0.1, "2024-01-02") + "]", """{"RowAffected":1}""");
        await Expect("POST", "/api/feedback", "[" + Feedback("star", "u", "1", 2, "2024-01-01") + "]", """{"RowAffected":1}""");
        await Expect("POST", "/api/feedback", "[" + Feedback("star", "u", "1", 2, "2024-01-01") + "]", """{"RowAffected":1}""");
        await Expect("POST", "/api/feedback", "[" + Feedback("star", "u", "1", 0, "2024-01-03", "last") + "]", """{"RowAffected":1}""");
        await Expect(
            "GET",
            "/api/feedback/star/u/1",
            null,
            """{"FeedbackType":"star","UserId":"u","ItemId":"1","Value":4.1,"Timestamp":"2024-01-01T00:00:00Z","Updated":"2024-01-03T00:00:00Z","Comment":"last"}""");
        await Expect("DELETE", "/api/feedback/star/u/1", null, """{"RowAffected":1}""");
        await Expect("POST", "/api/feedback", "[" + Feedback("star", "u", "1", 1, "2024-01-01") + "," + Feedback("star", "u", "1", 1, "2024-02-01") + "]", """{"RowAffected":2}""");
        await Expect("PUT", "/api/feedback", "[" + Feedback("star", "u", "1", 5, "2024-03-01", "new") + "]", """{"RowAffected":1}""");
        const string Put = """{"FeedbackType":"star","UserId":"u","ItemId":"1","Value":5,"Timestamp":"2024-03-01T00:00:00Z","Updated":"2024-03-01T00:00:00Z","Comment":"new"}""";
        await Expect("GET", "/api/user/u/feedback", null, $"[{Put}]");
    }

    [Fact]
    public async Task Feedback_of_the_future_is_told_when_it_is_no_longer_the_future()
    {
        await Expect("PUT", "/api/feedback", "[" + Feedback("read", "u", "1", 0, "2024-06-01T12:10:00Z") + "]", """{"RowAffected":1}""");
        foreach (var path in new[] { "/api/user/u/feedback", "/api/user/u/feedback/read", "/api/item/1/feedback" })
        {
            await Expect("GET", path, null, "[]");
        }

        (await Get("/api/feedback/read"))["Feedback"]!.AsArray().Count.ShouldBe(0);
        (await Get("/api/feedback/u/1")).AsArray().Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(10));
        foreach (var path in new[] { "/api/user/u/feedback", "/api/user/u/feedback/read", "/api/item/1/feedback" })
        {
            (await Get(path)).AsArray().Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task All_feedback_comes_in_pages_in_order_of_kind_user_and_item()
    {
        for (var at = 0; at < 5; at++)
        {
            await Expect("PUT", "/api/feedback", "[" + Feedback("a", $"u{at}", "x", 0, "2024-01-01") + "," + Feedback("z", $"u{at}", "y", 0, "2024-01-01") + "]", """{"RowAffected":2}""");
        }

        var found = new List<string>();
        var cursor = "";
        do
        {
            var page = await Get($"/api/feedback?n=7&cursor={Uri.EscapeDataString(cursor)}");
            found.AddRange(page["Feedback"]!.AsArray().Select(one => $"{one!["FeedbackType"]} {one["UserId"]} {one["ItemId"]}"));
            cursor = (string)page["Cursor"]!;
        }
        while (cursor.Length > 0);

        found.Count.ShouldBe(70);
        found.ShouldBe(found.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/api/user", "{")]
    [InlineData("POST", "/api/user", "[]")]
    [InlineData("POST", "/api/user", "null")]
    [InlineData("POST", "/api/user", "")]
    [InlineData("POST", "/api/user", """{"UserId":1}""")]
    [InlineData("POST", "/api/user", """{"UserId":""}""")]
    [InlineData("POST", "/api/user", "{\"UserId\":\"a\\u0000b\"}")]
    [InlineData("POST", "/api/user", "{\"UserId\":\"\\ud800\"}")]
    [InlineData("POST", "/api/user", """{"UserId":"x","Labels":["price",100]}""")]
    [InlineData("PATCH", "/api/user/nobody", """{"Labels":["price",100]}""")]
    [InlineData("POST", "/api/users", """[{"UserId":"x","Labels":["price",100]}]""")]
    [InlineData("POST", "/api/item", """{"ItemId":"x","Timestamp":"soon"}""")]
    [InlineData("PATCH", "/api/item/nothing", """{"Timestamp":"soon"}""")]
    [InlineData("POST", "/api/items", """{"ItemId":"x"}""")]
    [InlineData("POST", "/api/feedback", """[{"FeedbackType":"a","UserId":"u","ItemId":""}]""")]
    [InlineData("POST", "/api/feedback", """[{"FeedbackType":"a","UserId":"u","ItemId":"i","Timestamp":"soon"}]""")]
    [InlineData("PUT", "/api/feedback", """[{"FeedbackType":"a","UserId":"u","ItemId":"i","Value":1e300}]""")]
    [InlineData("GET", "/api/users?n=many", null)]
    [InlineData("GET", "/api/users?n=-1", null)]
    [InlineData("GET", "/api/users?cursor=!", null)]
    [InlineData("GET", "/api/feedback?cursor=eHg%3D", null)]
    public async Task What_is_wrong_is_told_in_plain_text(string method, string path, string? body)
    {
        var answer = await _server.Ask(method, path, body);
        answer.Status.ShouldBe(400, answer.Body);
        answer.MediaType.ShouldBe("text/plain");
        answer.Body.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Empty_lists_change_nothing()
    {
        foreach (var (method, path) in new[] { ("POST", "/api/users"), ("POST", "/api/items"), ("POST", "/api/feedback"), ("PUT", "/api/feedback") })
        {
            await Expect(method, path, "[]", """{"RowAffected":0}""");
            await Expect(method, path, "null", """{"RowAffected":0}""");
        }
    }

    [Fact]
    public async Task Health_is_told_as_Gorse_tells_it()
    {
        const string Healthy = """{"Ready":true,"DataStoreError":null,"CacheStoreError":null,"DataStoreConnected":true,"CacheStoreConnected":true}""";
        await Expect("GET", "/api/health/live", null, Healthy);
        await Expect("GET", "/api/health/ready", null, Healthy);
    }

    [Fact]
    public async Task Who_has_no_key_is_told_so_in_one_word()
    {
        _server.AddKey("reader", Scopes.Read);
        _time.Advance(TimeSpan.FromSeconds(2));
        await ExpectText("GET", "/api/users", null, 401, "unauthorized");
    }

    private static string Feedback(string type, string user, string item, double value, string time, string comment = "") =>
        $$"""{"FeedbackType":"{{type}}","UserId":"{{user}}","ItemId":"{{item}}","Value":{{value}},"Timestamp":"{{time}}","Comment":"{{comment}}"}""";

    private async Task<JsonNode> Get(string path) => (await _server.Ask("GET", path)).With(200).Json;

    private async Task Expect(string method, string path, string? body, string json)
    {
        var answer = (await _server.Ask(method, path, body)).With(200);
        answer.MediaType.ShouldBe("application/json");
        answer.Body.ShouldBe(json);
    }

    private async Task Expect(string method, string path, string? body, int status) => (await _server.Ask(method, path, body)).With(status);

    private async Task ExpectText(string method, string path, string? body, int status, string text)
    {
        var answer = (await _server.Ask(method, path, body)).With(status);
        answer.MediaType.ShouldBe("text/plain");
        answer.Body.ShouldBe(text);
    }
}
