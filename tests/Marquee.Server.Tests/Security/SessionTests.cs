using System.Net;
using System.Security.Cryptography;

namespace Marquee.Server.Tests;

public sealed class SessionTests
{
    private static readonly (string, string) SameOrigin = ("Sec-Fetch-Site", "same-origin");

    [Fact]
    public async Task Where_no_key_is_needed_this_machine_may_do_everything_without_signing_in()
    {
        await using var server = await RunningServer.Start();
        foreach (var answer in new[] { await server.Ask("GET", "/v1/session"), await server.Ask("POST", "/v1/session", """{"key": "anything"}""") })
        {
            var session = answer.With(200).Json;
            session["needsKey"]!.GetValue<bool>().ShouldBeFalse();
            session["signedIn"]!.GetValue<bool>().ShouldBeFalse();
            session["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldBe(["read", "write", "admin"]);
            session["version"]!.GetValue<string>().ShouldBe("0.1.0");
            session["time"]!.GetValue<string>().ShouldEndWith("Z");
            answer.Headers.ShouldNotContainKey("Set-Cookie");
        }

        (await server.Ask("GET", "/v1/session", null, ("Host", "attacker.example"))).With(403);
    }

    [Fact]
    public async Task A_key_becomes_a_cookie_that_no_script_reads_and_no_other_site_brings()
    {
        await using var server = await RunningServer.Start();
        var key = server.AddKey("console", Scopes.Read | Scopes.Admin);
        using var http = Browser(server);
        await Known(http, key);
        var stranger = (await RunningServer.Ask(http, "GET", "/v1/session")).With(200).Json;
        stranger["needsKey"]!.GetValue<bool>().ShouldBeTrue();
        stranger["signedIn"]!.GetValue<bool>().ShouldBeFalse();
        stranger["scopes"]!.AsArray().ShouldBeEmpty();
        stranger["tenant"].ShouldBeNull();

        var answer = (await SignIn(http, key)).With(200);
        answer.Json["signedIn"]!.GetValue<bool>().ShouldBeTrue();
        answer.Json["key"]!.GetValue<string>().ShouldBe("console");
        answer.Json["scopes"]!.AsArray().Count.ShouldBe(2);
        var cookie = answer.Headers["Set-Cookie"].ToLowerInvariant();
        cookie.ShouldStartWith("marquee-session=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldContain("path=/;");
        cookie.ShouldNotContain("secure");
        answer.Body.ShouldNotContain(key);
        cookie.ShouldNotContain(key[4..].ToLowerInvariant());

        (await RunningServer.Ask(http, "GET", "/v1/models", null, SameOrigin)).With(200);
        (await RunningServer.Ask(http, "DELETE", "/v1/users/viewer-1", null, SameOrigin)).With(403).Body.ShouldContain("write");
        var ended = (await RunningServer.Ask(http, "DELETE", "/v1/session", null, SameOrigin)).With(204);
        ended.Headers["Set-Cookie"].ToLowerInvariant().ShouldContain("max-age=0");
        (await RunningServer.Ask(http, "GET", "/v1/models", null, SameOrigin)).With(401);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before()
    {
        await using var server = await RunningServer.Start();
        var key = server.AddKey("console", Scopes.Read);
        using var http = Browser(server);
        await Known(http, key);
        var before = (await SignIn(http, key)).With(200).Headers["Set-Cookie"].Split(';')[0];
        (await server.Ask("GET", "/v1/models", null, SameOrigin, ("Cookie", before))).With(200);
        (await SignIn(http, key)).With(200);
        (await server.Ask("GET", "/v1/models", null, SameOrigin, ("Cookie", before))).With(401);
        (await RunningServer.Ask(http, "GET", "/v1/models", null, SameOrigin)).With(200);
    }

    [Fact]
    public async Task Over_tls_the_cookie_goes_over_tls_alone()
    {
        await using var server = await RunningServer.Start(configuration => configuration with { PathBase = "/marquee" });
        var key = server.AddKey("console", Scopes.Read);
        using var http = Browser(server);
        await Known(http, key);
        var cookie = (await RunningServer.Ask(http, "POST", "/marquee/v1/session", $$"""{"key": "{{key}}"}""", ("Host", "media.example"), ("Origin", "https://media.example"))).With(200).Headers["Set-Cookie"].ToLowerInvariant();
        cookie.ShouldContain("secure");
        cookie.ShouldContain("path=/marquee/;");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://attacker.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    public async Task A_session_counts_in_requests_of_the_services_own_pages_alone(string header, string value)
    {
        await using var server = await RunningServer.Start();
        var key = server.AddKey("console", Scopes.All);
        using var http = Browser(server);
        await Known(http, key);
        (await RunningServer.Ask(http, "POST", "/v1/session", $$"""{"key": "{{key}}"}""", (header, value))).With(403);
        (await SignIn(http, key)).With(200);
        (await RunningServer.Ask(http, "GET", "/v1/models", null, (header, value))).With(403);
        (await RunningServer.Ask(http, "PUT", "/v1/users/u", "{}", (header, value))).With(403);
        (await RunningServer.Ask(http, "DELETE", "/v1/session", null, (header, value))).With(403);

        // What says where it comes from may; what does not may only read.
        (await RunningServer.Ask(http, "PUT", "/v1/users/u", "{}")).With(403);
        (await RunningServer.Ask(http, "GET", "/v1/models")).With(200);
        (await RunningServer.Ask(http, "PUT", "/v1/users/u", "{}", ("Origin", server.Address.GetLeftPart(UriPartial.Authority)))).With(201);

        // A key of its own asks for nothing of that.
        (await RunningServer.Ask(http, "PUT", "/v1/users/v", "{}", (header, value), ("X-API-Key", key))).With(201);
    }

    [Fact]
    public async Task A_session_ends_with_its_key_and_with_its_time()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.Start(time: time);
        var keys = new ApiKeyFile(Path.Combine(server.Folder.Path, ApiKeyFile.FileName));
        var revoked = keys.Add("revoked", Scopes.Read, time.GetUtcNow());
        var expiring = keys.Add("expiring", Scopes.Read, time.GetUtcNow(), time.GetUtcNow() + TimeSpan.FromHours(1));
        var lasting = keys.Add("lasting", Scopes.Read, time.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(2));
        var browsers = new List<HttpClient>();
        foreach (var key in new[] { revoked, expiring, lasting })
        {
            browsers.Add(Browser(server));
            (await SignIn(browsers[^1], key)).With(200);
        }

        (await Statuses()).ShouldBe([200, 200, 200]);
        keys.Revoke("revoked");
        time.Advance(TimeSpan.FromSeconds(2));
        (await Statuses()).ShouldBe([401, 200, 200]);
        time.Advance(TimeSpan.FromHours(2));
        (await Statuses()).ShouldBe([401, 401, 200]);
        time.Advance(TimeSpan.FromHours(10));
        (await Statuses()).ShouldBe([401, 401, 401]);
        browsers.ForEach(browser => browser.Dispose());

        async Task<int[]> Statuses()
        {
            var statuses = new List<int>();
            foreach (var browser in browsers)
            {
                statuses.Add((await RunningServer.Ask(browser, "GET", "/metrics", null, SameOrigin)).Status);
            }

            return [.. statuses];
        }
    }

    [Fact]
    public async Task The_key_chooses_the_tenant()
    {
        var (server, one, two) = await RunningServer.StartTenants();
        await using (server)
        {
            foreach (var (key, name, other) in new[] { (one, "one", "two"), (two, "two", "one") })
            {
                using var http = Browser(server);
                (await SignIn(http, key)).With(200).Json["tenant"]!.GetValue<string>().ShouldBe(name);
                (await RunningServer.Ask(http, "GET", $"/v1/items/only-{name}", null, SameOrigin)).With(200);
                (await RunningServer.Ask(http, "GET", $"/v1/items/only-{other}", null, SameOrigin)).With(404);
            }
        }
    }

    [Fact]
    public async Task Who_tries_too_often_has_to_wait()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.Start(time: time);
        var key = server.AddKey("console", Scopes.Read);
        time.Advance(TimeSpan.FromSeconds(2));
        using var http = Browser(server);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            (await SignIn(http, "mrq_wrong")).With(401).Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
        }

        (await SignIn(http, key)).With(429).Headers["Retry-After"].ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(1));
        (await SignIn(http, key)).With(200);
    }

    [Theory]
    [InlineData("""{"key": 7}""")]
    [InlineData("""{"key": "a", "more": 1}""")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task What_is_no_key_is_refused(string body)
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("POST", "/v1/session", body)).With(400);
    }

    [Fact]
    public void With_one_session_too_many_the_oldest_of_the_same_key_ends()
    {
        var time = new ManualTime();
        var sessions = new SessionSet(time);
        byte[] one = SHA256.HashData("one"u8), other = SHA256.HashData("other"u8);
        var others = sessions.Start(other);
        var tokens = new List<string>();
        for (var number = 0; number <= SessionSet.MostOfOneKey; number++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            tokens.Add(sessions.Start(one));
        }

        sessions.Find(tokens[0]).ShouldBeNull();
        tokens.Skip(1).ShouldAllBe(token => sessions.Find(token)!.SequenceEqual(one));
        sessions.Find(others).ShouldBe(other);
        sessions.Find("").ShouldBeNull();
        sessions.Find(new string('x', 1000)).ShouldBeNull();
        tokens.ShouldBeUnique();

        // What has ended is forgotten by the next who comes.
        time.Advance(TimeSpan.FromHours(13));
        sessions.Start(one);
        sessions.Count.ShouldBe(1);
    }

    private static HttpClient Browser(RunningServer server) => new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };

    private static Task<Answer> SignIn(HttpClient http, string key) => RunningServer.Ask(http, "POST", "/v1/session", $$"""{"key": "{{key}}"}""", SameOrigin);

    private static async Task Known(HttpClient http, string key)
    {
        for (var attempt = 0; attempt < 100 && (await RunningServer.Ask(http, "GET", "/v1/session", null, ("X-API-Key", key))).Json["signedIn"]!.GetValue<bool>() is false; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
