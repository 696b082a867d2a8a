using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Server.Tests;

/// <summary>Every route there is, times no key, a wrong key, each wrong scope and the other tenant.</summary>
public sealed partial class AccessTests : IAsyncLifetime
{
    private RunningServer _server = null!;
    private string _keyOfOne = "";
    private string _keyOfTwo = "";

    public async ValueTask InitializeAsync() => (_server, _keyOfOne, _keyOfTwo) = await RunningServer.StartTenants();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Every_route_says_who_may_use_it_and_is_counted()
    {
        _server.Endpoints.ShouldNotBeEmpty();
        foreach (var endpoint in _server.Endpoints)
        {
            endpoint.Metadata.GetMetadata<RequiredScope>().ShouldNotBeNull(endpoint.DisplayName);
            endpoint.Metadata.GetMetadata<RouteCounters>().ShouldNotBeNull(endpoint.DisplayName);
        }
    }

    [Fact]
    public void Few_routes_need_no_key() =>
        _server.Endpoints.Where(endpoint => Scope(endpoint) == Scopes.None && endpoint.Metadata.GetMetadata<ConsoleRoute>() is null).Select(endpoint => endpoint.RoutePattern.RawText!)
            .ShouldBeSubsetOf(["/health/live", "/health/ready", "/v1/openapi.json", "/v1/session", "/api/health/live", "/api/health/ready"]);

    [Fact]
    public async Task Every_route_refuses_who_has_no_key_or_a_wrong_one()
    {
        foreach (var (method, path, _) in Guarded())
        {
            (await _server.Ask(method, path)).Status.ShouldBe(401, $"{method} {path}");
            (await _server.Ask(method, path, null, ("Authorization", $"Bearer {ApiKey.NewSecret()}"))).Status.ShouldBe(401, $"{method} {path}");
            (await _server.Ask(method, path, null, ("X-API-Key", _keyOfOne[..^1]))).Status.ShouldBe(401, $"{method} {path}");
            (await _server.Ask(method, path, null, ("X-API-Key", new string('x', 5000)))).Status.ShouldBe(401, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_route_refuses_the_key_that_lacks_its_scope()
    {
        var workspace = Path.Combine(_server.Folder.Path, "one");
        foreach (var scope in new[] { Scopes.Read, Scopes.Write, Scopes.Admin })
        {
            var key = RunningServer.AddKey(workspace, $"all-but-{scope.ToString().ToLowerInvariant()}", Scopes.All & ~scope);
            await WaitUntilKnown(key);
            foreach (var (method, path, needed) in Guarded().Where(route => route.Scope.HasFlag(scope)))
            {
                (await _server.Ask(method, path, null, ("X-API-Key", key))).Status.ShouldBe(403, $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task No_route_tells_of_the_other_tenant()
    {
        // Whatever is asked with the key of the second, about what the first alone has: nothing of it comes back.
        foreach (var (method, path, _) in Guarded().Where(route => route.Method == "GET"))
        {
            var answer = await _server.Ask(method, path, null, ("X-API-Key", _keyOfTwo));
            answer.Status.ShouldBeLessThan(500, $"{method} {path}: {answer.Body}");
            answer.Body.ShouldNotContain("Only in one", customMessage: path);
            (answer.Status == 200 && answer.Body.Contains("\"user-of-one\"")).ShouldBeFalse(path);
        }
    }

    [Fact]
    public async Task No_route_changes_anything_of_the_other_tenant()
    {
        var before = await Everything();
        foreach (var (method, path, _) in Guarded().Where(route => route.Method != "GET"))
        {
            // With no body, an empty one, and one that would change what only the first has.
            foreach (var body in new[] { null, "{}", "[]", """{"id": "only-one", "title": "Taken over"}""", """[{"user": "user-of-one", "item": "only-one", "kind": "thumb-down"}]""" })
            {
                var answer = await _server.Ask(method, path, body, ("X-API-Key", _keyOfTwo));
                answer.Status.ShouldBeLessThan(500, $"{method} {path}: {answer.Body}");
            }
        }

        (await Everything()).ShouldBe(before);

        async Task<string> Everything() => (await _server.Ask("GET", "/v1/records", null, ("X-API-Key", _keyOfOne))).With(200).Body;
    }

    private async Task WaitUntilKnown(string key)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if ((await _server.Ask("GET", "/metrics", null, ("X-API-Key", key))).Status != 401)
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The service did not see the new key.");
    }

    private static Scopes Scope(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RequiredScope>()!.Scope;

    private IEnumerable<(string Method, string Path, Scopes Scope)> Guarded() =>
        from endpoint in _server.Endpoints
        where Scope(endpoint) != Scopes.None
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        where method != "HEAD"
        let text = endpoint.RoutePattern.RawText!
        let kind = text.Contains("item", StringComparison.OrdinalIgnoreCase) ? "only-one" : "user-of-one"
        select (method, "/" + Parameter().Replace(text, kind).TrimStart('/'), Scope(endpoint));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
