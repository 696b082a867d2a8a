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

        (await _server.Ask("DELETE", $"/v1/jobs/{waiting}")).With(409);
        (await _server.Ask("POST", $"/v1/jobs/{waiting}/cancel")).With(202).Json["state"]!.GetValue<string>().ShouldBe("cancelled");
        (await _server.Ask("POST", $"/v1/jobs/{waiting}/cancel")).With(200).Json["state"]!.GetValue<string>().ShouldBe("cancelled");
        (await _server.Ask("DELETE", $"/v1/jobs/{waiting}")).With(204);
        (await _server.Ask("DELETE", $"/v1/jobs/{waiting}")).With(404);
        (await _server.Ask("GET", $"/v1/jobs/{waiting}")).With(404);
        (await _server.Ask("POST", $"/v1/jobs/{waiting}/cancel")).With(404);
        (await _server.Ask("POST", $"/v1/jobs/{working}/cancel")).With(202);
        (await End(working))["state"]!.GetValue<string>().ShouldBe("cancelled");
        (await _server.Ask("GET", "/v1/models")).Json["models"]!.AsArray().ShouldBeEmpty();
        Directory.Exists(Path.Combine(_server.Folder.Path, "models", "sasrec")).ShouldBeFalse();
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

        var schemas = await SchemaCheck.Of(_server);
        schemas.Differences((await _server.Ask("GET", "/v1/families")).Json, "FamilyPage").ShouldBeEmpty();
        schemas.Differences((await _server.Ask("GET", "/v1/evaluation")).Json, "EvaluationFacts").ShouldBeEmpty();
        var facts = (await _server.Ask("GET", "/v1/evaluation")).With(200).Json;
        facts["userGroups"]!.AsArray().Select(word => word!.GetValue<string>()).ShouldBe(["country", "history"]);
        facts["metrics"]!.AsArray().Single(metric => metric!["name"]!.GetValue<string>() == "novelty")!["accuracy"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Evaluates_with_intervals_and_pairs_and_says_what_a_published_version_is_here()
    {
        await Done("""{"type":"train","model":"item-knn","options":{"neighbours":5}}""");
        var job = await Done("""{"type":"evaluate","models":["ease","most-popular",{"model":"item-knn","version":1}],"metrics":["ndcg@10","coverage@10","hr@3"],"seed":7}""");
        job["title"]!.GetValue<string>().ShouldBe("Evaluate ease, most-popular and item-knn/1 (random)");
        var result = job["result"]!;
        var rows = result["rows"]!.AsArray();
        rows.Select(row => row!["model"]!.GetValue<string>()).ShouldBe(["ease", "most-popular", "item-knn/1"]);
        rows[2]!["options"]!["neighbours"]!.GetValue<int>().ShouldBe(5);
        rows[0]!["metrics"]!["ndcg@10"]!.GetValue<double>().ShouldBeInRange(0, 1);
        rows[0]!["intervals"]!["ndcg@10"]!.AsArray().Count.ShouldBe(2);
        rows[0]!["intervals"]!["coverage@10"].ShouldBeNull();
        result["comparisons"]!.AsArray().Count.ShouldBe(4);
        result["comparisons"]!.AsArray().ShouldAllBe(pair => pair!["correctedP"]!.GetValue<double>() >= pair["permutationP"]!.GetValue<double>());
        result["notes"]!.AsArray().Count(note => note!.GetValue<string>().StartsWith("item-knn/1 was trained on everything")).ShouldBe(1);

        // What was asked can be asked again, and gives the same figures.
        var again = await Done(job["request"]!.ToJsonString());
        again["result"]!["rows"]![2]!["metrics"]!.ToJsonString().ShouldBe(rows[2]!["metrics"]!.ToJsonString());
    }

    [Fact]
    public async Task A_timeline_tells_its_cuts()
    {
        var result = (await Done("""{"type":"evaluate","models":["most-popular"],"protocol":"timeline","metrics":["ndcg@10","auc"]}"""))["result"]!;
        result["rows"]![0]!["parts"]!.AsArray().Count.ShouldBeGreaterThan(0);
        result["comparisons"].ShouldBeNull();
    }

    [Fact]
    public async Task Tunes_and_keeps_every_trial_also_of_a_search_that_is_cancelled()
    {
        var job = await Done("""{"type":"tune","model":"item-knn","only":["neighbours"],"fixed":{"shrinkage":2},"trials":3,"metric":"ndcg@5"}""");
        var result = job["result"]!;
        result["trials"]!.AsArray().Count.ShouldBe(3);
        result["trials"]!.AsArray().ShouldAllBe(trial => trial!["options"]!["shrinkage"]!.GetValue<double>() == 2);
        result["searched"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["neighbours"]);
        result["best"]!["interval"]!.AsArray().Count.ShouldBe(2);
        result["better"].ShouldNotBeNull();

        var id = await Begin("""{"type":"tune","model":"als","trials":500,"metric":"ndcg@5"}""");
        JsonNode told;
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            told = (await _server.Ask("GET", $"/v1/jobs/{id}")).With(200).Json;
        }
        while (told["result"]?["trials"]?.AsArray().Count is null or < 2);

        told["progress"]!["metric"]!.GetValue<double>().ShouldBeInRange(0, 1);
        told["progress"]!["secondsLeft"]!.GetValue<double>().ShouldBeGreaterThan(0);
        told["progress"]!["steps"]!.GetValue<int>().ShouldBe(500);
        (await SchemaCheck.Of(_server)).Differences(told, "Job").ShouldBeEmpty();
        (await _server.Ask("POST", $"/v1/jobs/{id}/cancel")).With(202);
        var ended = await End(id);
        ended["state"]!.GetValue<string>().ShouldBe("cancelled");
        ended["result"]!["trials"]!.AsArray().Count.ShouldBeGreaterThanOrEqualTo(2);
        ended["result"]!["best"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Looks_at_fairness_and_tells_the_price_of_each_strength()
    {
        var job = await Done(
            """
            {"type":"fairness","model":"ease","userAttributes":["country","history"],"itemAttributes":["categories"],
            "reRankings":["mmr",{"name":"calibrated","strengths":[0.2,0.8]},{"name":"exposure","options":{"raise":"categories=comedy","target":"0.5"},"strength":1}]}
            """);
        var result = job["result"]!;
        result["runs"]!.AsArray().Count.ShouldBe(2);
        result["runs"]![1]!["reRanking"]!["goal"]!.GetValue<string>().ShouldStartWith("gap@10");
        var prices = result["prices"]!.AsArray();
        prices.Select(price => price!["reRanker"]!.GetValue<string>()).ShouldBe(["mmr", "calibrated", "exposure"]);
        prices[0]!["goal"]!.GetValue<string>().ShouldBe("ils@10");
        var strengths = prices[0]!["points"]!.AsArray().Select(point => point!["strength"]!.GetValue<double>()).ToArray();
        strengths.ShouldBeInOrder();
        strengths.Length.ShouldBe(8);
        prices[1]!["points"]!.AsArray().ShouldAllBe(point => point!["changeInterval"]!.AsArray().Count == 2);
        prices[2]!["options"]!["raise"]!.GetValue<string>().ShouldBe("categories=comedy");
        job["request"]!["reRankings"]![1]!["strengths"]!.ToJsonString().ShouldBe("[0.2,0.8]");
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
        var schemas = await SchemaCheck.Of(_server);
        schemas.Differences(job, "Job").ShouldBeEmpty();
        schemas.Differences((await _server.Ask("GET", "/v1/models")).Json, "ModelPage").ShouldBeEmpty();
        return job;
    }
}
