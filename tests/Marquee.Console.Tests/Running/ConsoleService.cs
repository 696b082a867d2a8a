using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marquee.Server;
using Marquee.Storage;
using Microsoft.AspNetCore.Builder;

namespace Marquee.Console.Tests;

/// <summary>A service that serves the console, on a port that was free.</summary>
internal sealed class ConsoleService : IAsyncDisposable
{
    private readonly TenantSet _tenants;
    private readonly WebApplication _app;
    private int _isStopped;

    private ConsoleService(TenantSet tenants, WebApplication app, string pathBase, string? key)
    {
        _tenants = tenants;
        _app = app;
        Key = key;
        Address = new Uri(app.Urls.First() + pathBase + "/");
        Http = new HttpClient { BaseAddress = Address };
        if (key is not null)
        {
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Where the console is.</summary>
    public Uri Address { get; }

    /// <summary>A key that may do everything; null where none is needed.</summary>
    public string? Key { get; }

    /// <summary>Asks the service beside the browser.</summary>
    public HttpClient Http { get; }

    public static async Task<ConsoleService> Start(string folder, bool withKey, string pathBase, Func<ServeConfiguration, ServeConfiguration>? configure = null)
    {
        var key = withKey ? new ApiKeyFile(Path.Combine(folder, ApiKeyFile.FileName)).Add("curator", Scopes.All, TimeProvider.System.GetUtcNow()) : null;
        var tenants = TenantSet.OpenOne(Workspace.Open(folder), TimeProvider.System);
        var configuration = tenants.Configuration with { Urls = ["http://127.0.0.1:0"], PathBase = pathBase };
        var app = MarqueeServer.Build(tenants, configure?.Invoke(configuration) ?? configuration);
        await app.StartAsync();
        return new ConsoleService(tenants, app, pathBase, key);
    }

    /// <summary>What the service answers, which must be a success.</summary>
    /// <param name="path">Behind the address, such as <c>v1/models</c>.</param>
    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await Http.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    /// <summary>Sends JSON, which must be taken.</summary>
    public async Task<JsonNode?> Send(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answer.StatusCode} {body}");
        return body.Length > 0 ? JsonNode.Parse(body) : null;
    }

    /// <summary>Stops it; doing so again changes nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, 1) == 1)
        {
            return;
        }

        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _tenants.DisposeAsync();
    }
}
