using System.Net;
using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class KeyRouteTests
{
    private static readonly (string, string) SameOrigin = ("Sec-Fetch-Site", "same-origin");

    [Fact]
    public async Task The_first_key_signs_its_maker_in_and_everybody_else_out()
    {
        await using var server = await RunningServer.Start();
        using var maker = Browser(server);
        (await Ask(maker, "POST", "/v1/keys", """{"name": "website", "scopes": ["read"]}""")).With(400).Json["field"]!.GetValue<string>().ShouldBe("scopes");
        var made = (await Ask(maker, "POST", "/v1/keys", """{"name": "console", "scopes": ["read", "admin"], "days": 30}""")).With(201).Json;
        made["secret"]!.GetValue<string>().ShouldMatch("^mrq_[0-9A-Za-z]{43}$");
        (DateTimeOffset.Parse(made["expires"]!.GetValue<string>()) - DateTimeOffset.Parse(made["created"]!.GetValue<string>())).ShouldBe(TimeSpan.FromDays(30));

        (await server.Ask("GET", "/v1/keys")).With(401);
        (await Ask(maker, "GET", "/v1/session")).Json["key"]!.GetValue<string>().ShouldBe("console");
        var keys = (await Ask(maker, "GET", "/v1/keys")).With(200);
        keys.Body.ShouldNotContain(made["secret"]!.GetValue<string>()[4..]);
        keys.Json["keys"]!.AsArray().Single()!["lastUsed"].ShouldNotBeNull();

        // What it may not do itself, it gives to no other.
        (await Ask(maker, "POST", "/v1/keys", """{"name": "writer", "scopes": ["write"]}""")).With(403);
        (await Ask(maker, "POST", "/v1/keys", """{"name": "console", "scopes": ["read"]}""")).With(409);
        var reader = (await Ask(maker, "POST", "/v1/keys", """{"name": "reader", "scopes": ["read"]}""")).With(201).Json["secret"]!.GetValue<string>();
        (await server.Ask("GET", "/v1/models", null, ("X-API-Key", reader))).With(200);
        (await server.Ask("GET", "/v1/keys", null, ("X-API-Key", reader))).With(403);

        // Nobody is locked out.
        (await Ask(maker, "DELETE", "/v1/keys/console")).With(409);
        (await Ask(maker, "DELETE", "/v1/keys/reader")).With(204);
        (await server.Ask("GET", "/v1/models", null, ("X-API-Key", reader))).With(401);
        (await Ask(maker, "DELETE", "/v1/keys/reader")).With(404);
        var changes = (await Ask(maker, "GET", "/v1/changes")).With(200).Json["changes"]!.AsArray();
        changes.Select(Shown).ShouldBe(["console key.revoke reader", "console key.add reader", " key.add console"]);

        // With the last of all, this machine needs none any more.
        (await Ask(maker, "DELETE", "/v1/keys/console")).With(204);
        (await server.Ask("GET", "/v1/keys")).With(200).Json["keys"]!.AsArray().ShouldBeEmpty();

        static string Shown(JsonNode? change) => $"{change!["key"]} {change["action"]} {change["target"]}";
    }

    [Fact]
    public async Task A_key_that_is_revoked_while_its_request_comes_in_makes_no_other()
    {
        await using var server = await RunningServer.Start();
        var keys = server.Tenants.All[0].Keys;
        keys.Add("owner", Scopes.All, null);
        var stolen = keys.Add("stolen", Scopes.All, null);
        const string body = """{"name": "successor", "scopes": ["admin"]}""";
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        using var stream = client.GetStream();
        await Send($"POST /v1/keys HTTP/1.1\r\nHost: localhost\r\nX-API-Key: {stolen}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body[..5]}");
        while (keys.List().Single(key => key.Key.Name == "stolen").LastUsed is null)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        keys.Revoke("stolen").ShouldBeTrue();
        await Send(body[5..]);
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 401");
        keys.List().Select(key => key.Key.Name).ShouldBe(["owner"]);

        async Task Send(string text) => await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Each_tenant_has_its_own_keys_and_keeps_the_last_that_lets_anybody_in()
    {
        var (server, one, two) = await RunningServer.StartTenants();
        await using (server)
        {
            (await server.Ask("POST", "/v1/keys", """{"name": "more", "scopes": ["read"]}""", ("X-API-Key", one))).With(201);
            (await server.Ask("GET", "/v1/keys", null, ("X-API-Key", two))).With(200).Json["keys"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("all");
            (await server.Ask("DELETE", "/v1/keys/more", null, ("X-API-Key", two))).With(404);
            (await server.Ask("DELETE", "/v1/keys/all", null, ("X-API-Key", one))).With(409);
            (await server.Ask("DELETE", "/v1/keys/all", null, ("X-API-Key", two))).With(409);
        }
    }

    [Theory]
    [InlineData("""{"name": "A b", "scopes": ["read", "admin"]}""", "name")]
    [InlineData("""{"scopes": ["read", "admin"]}""", "name")]
    [InlineData("""{"name": "a", "scopes": []}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": ["all"]}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": "admin"}""", "scopes")]
    [InlineData("""{"name": "a"}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": ["admin"], "days": 0}""", "days")]
    [InlineData("""{"name": "a", "scopes": ["admin"], "days": 1.5}""", "days")]
    [InlineData("""{"name": "a", "scopes": ["admin"], "secret": "mine"}""", "secret")]
    public async Task What_is_no_key_is_refused_by_its_field(string body, string field)
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("POST", "/v1/keys", body)).With(400).Json["field"]!.GetValue<string>().ShouldBe(field);
        (await server.Ask("GET", "/v1/keys")).With(200);
    }

    private static HttpClient Browser(RunningServer server) => new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };

    private static Task<Answer> Ask(HttpClient http, string method, string path, string? body = null) => RunningServer.Ask(http, method, path, body, SameOrigin);
}
