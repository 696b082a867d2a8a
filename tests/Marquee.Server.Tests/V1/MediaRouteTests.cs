using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class MediaRouteTests
{
    [Fact]
    public async Task Tells_what_is_near_by_each_feature_and_what_counts()
    {
        await using var server = await RunningServer.Start();
        await Put(server, "a", "\"image\": \"https://pictures.example/a.jpg\"", """{"poster": [1, 0], "sound": [1, 2, 3], "fused": [1, 1], "fused:poster": [0.75], "fused:sound": [0.25]}""");
        await Put(server, "b", "", """{"poster": [2, 0.1], "fused": [1, 2], "fused:poster": [1]}""");
        await Put(server, "c", "", """{"poster": [-3, 0], "fused": [-2, -3], "fused:poster": [1]}""");

        var media = (await server.Ask("GET", "/v1/items/a/media")).With(200).Json;

        media["image"]!.GetValue<string>().ShouldBe("https://pictures.example/a.jpg");
        media["modalities"]!.AsArray().Select(modality => modality!["name"]!.GetValue<string>()).ShouldBe(["poster", "sound", "fused"]);
        var (poster, sound, fused) = (media["modalities"]![0]!, media["modalities"]![1]!, media["modalities"]![2]!);
        (poster["length"]!.GetValue<int>(), poster["items"]!.GetValue<int>()).ShouldBe((2, 3));
        poster["weights"].ShouldBeNull();
        poster["nearest"]!.AsArray().Select(near => near!["id"]!.GetValue<string>()).ShouldBe(["b", "c"]);
        // The mean poster is (0, 1/30): a is (1, -1/30) and b (2, 2/30) from it.
        poster["nearest"]![0]!["similarity"]!.GetValue<double>().ShouldBe((2 - (2 / 900.0)) / (Math.Sqrt(1 + (1 / 900.0)) * Math.Sqrt(4 + (4 / 900.0))), 1e-6);
        sound["nearest"]!.AsArray().ShouldBeEmpty();
        fused["weights"]!.ToJsonString().ShouldBe("""[{"name":"poster","weight":0.75,"mean":0.9166666666666666},{"name":"sound","weight":0.25,"mean":0.25}]""");
        media["missing"]!.AsArray().ShouldBeEmpty();

        var other = (await server.Ask("GET", "/v1/items/b/media?n=1")).With(200).Json;
        other["image"].ShouldBeNull();
        other["missing"]!.ToJsonString().ShouldBe("""[{"name":"sound","items":1}]""");
        other["modalities"]![1]!["weights"]![1]!.ToJsonString().ShouldBe("""{"name":"sound","mean":0.25}""");
        other["modalities"]![0]!["nearest"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_just_written_counts_and_what_is_hidden_is_not_shown()
    {
        await using var server = await RunningServer.Start();
        await Put(server, "a", "", """{"poster": [1, 0]}""");
        await Put(server, "b", "", """{"poster": [0, 1]}""");
        await Put(server, "c", "", """{"poster": [0.9, 0]}""");
        (await Near(server, "a")).ShouldBe(["c", "b"]);

        await Put(server, "b", "", """{"poster": [1, 0]}""");
        (await Near(server, "a"))[0].ShouldBe("b");
        (await server.Ask("PATCH", "/v1/items/b", """{"hidden": true}""", ("Content-Type", "application/merge-patch+json"))).With(200);
        (await Near(server, "a")).ShouldBe(["c"]);
        (await server.Ask("DELETE", "/v1/items/c")).With(204);
        (await Near(server, "a")).ShouldBeEmpty();

        // Vectors of another length cannot be compared, and harm nobody.
        await Put(server, "d", "", """{"poster": [1, 2, 3]}""");
        (await Near(server, "d")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_item_without_features_has_empty_lists_and_an_unknown_one_a_problem()
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("GET", "/v1/items/comedy-1/media")).With(200).Body.ShouldBe("""{"modalities":[],"missing":[]}""");
        ((string?)(await server.Ask("GET", "/v1/items/nothing/media")).With(404).Json["detail"]).ShouldBe("There is no such item.");
        ((string?)(await server.Ask("GET", "/v1/items/comedy-1/media?n=101")).With(400).Json["field"]).ShouldBe("n");
    }

    private static async Task Put(RunningServer server, string id, string attributes, string features) =>
        (await server.Ask("PUT", $"/v1/items/{id}", $$"""{"title": "Title of {{id}}", "attributes": { {{attributes}} }, "features": {{features}}}""")).Status.ShouldBeOneOf(200, 201);

    private static async Task<string[]> Near(RunningServer server, string id) =>
        [.. (await server.Ask("GET", $"/v1/items/{id}/media")).With(200).Json["modalities"]![0]!["nearest"]!.AsArray().Select(near => ((JsonNode)near!)["id"]!.GetValue<string>())];
}
