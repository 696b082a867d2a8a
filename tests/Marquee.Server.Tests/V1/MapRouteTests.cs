using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class MapRouteTests
{
    [Fact]
    public async Task Draws_a_map_by_a_job_shows_it_and_removes_it()
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("GET", "/v1/maps")).With(200).Json["maps"]!.AsArray().ShouldBeEmpty();
        ((string?)(await server.Ask("GET", "/v1/maps/theme")).With(404).Json["detail"]).ShouldBe("There is no map yet; a job of type map draws one.");
        var job = (await server.Ask("POST", "/v1/jobs", """{"type":"map","perplexity":5,"seed":3}""")).With(202).Json;
        job["request"]!.ToJsonString().ShouldBe("""{"type":"map","name":"theme","view":"theme","perplexity":5,"clusters":0,"seed":3}""");
        JsonNode done;
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            done = (await server.Ask("GET", $"/v1/jobs/{(string)job["id"]!}")).With(200).Json;
        }
        while ((string?)done["state"] is "queued" or "running");

        var schemas = await SchemaCheck.Of(server);
        schemas.Differences(done, "Job").ShouldBeEmpty();
        ((string?)done["state"]).ShouldBe("done", done.ToJsonString());
        var map = (await server.Ask("GET", "/v1/maps/theme")).With(200).Json;
        schemas.Differences(map, "ItemMap").ShouldBeEmpty();
        schemas.Differences((await server.Ask("GET", "/v1/maps")).Json, "MapPage").ShouldBeEmpty();
        map["points"]!.AsArray().Count.ShouldBe((int)done["result"]!["items"]!);
        map["clusters"]!.AsArray().Sum(cluster => (int)cluster!["items"]!).ShouldBe((int)done["result"]!["items"]!);
        var point = map["points"]!.AsArray().Single(one => (string?)one!["id"] == "comedy-1")!;
        ((string?)point["category"]).ShouldBe("comedy");
        (await server.Ask("GET", "/v1/maps")).With(200).Json["maps"]!.AsArray().Select(one => (string?)one!["name"]).ShouldBe(["theme"]);

        // What is no more is not shown.
        (await server.Ask("DELETE", "/v1/items/comedy-1")).With(204);
        (await server.Ask("GET", "/v1/maps/theme")).With(200).Json["points"]!.AsArray().Count.ShouldBe(map["points"]!.AsArray().Count - 1);
        (await server.Ask("DELETE", "/v1/maps/theme")).With(204);
        (await server.Ask("DELETE", "/v1/maps/theme")).With(404);
    }

    [Theory]
    [InlineData("""{"type":"map","view":"mood"}""", "view")]
    [InlineData("""{"type":"map","feature":"visual"}""", "feature")]
    [InlineData("""{"type":"map","feature":"visual","view":"text"}""", "feature")]
    [InlineData("""{"type":"map","perplexity":0}""", "perplexity")]
    [InlineData("""{"type":"map","clusters":-1}""", "clusters")]
    [InlineData("""{"type":"map","name":"../x"}""", "name")]
    [InlineData("""{"type":"map","view":"blend","weights":{"mood":1}}""", "weights.mood")]
    [InlineData("""{"type":"map","view":"blend","weights":{"theme":0,"audience":0,"graph":0,"text":0}}""", "weights")]
    public async Task Refuses_what_cannot_be_drawn(string body, string field)
    {
        await using var server = await RunningServer.Start();
        ((string?)(await server.Ask("POST", "/v1/jobs", body)).With(400).Json["field"]).ShouldBe(field);
    }
}
