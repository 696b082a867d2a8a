namespace Marquee.Server.Tests;

public sealed class KeyTests
{
    [Fact]
    public async Task Without_keys_this_machine_may_ask_everything()
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("GET", "/metrics")).With(200).Body.ShouldContain("marquee_users 13");
    }

    [Fact]
    public async Task With_the_first_key_a_running_service_begins_to_need_keys()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.Start(time: time);
        (await server.Ask("GET", "/metrics")).With(200);
        var key = server.AddKey("web", Scopes.Read);
        time.Advance(TimeSpan.FromSeconds(2));
        (await server.Ask("GET", "/metrics")).With(401).Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
        (await server.Ask("GET", "/metrics", null, ("Authorization", $"Bearer {key}"))).With(200);
        (await server.Ask("GET", "/metrics", null, ("X-API-Key", key))).With(200);
    }

    [Fact]
    public async Task Keys_rotate_while_the_service_runs()
    {
        using var folder = new Testing.TemporaryFolder();
        var time = new ManualTime();
        await using (var server = await RunningServer.StartIn(folder, time: time))
        {
            var keys = new ApiKeyFile(Path.Combine(folder.Path, ApiKeyFile.FileName));
            var old = keys.Add("old", Scopes.Read, time.GetUtcNow());
            var expiring = keys.Add("expiring", Scopes.Read, time.GetUtcNow(), time.GetUtcNow() + TimeSpan.FromMinutes(1));
            time.Advance(TimeSpan.FromSeconds(2));
            await Asks(server, old, 200);
            await Asks(server, expiring, 200);
            var fresh = keys.Add("new", Scopes.Read, time.GetUtcNow());
            keys.Revoke("old").ShouldBeTrue();
            time.Advance(TimeSpan.FromSeconds(2));
            await Asks(server, old, 401);
            await Asks(server, fresh, 200);
            time.Advance(TimeSpan.FromMinutes(1));
            await Asks(server, expiring, 401);
            File.WriteAllText(keys.Path, "{ not json");
            time.Advance(TimeSpan.FromSeconds(2));
            (await server.Ask("GET", "/metrics", null, ("X-API-Key", fresh))).With(200).Body.ShouldContain("marquee_keys_damaged 1");
        }

        static async Task Asks(RunningServer server, string key, int status) => (await server.Ask("GET", "/metrics", null, ("X-API-Key", key))).With(status);
    }

    [Fact]
    public async Task A_line_that_is_there_twice_is_one_key_and_keys_go_on_rotating()
    {
        using var folder = new Testing.TemporaryFolder();
        var time = new ManualTime();
        await using (await RunningServer.StartIn(folder))
        {
        }

        var keys = new ApiKeyFile(Path.Combine(folder.Path, ApiKeyFile.FileName));
        var old = keys.Add("old", Scopes.Read, time.GetUtcNow());
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(keys.Path))!;
        json["keys"]!.AsArray().Add(json["keys"]![0]!.DeepClone());
        File.WriteAllText(keys.Path, json.ToJsonString());
        await using var server = await RunningServer.StartIn(folder, time: time);
        (await server.Ask("GET", "/metrics", null, ("X-API-Key", old))).With(200);
        var fresh = keys.Add("new", Scopes.Read, time.GetUtcNow());
        keys.Revoke("old");
        time.Advance(TimeSpan.FromSeconds(2));
        (await server.Ask("GET", "/metrics", null, ("X-API-Key", fresh))).With(200);
        (await server.Ask("GET", "/metrics", null, ("X-API-Key", old))).With(401);
    }

    [Fact]
    public void Keys_are_kept_as_hashes()
    {
        using var folder = new Testing.TemporaryFolder();
        var file = new ApiKeyFile(Path.Combine(folder.Path, ApiKeyFile.FileName));
        var secret = file.Add("web", Scopes.Read | Scopes.Write, TimeProvider.System.GetUtcNow());
        secret.ShouldMatch("^mrq_[0-9A-Za-z]{43}$");
        File.ReadAllText(file.Path).ShouldNotContain(secret[4..]);
        file.Read().Single().ShouldSatisfyAllConditions(
            key => key.Hash.ShouldBe(ApiKey.HashOf(secret)),
            key => key.Scopes.ShouldBe(Scopes.Read | Scopes.Write));
    }

    [Fact]
    public async Task Too_many_requests_of_one_key_are_told_when_to_come_back()
    {
        using var folder = new Testing.TemporaryFolder();
        var time = new ManualTime();
        await using (await RunningServer.StartIn(folder))
        {
        }

        File.WriteAllText(Path.Combine(folder.Path, "marquee.json"), """{ "serve": { "requestsPerSecond": 2, "burst": 3 } }""");
        var keys = new ApiKeyFile(Path.Combine(folder.Path, ApiKeyFile.FileName));
        var (one, other) = (keys.Add("one", Scopes.Read, time.GetUtcNow()), keys.Add("other", Scopes.Read, time.GetUtcNow()));
        await using var server = await RunningServer.StartIn(folder, time: time);
        int[] statuses = [await Ask(one), await Ask(one), await Ask(one), await Ask(one), await Ask(other)];
        statuses.ShouldBe([200, 200, 200, 429, 200]);
        (await server.Ask("GET", "/metrics", null, ("X-API-Key", one))).With(429).Headers["Retry-After"].ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(0.5));
        (await Ask(one)).ShouldBe(200);
        (await Ask(one)).ShouldBe(429);

        async Task<int> Ask(string key) => (await server.Ask("GET", "/metrics", null, ("X-API-Key", key))).Status;
    }

    [Theory]
    [InlineData("Host", "attacker.example")]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Web_pages_elsewhere_do_not_reach_a_service_without_keys(string header, string value)
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("GET", "/metrics", null, (header, value))).With(403);
    }

    [Fact]
    public async Task Nothing_listens_beyond_this_machine_without_a_key()
    {
        using var folder = new Testing.TemporaryFolder();
        await using var server = await RunningServer.StartIn(folder);
        var refused = Should.Throw<Storage.StoreException>(() => MarqueeServer.Build(server.Tenants, new Storage.ServeConfiguration { Urls = ["http://127.0.0.1:0", "http://0.0.0.0:0"] }));
        refused.Message.ShouldContain("marquee keys add");
    }
}
