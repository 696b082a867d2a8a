using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

/// <summary>The life of a service in the requests of Gorse's clients for .NET, Python and Go, header by header.</summary>
public sealed class GorseClientShapeTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private string _key = "";

    public async ValueTask InitializeAsync() => (_server, _key, _) = await RunningServer.StartTenants();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task As_the_dotnet_client_asks()
    {
        (string, string)[] headers =
        [
            ("X-API-Key", _key), ("Accept", "application/json, text/json, text/x-json, text/javascript, application/xml, text/xml"), ("User-Agent", "RestSharp/110.2.0.0"),
        ];
        await Expect("POST", "/api/user", """{"UserId":"1000","Labels":{"gender":"M","occupation":"engineer"},"Comment":"zhenghaoz"}""", """{"RowAffected":1}""", headers);
        await Expect("GET", "/api/user/1000", null, """{"UserId":"1000","Labels":{"gender":"M","occupation":"engineer"},"Comment":"zhenghaoz"}""", headers);
        await Expect("PATCH", "/api/user/1000", """{"UserId":"1000","Labels":null,"Comment":"other"}""", """{"RowAffected":1}""", headers);
        await Expect("POST", "/api/users", """[{"UserId":"1001","Labels":null,"Comment":""}]""", """{"RowAffected":1}""", headers);

        // Its property is spelled TimeStamp.
        const string Item = """{"ItemId":"2000","Categories":["Comedy","Animation"],"Comment":"Minions (2015)","IsHidden":true,"Labels":{"embedding":[0.1,0.2,0.3]},"TimeStamp":"2024-05-01T20:15:30.1234567Z"}""";
        await Expect("POST", "/api/item", Item, """{"RowAffected":1}""", headers);
        await Expect(
            "GET",
            "/api/item/2000",
            null,
            """{"ItemId":"2000","IsHidden":true,"Categories":["Comedy","Animation"],"Timestamp":"2024-05-01T20:15:30.1234567Z","Labels":{"embedding":[0.1,0.2,0.3]},"Comment":"Minions (2015)"}""",
            headers);
        await Expect("PATCH", "/api/item/2000", Item.Replace("true", "false"), """{"RowAffected":1}""", headers);
        await Expect("POST", "/api/items", $"[{Item}]", """{"RowAffected":1}""", headers);
        (await Get("/api/items?n=3&cursor=", headers))["Items"]!.AsArray().Count.ShouldBe(3);

        await Expect(
            "POST",
            "/api/feedback",
            """[{"FeedbackType":"watch","UserId":"1000","ItemId":"2000","Value":1,"Timestamp":"2024-05-01T20:15:30.1234567Z"},{"FeedbackType":"watch","UserId":"1000","ItemId":"drama-1","Value":2,"Timestamp":"2024-05-01T20:15:31.0000000Z"}]""",
            """{"RowAffected":2}""",
            headers);
        (await Get("/api/feedback?n=10&cursor=", headers))["Feedback"]!.AsArray().Count.ShouldBe(10);
        (await Get("/api/feedback/watch?n=10&cursor=", headers))["Feedback"]!.AsArray().Count.ShouldBe(2);
        (await Get("/api/feedback?user-id=1000&item-id=2000&n=10&cursor=", headers))["Feedback"]!.AsArray().ShouldHaveSingleItem()!["ItemId"]!.ToString().ShouldBe("2000");
        var feedback = await Get("/api/feedback/watch/1000/drama-1", headers);
        ((double)feedback["Value"]!).ShouldBe(2);
        var recommended = (await Get("/api/recommend/1000", headers)).AsArray().Select(id => (string)id!).ToList();
        recommended.Count.ShouldBe(10);
        recommended.ShouldNotContain("drama-1");
        (await Get("/api/user/1000/neighbors?n=100&offset=0", headers)).AsArray().ShouldAllBe(one => one!["Id"] != null && one["Score"] != null);
        await Expect("DELETE", "/api/feedback/watch/1000/2000", null, """{"RowAffected":1}""", headers);
        await Expect("DELETE", "/api/feedback/1000/drama-1", null, """{"RowAffected":1}""", headers);
        await Expect("DELETE", "/api/item/2000", null, """{"RowAffected":1}""", headers);
        await Expect("DELETE", "/api/user/1000", null, """{"RowAffected":1}""", headers);
        (await Ask("GET", "/api/user/1000", null, headers)).With(404).Body.ShouldBe("1000: user not found");
        (await Ask("GET", "/api/item/2000", null, headers)).With(404).Body.ShouldBe("2000: item not found");
    }

    [Fact]
    public async Task As_the_Python_client_asks()
    {
        (string, string)[] headers = [("X-API-Key", _key), ("Accept", "*/*"), ("User-Agent", "python-requests/2.31.0")];
        await Expect("POST", "/api/user", """{"UserId": "3000"}""", """{"RowAffected":1}""", headers);
        await Expect(
            "POST",
            "/api/item",
            """{"ItemId": "2000", "IsHidden": true, "Labels": {"embedding": [0.1, 0.2, 0.3]}, "Categories": ["Comedy", "Animation"], "Timestamp": "2024-05-01T20:15:30Z", "Comment": "Minions (2015)"}""",
            """{"RowAffected":1}""",
            headers);
        await Expect("PATCH", "/api/item/2000", """{"Categories": null, "Comment": "\u5c0f\u9ec4\u4eba (2015)", "IsHidden": null, "Labels": null, "Timestamp": null}""", """{"RowAffected":1}""", headers);
        await Expect(
            "GET",
            "/api/item/2000",
            null,
            """{"ItemId":"2000","IsHidden":true,"Categories":["Comedy","Animation"],"Timestamp":"2024-05-01T20:15:30Z","Labels":{"embedding":[0.1,0.2,0.3]},"Comment":"小黄人 (2015)"}""",
            headers);
        var page = await Get("/api/users?n=3&cursor=", headers);
        page["Users"]!.AsArray().Count.ShouldBe(3);
        (await Get($"/api/users?n=3&cursor={Uri.EscapeDataString((string)page["Cursor"]!)}", headers))["Users"]!.AsArray().Count.ShouldBe(3);
        await Expect(
            "POST",
            "/api/feedback",
            """[{"FeedbackType": "watch", "UserId": "3000", "ItemId": "drama-1", "Value": 1.0, "Timestamp": "2024-05-01T20:15:30Z", "Comment": ""}]""",
            """{"RowAffected":1}""",
            headers);
        (await Get("/api/user/3000/feedback/watch", headers)).AsArray().Count.ShouldBe(1);
        (await Get("/api/feedback?n=100&cursor=", headers))["Cursor"]!.ToString().ShouldBe("");
        var scores = (await Get("/api/recommend/3000?n=3&offset=0&category=drama", [.. headers, ("X-API-Version", "2")])).AsArray();
        scores.Count.ShouldBe(3);
        scores.ShouldAllBe(one => ((string)one!["Id"]!).StartsWith("drama-") && (double)one["Score"]! > double.MinValue);
        (await Get("/api/recommend/3000?n=3&offset=0&category=drama&category=comedy", [.. headers, ("X-API-Version", "2")])).AsArray().ShouldBeEmpty();
        (await Get("/api/item/drama-1/neighbors?n=3&offset=0", headers)).AsArray().Count.ShouldBeLessThanOrEqualTo(3);
        (await Ask("POST", "/api/session/recommend?n=3", """[{"FeedbackType": "watch", "UserId": "", "ItemId": "drama-1", "Timestamp": ""}]""", headers)).With(200).Json.AsArray().Count.ShouldBe(3);
        var found = await Get("/api/items?q=Drama+4&n=3", headers);
        found["Items"]![0]!["ItemId"]!.ToString().ShouldBe("drama-4");
        await Expect("DELETE", "/api/feedback/3000/drama-1", null, """{"RowAffected":1}""", headers);
        await Expect("DELETE", "/api/item/2000", null, """{"RowAffected":1}""", headers);
        await Expect("DELETE", "/api/user/3000", null, """{"RowAffected":1}""", headers);
        (await Ask("GET", "/api/user/3000", null, headers)).With(404);
    }

    [Fact]
    public async Task As_the_Go_client_asks()
    {
        (string, string)[] headers = [("X-API-Key", _key), ("User-Agent", "Go-http-client/1.1"), ("Accept-Encoding", "gzip")];
        await Expect("POST", "/api/user", """{"UserId":"1000","Labels":{"gender":"M"},"Comment":"zhenghaoz"}""", """{"RowAffected":1}""", headers);
        await Expect("PATCH", "/api/user/1000", """{"Labels":null,"Comment":"hongmi"}""", """{"RowAffected":1}""", headers);

        // It sends a body with every request.
        await Expect("GET", "/api/user/1000", "null", """{"UserId":"1000","Labels":{"gender":"M"},"Comment":"hongmi"}""", headers);
        await Expect(
            "POST",
            "/api/item",
            """{"ItemId":"2000","IsHidden":false,"Labels":null,"Categories":null,"Timestamp":"0001-01-01T00:00:00Z","Comment":""}""",
            """{"RowAffected":1}""",
            headers);
        await Expect("GET", "/api/item/2000", "null", """{"ItemId":"2000","IsHidden":false,"Categories":null,"Timestamp":"0001-01-01T00:00:00Z","Labels":null,"Comment":""}""", headers);
        await Expect("POST", "/api/feedback", """[{"FeedbackType":"watch","UserId":"1000","ItemId":"drama-1","Value":1,"Timestamp":"2024-05-01T20:15:30Z"}]""", """{"RowAffected":1}""", headers);
        (await Ask("GET", "/api/recommend/1000/?n=3&offset=0", "null", headers)).With(200).Json.AsArray().Count.ShouldBe(3);
        (await Ask("GET", "/api/recommend/1000/comedy?n=3&offset=0", "null", headers)).With(200).Json.AsArray().Count.ShouldBe(3);
        (await Ask("GET", "/api/latest/comedy?n=3&offset=0&user-id=1000", "null", headers)).With(200).Json.AsArray().Count.ShouldBe(3);
        (await Ask("GET", "/api/item/drama-1/neighbors/drama?n=3&offset=0", "null", headers)).With(200).Json.AsArray().ShouldAllBe(one => ((string)one!["Id"]!).StartsWith("drama-"));
        await Expect("DELETE", "/api/feedback/watch/1000/drama-1", "null", """{"RowAffected":1}""", headers);
        await Expect("DELETE", "/api/user/1000", "null", """{"RowAffected":1}""", headers);
        (await Ask("GET", "/api/user/1000", "null", headers)).With(404).Body.ShouldBe("1000: user not found");
    }

    private async Task<JsonNode> Get(string path, (string, string)[] headers) => (await Ask("GET", path, null, headers)).With(200).Json;

    private Task<Answer> Ask(string method, string path, string? body, (string, string)[] headers) => _server.Ask(method, path, body, headers);

    private async Task Expect(string method, string path, string? body, string json, (string, string)[] headers) => (await Ask(method, path, body, headers)).With(200).Body.ShouldBe(json);
}
