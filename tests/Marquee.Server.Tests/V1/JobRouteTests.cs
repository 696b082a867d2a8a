using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class JobRouteTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Trains_holds_serves_and_rolls_back()
    {
        var first = await Done("""{"type":"train","model":"item-knn","options":{"neighbours":5}}""");
        first["title"]!.GetValue<string>().ShouldBe("Train item-knn");
        first["request"]!["options"]!["neighbours"]!.GetValue<int>().ShouldBe(5);
        first["result"]!["version"]!.GetValue<int>().ShouldBe(1);
        var second = await Done("""{"type":"train","model":"item-knn","version":1,"options":{"shrinkage":3},"publish":"hold"}""");
        second["request"]!["name"]!.GetValue<string>().ShouldBe("item-knn");
        second["request"]!["options"]!["neighbours"]!.GetValue<int>().ShouldBe(5);
        second["result"]!["held"]!.GetValue<bool>().ShouldBeTrue();

        var models = (await _server.Ask("GET", "/v1/models")).With(200).Json;
        models["main"]!.GetValue<string>().ShouldBe("item-knn/1");
        var one = models["models"]![0]!;
        one["pinned"]!.GetValue<bool>().ShouldBeTrue();
        one["versions"]!.AsArray().Count.ShouldBe(2);
        one["versions"]![1]!["held"]!.GetValue<bool>().ShouldBeTrue();
        one["versions"]![1]!["options"]!["shrinkage"]!.GetValue<double>().ShouldBe(3);
        one["versions"]![0]!["sizeBytes"]!.GetValue<long>().ShouldBeGreaterThan(100);
        one["versions"]![0]!["publishedAt"]!.GetValue<string>().ShouldEndWith("Z");

        (await _server.Ask("POST", "/v1/models/item-knn/serve", """{"version":2}""")).With(200).Json["main"]!.GetValue<string>().ShouldBe("item-knn/2");
        (await _server.Ask("POST", "/v1/models/item-knn/rollback")).With(200).Json["main"]!.GetValue<string>().ShouldBe("item-knn/1");
    }

    [Fact]
    public async Task A_job_is_told_cancelled_and_forgotten()
    {
        // One at work, which takes long, and one in line.
        var working = await Begin("""{"type":"train","model":"sasrec","options":{"epochs":5000,"factors":16}}""");
        var waiting = await Begin("""{"type":"train","model":"ease"}""");
        (await _server.Ask("GET", "/v1/jobs")).With(200).Json["jobs"]!.AsArray().Select(job => job!["id"]!.GetValue<string>()).ShouldBe([waiting, working]);
        while ((await _server.Ask("GET", $"/v1/jobs/{working}")).With(200).Json["progress"]?["step"]?.GetValue<int>() is null or 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var progress = (await _server.Ask("GET", $"/v1/jobs/{working}")).Json["progress"]!;
        progress["share"]!.GetValue<double>().ShouldBeInRange(0, 1);
        progress["loss"]!.GetValue<double>().ShouldBeGreaterThan(0);
        progress["series"]!.AsArray().Count.ShouldBeInRange(1, 200);

        (await _server.Ask("DELETE", $"/v1/jobs/{waiting}")).With(202).Json["state"]!.GetValue<string>().ShouldBe("cancelled");
        (await _server.Ask("DELETE", $"/v1/jobs/{waiting}")).With(204);
        (await _server.Ask("DELETE", $"/v1/jobs/{waiting}")).With(404);
        (await _server.Ask("GET", $"/v1/jobs/{waiting}")).With(404);
        (await _server.Ask("DELETE", $"/v1/jobs/{working}")).With(202);
        (await End(working))["state"]!.GetValue<string>().ShouldBe("cancelled");
        (await _server.Ask("GET", "/v1/models")).Json["models"]!.AsArray().ShouldBeEmpty();
        Directory.Exists(Path.Combine(_server.Folder.Path, "models", "sasrec")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{}""", "type")]
    [InlineData("""{"type":"dream"}""", "type")]
    [InlineData("""{"type":"train"}""", "model")]
    [InlineData("""{"type":"train","model":7}""", "model")]
    [InlineData("""{"type":"train","model":"no-such"}""", "model")]
    [InlineData("""{"type":"train","model":"ease","version":3}""", "model")]
    [InlineData("""{"type":"train","model":"ease","version":0}""", "version")]
    [InlineData("""{"type":"train","model":"ease","options":{"regularisation":3}}""", "options")]
    [InlineData("""{"type":"train","model":"ease","options":{"regularization":-1}}""", "options")]
    [InlineData("""{"type":"train","model":"ease","options":{"regularization":[1]}}""", "options.regularization")]
    [InlineData("""{"type":"train","model":"ease","options":[]}""", "options")]
    [InlineData("""{"type":"train","model":"ease","name":"../ease"}""", "name")]
    [InlineData("""{"type":"train","model":"ease","name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "name")]
    [InlineData("""{"type":"train","model":"ease","publish":"always"}""", "publish")]
    [InlineData("""{"type":"train","model":"ease","epochs":3}""", "epochs")]
    public async Task A_refusal_names_the_field(string body, string field)
    {
        var refused = (await _server.Ask("POST", "/v1/jobs", body)).With(400).Json;
        refused["field"]!.GetValue<string>().ShouldBe(field, body);
        (await _server.Ask("GET", "/v1/jobs")).Json["jobs"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_every_family_with_its_options()
    {
        var families = (await _server.Ask("GET", "/v1/families")).With(200).Json["families"]!.AsArray();
        families.Count.ShouldBe(Recommenders.ModelCatalogue.All.Count);
        var ease = families.Single(family => family!["name"]!.GetValue<string>() == "ease")!;
        var option = ease["options"]!.AsArray().Single(option => option!["name"]!.GetValue<string>() == "regularization")!;
        option["type"]!.GetValue<string>().ShouldBe("number");
        option["tunable"]!.GetValue<bool>().ShouldBeTrue();
        option["default"]!.GetValue<double>().ShouldBeGreaterThan(0);
        families.SelectMany(family => family!["options"]!.AsArray()).ShouldContain(one => one!["type"]!.GetValue<string>() == "choice" && one["choices"]!.AsArray().Count > 1);

        var facts = (await _server.Ask("GET", "/v1/evaluation")).With(200).Json;
        facts["userGroups"]!.AsArray().Select(word => word!.GetValue<string>()).ShouldBe(["country", "history"]);
        facts["metrics"]!.AsArray().Single(metric => metric!["name"]!.GetValue<string>() == "novelty")!["accuracy"]!.GetValue<bool>().ShouldBeFalse();
    }

    private async Task<string> Begin(string body) => (await _server.Ask("POST", "/v1/jobs", body)).With(202).Json["id"]!.GetValue<string>();

    private async Task<JsonNode> End(string id)
    {
        while (true)
        {
            var job = (await _server.Ask("GET", $"/v1/jobs/{id}")).With(200).Json;
            if (job["state"]!.GetValue<string>() is not ("queued" or "running"))
            {
                return job;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonNode> Done(string body)
    {
        var job = await End(await Begin(body));
        job["state"]!.GetValue<string>().ShouldBe("done", job.ToJsonString());
        return job;
    }
}
