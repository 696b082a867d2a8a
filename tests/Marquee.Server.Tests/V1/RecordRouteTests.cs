using System.Text;

namespace Marquee.Server.Tests;

public sealed class RecordRouteTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_user_is_written_read_changed_and_erased()
    {
        var created = (await _server.Ask("PUT", "/v1/users/anna", """{"attributes":{"country":"DE","gender":"f"}}""")).With(201);
        created.Json["id"]!.GetValue<string>().ShouldBe("anna");
        var read = (await _server.Ask("GET", "/v1/users/anna")).With(200);
        read.Body.ShouldBe(created.Body);
        read.Headers["ETag"].ShouldBe(created.Headers["ETag"]);
        (await _server.Ask("GET", "/v1/users/anna", null, ("If-None-Match", read.Headers["ETag"]))).With(304).Body.ShouldBeEmpty();
        var patched = (await _server.Ask("PATCH", "/v1/users/anna", """{"attributes":{"gender":null,"city":"Kiel"},"optedOut":true}""")).With(200);
        patched.Body.ShouldBe("""{"id":"anna","attributes":{"city":"Kiel","country":"DE"},"optedOut":true}""");
        (await _server.Ask("PUT", "/v1/users/anna", "{}")).With(200).Body.ShouldBe("""{"id":"anna"}""");
        (await _server.Ask("DELETE", "/v1/users/anna")).With(204);
        (await _server.Ask("GET", "/v1/users/anna")).With(404);
        (await _server.Ask("DELETE", "/v1/users/anna")).With(404);
        (await _server.Ask("PATCH", "/v1/users/anna", "{}")).With(404);
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_changed_is_refused()
    {
        var tag = (await _server.Ask("GET", "/v1/items/comedy-1")).With(200).Headers["ETag"];
        (await _server.Ask("PATCH", "/v1/items/comedy-1", """{"year":1999}""", ("If-Match", tag))).With(200);
        foreach (var method in new[] { "PATCH", "PUT" })
        {
            (await _server.Ask(method, "/v1/items/comedy-1", """{"year":1998}""", ("If-Match", tag))).With(412);
        }

        (await _server.Ask("DELETE", "/v1/items/comedy-1", null, ("If-Match", tag))).With(412);
        (await _server.Ask("PUT", "/v1/items/comedy-1", "{}", ("If-None-Match", "*"))).With(412);
        (await _server.Ask("PUT", "/v1/items/brand-new", "{}", ("If-None-Match", "*"))).With(201);
        (await _server.Ask("PUT", "/v1/items/nobody-knows", "{}", ("If-Match", "*"))).With(412);
        (await _server.Ask("GET", "/v1/items/comedy-1")).Json["year"]!.GetValue<int>().ShouldBe(1999);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("ü 漢字 😀")]
    [InlineData("?&#+;:@")]
    [InlineData(".hidden")]
    public async Task Any_text_is_an_id(string id)
    {
        var path = $"/v1/items/{Uri.EscapeDataString(id)}";
        (await _server.Ask("PUT", path, """{"title":"T"}""")).With(201).Json["id"]!.GetValue<string>().ShouldBe(id);
        (await _server.Ask("GET", path)).With(200).Json["id"]!.GetValue<string>().ShouldBe(id);
        (await _server.Ask("DELETE", path)).With(204);
    }

    [Theory]
    [InlineData("/v1/users/x", "", null)]
    [InlineData("/v1/users/x", "{", null)]
    [InlineData("/v1/users/x", "[]", null)]
    [InlineData("/v1/users/x", "{} {}", null)]
    [InlineData("/v1/users/x", """{"id":"y"}""", "id")]
    [InlineData("/v1/users/x", """{"optedOut":"yes"}""", "optedOut")]
    [InlineData("/v1/users/x", """{"name":"X"}""", null)]
    [InlineData("/v1/users/x", """{"attributes":{"a":"\ud800"}}""", "a")]
    [InlineData("/v1/users/%FF", "{}", "id")]
    [InlineData("/v1/items/x", """{"year":1e99}""", "year")]
    [InlineData("/v1/items/x", """{"features":{"text":[1e999]}}""", null)]
    [InlineData("/v1/items/x", """{"categories":"drama"}""", "categories")]
    [InlineData("/v1/items/x", """{"releaseDate":"yesterday"}""", null)]
    [InlineData("/v1/items/x?force=true", "{}", "force")]
    public async Task Bad_records_are_refused_with_the_field_named(string path, string body, string? field)
    {
        var answer = (await _server.Ask("PUT", path, body)).With(400);
        answer.MediaType.ShouldBe("application/problem+json");
        ((string?)answer.Json["field"]).ShouldBe(field);
        answer.Json["detail"]!.GetValue<string>().Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Malformed_utf8_and_other_kinds_of_body_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"attributes\":{\"a\":\""u8, 0xC3, 0x28, .. "\"}}"u8]);
        using var answer = await _server.Http.PutAsync("/v1/users/x", content, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(400);
        (await _server.Ask("PUT", "/v1/users/x", "<user/>", ("Content-Type", "text/xml"))).With(415);
        (await _server.Ask("PUT", "/v1/users/x", new string(' ', 2 << 20), ("Expect", "100-continue"))).With(413);
    }

    [Fact]
    public async Task Lists_come_in_pages_without_gaps_whatever_is_written_in_between()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await _server.Ask("GET", $"/v1/users?limit=5{(cursor is null ? "" : $"&cursor={cursor}")}")).With(200).Json;
            seen.AddRange(page["users"]!.AsArray().Select(user => user!["id"]!.GetValue<string>()));
            cursor = (string?)page["cursor"];
            await _server.Ask("DELETE", "/v1/users/viewer-1");
            await _server.Ask("PUT", "/v1/users/late", "{}");
        }
        while (cursor is not null);
        seen.ShouldBe([.. Enumerable.Range(1, 12).Select(viewer => $"viewer-{viewer}"), "user-of-one", "late"]);
        (await _server.Ask("GET", "/v1/users?cursor=nonsense")).With(400).Json["field"]!.GetValue<string>().ShouldBe("cursor");
        (await _server.Ask("GET", "/v1/users?limit=0")).With(400).Json["field"]!.GetValue<string>().ShouldBe("limit");
        (await _server.Ask("GET", "/v1/items?limit=99999999999999")).With(400).Json["field"]!.GetValue<string>().ShouldBe("limit");
    }

    [Fact]
    public async Task What_a_user_does_is_taken_listed_and_erased()
    {
        (await _server.Ask("POST", "/v1/interactions", """{"user":"bob","item":"drama-1","kind":"thumb-up"}""")).With(200).Json["new"]!.GetValue<int>().ShouldBe(1);
        (await _server.Ask("POST", "/v1/interactions", """
            [{"user":"bob","item":"drama-2","kind":"watch","progress":0.5,"time":"2024-05-01T20:15:00Z"}, {"user":"bob","kind":"search","text":"sea"}]
            """)).With(200).Json["new"]!.GetValue<int>().ShouldBe(2);
        var page = (await _server.Ask("GET", "/v1/users/bob/interactions?limit=2")).With(200).Json;
        page["interactions"]!.AsArray().Select(one => one!["kind"]!.GetValue<string>()).ShouldBe(["search", "watch"]);
        (await _server.Ask("GET", $"/v1/users/bob/interactions?cursor={page["cursor"]}")).With(200).Json["interactions"]![0]!["kind"]!.GetValue<string>().ShouldBe("thumb-up");
        (await _server.Ask("GET", "/v1/users/bob/interactions?kind=watch&item=drama-2")).Json["interactions"]!.AsArray().Count.ShouldBe(1);
        (await _server.Ask("DELETE", "/v1/users/bob/interactions?item=drama-2")).With(200).Json["deleted"]!.GetValue<int>().ShouldBe(1);
        (await _server.Ask("GET", "/v1/users/bob/interactions")).Json["interactions"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Repeated_interactions_are_kept_replaced_or_left()
    {
        const string One = """{"user":"bob","item":"drama-1","kind":"rating","value":1,"time":"2024-05-01T20:15:00Z"}""";
        const string Two = """{"user":"bob","item":"drama-1","kind":"rating","value":2,"time":"2024-05-02T20:15:00Z"}""";
        await _server.Ask("POST", "/v1/interactions", One);
        (await _server.Ask("POST", "/v1/interactions?repeat=keep", Two)).With(200).Json["new"]!.GetValue<int>().ShouldBe(0);
        (await _server.Ask("POST", "/v1/interactions?repeat=replace", Two)).With(200).Json["deleted"]!.GetValue<int>().ShouldBe(1);
        (await _server.Ask("GET", "/v1/users/bob/interactions")).Json["interactions"]!.AsArray().Single()!["value"]!.GetValue<float>().ShouldBe(2);
        (await _server.Ask("POST", "/v1/interactions?repeat=often", Two)).With(400).Json["field"]!.GetValue<string>().ShouldBe("repeat");
    }

    [Fact]
    public async Task A_list_with_one_bad_interaction_changes_nothing()
    {
        var answer = (await _server.Ask("POST", "/v1/interactions", """[{"user":"new","item":"drama-1","kind":"watch"},{"user":"new","item":"drama-1","kind":"watch","progress":7}]""")).With(400);
        answer.Json["detail"]!.GetValue<string>().ShouldStartWith("Interaction 2");
        (await _server.Ask("POST", "/v1/interactions", """[{"user":"new","item":"drama-1","kind":"watch"}, """)).With(400);
        (await _server.Ask("GET", "/v1/users/new")).With(404);
    }

    [Fact]
    public async Task A_repeated_request_with_a_key_is_done_once()
    {
        const string Body = """{"user":"carl","item":"drama-1","kind":"watch"}""";
        var first = (await _server.Ask("POST", "/v1/interactions", Body, ("Idempotency-Key", "k1"))).With(200);
        first.Json["replayed"]!.GetValue<bool>().ShouldBeFalse();
        var again = (await _server.Ask("POST", "/v1/interactions", Body, ("Idempotency-Key", "k1"))).With(200);
        again.Json["replayed"]!.GetValue<bool>().ShouldBeTrue();
        again.Json["new"]!.GetValue<int>().ShouldBe(1);
        (await _server.Ask("GET", "/v1/users/carl/interactions")).Json["interactions"]!.AsArray().Count.ShouldBe(1);
        (await _server.Ask("POST", "/v1/interactions", Body.Replace("drama-1", "drama-2"), ("Idempotency-Key", "k1"))).With(409);
        (await _server.Ask("POST", "/v1/interactions", Body, ("Idempotency-Key", new string('k', 300)))).With(400);
        (await _server.Ask("DELETE", "/v1/users/carl", null, ("Idempotency-Key", "k2"))).With(204);
        (await _server.Ask("DELETE", "/v1/users/carl", null, ("Idempotency-Key", "k2"))).With(204);
    }

    [Fact]
    public async Task Bulk_takes_the_good_lines_and_names_the_bad_ones()
    {
        var lines = new StringBuilder();
        for (var user = 0; user < 2500; user++)
        {
            lines.Append("{\"type\":\"user\",\"id\":\"bulk-").Append(user).Append("\"}\n");
        }

        lines.Append("\n{\"type\":\"user\"}\n").Append("{\"type\":\"user\",\"id\":\"").Append('x', 2 << 20).Append("\"}\nnot json\n{\"type\":\"item\",\"id\":\"last\"}");
        var report = (await _server.Ask("POST", "/v1/records", lines.ToString(), ("Content-Type", "application/x-ndjson"))).With(200).Json;
        report["accepted"]!.GetValue<int>().ShouldBe(2501);
        report["new"]!.GetValue<int>().ShouldBe(2501);
        report["rejected"]!.GetValue<int>().ShouldBe(3);
        report["errors"]!.AsArray().Select(error => error!["line"]!.GetValue<int>()).ShouldBe([2502, 2503, 2504]);
        (await _server.Ask("GET", "/v1/items/last")).With(200);
    }

    [Fact]
    public async Task What_bulk_gives_out_it_takes_back()
    {
        var all = (await _server.Ask("GET", "/v1/records")).With(200);
        all.MediaType.ShouldBe("application/x-ndjson");
        all.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(13 + 22 + 60);
        (await _server.Ask("GET", "/v1/records?type=user,item")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(13 + 22);
        var report = (await _server.Ask("POST", "/v1/records", all.Body)).With(200).Json;
        report["unchanged"]!.GetValue<int>().ShouldBe(95);
        (await _server.Ask("GET", "/v1/records?type=nonsense")).With(400);
    }

    [Fact]
    public async Task All_of_one_persons_data_comes_out_and_nobody_elses()
    {
        var data = (await _server.Ask("GET", "/v1/users/viewer-3/data")).With(200);
        data.Json["user"]!["id"]!.GetValue<string>().ShouldBe("viewer-3");
        data.Json["interactions"]!.AsArray().Count.ShouldBe(5);
        data.Json["interactions"]!.AsArray().ShouldAllBe(one => one!["user"]!.GetValue<string>() == "viewer-3" && one["session"]!.GetValue<string>() == "evening");
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_stop_and_a_start()
    {
        using var folder = new Testing.TemporaryFolder();
        var acknowledged = 0;
        await using (var server = await RunningServer.StartIn(folder))
        {
            var writers = Enumerable.Range(0, 8).Select(async writer =>
            {
                for (var number = 0; number < 1000; number++)
                {
                    try
                    {
                        var answer = await server.Ask("POST", "/v1/interactions", $$"""{"user":"w{{writer}}","item":"drama-1","kind":"watch","time":{{1_700_000_000 + number}}}""");
                        if (answer.Status != 200)
                        {
                            return;
                        }

                        Interlocked.Increment(ref acknowledged);
                    }
                    catch (HttpRequestException)
                    {
                        return;
                    }
                }
            }).ToArray();
            await Task.Delay(300, TestContext.Current.CancellationToken);
            await server.App.StopAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(writers);
        }

        acknowledged.ShouldBeGreaterThan(0);
        await using var again = await RunningServer.StartIn(folder);
        var kept = 0;
        for (var writer = 0; writer < 8; writer++)
        {
            var page = await again.Ask("GET", $"/v1/users/w{writer}/interactions?limit=1000");
            kept += page.Status == 404 ? 0 : page.Json["interactions"]!.AsArray().Count;
        }

        kept.ShouldBeGreaterThanOrEqualTo(acknowledged);
    }
}
