using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Storage;
using Marquee.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Server.Tests;

/// <summary>The service on a port of this machine, over a small workspace: half of its viewers watch comedies, the other half dramas.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;
    private readonly TenantSet _tenants;

    private RunningServer(TemporaryFolder folder, bool ownsFolder, TenantSet tenants, WebApplication app)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _tenants = tenants;
        App = app;
        Address = new Uri(app.Urls.First());
        Http = NewClient();
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    /// <summary>A client without a key.</summary>
    public HttpClient Http { get; }

    public TenantSet Tenants => _tenants;

    public TemporaryFolder Folder => _folder;

    /// <summary>Every endpoint that the service has.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public static Task<RunningServer> Start(Func<ServeConfiguration, ServeConfiguration>? configure = null, TimeProvider? time = null) =>
        Start(new TemporaryFolder(), true, configure, time);

    /// <summary>Starts over a folder, which is filled where it is empty and stays.</summary>
    public static Task<RunningServer> StartIn(TemporaryFolder folder, Func<ServeConfiguration, ServeConfiguration>? configure = null, TimeProvider? time = null) =>
        Start(folder, false, configure, time);

    /// <summary>Starts with two tenants, <c>one</c> and <c>two</c>, each with a key of all scopes.</summary>
    public static async Task<(RunningServer Server, string KeyOfOne, string KeyOfTwo)> StartTenants()
    {
        var folder = new TemporaryFolder();
        var keys = new List<string>();
        foreach (var name in new[] { "one", "two" })
        {
            var workspace = Path.Combine(folder.Path, name);
            Fill(workspace, name);
            keys.Add(AddKey(workspace, "all", Scopes.All));
        }

        var tenants = await TenantSet.OpenFolder(folder.Path, TimeProvider.System);
        return (await Run(folder, true, tenants, tenants.Configuration), keys[0], keys[1]);
    }

    /// <summary>Makes a key for a workspace.</summary>
    public static string AddKey(string workspace, string name, Scopes scopes, DateTimeOffset? expires = null) =>
        new ApiKeyFile(Path.Combine(workspace, ApiKeyFile.FileName)).Add(name, scopes, TimeProvider.System.GetUtcNow(), expires);

    /// <summary>Makes a key for the one workspace.</summary>
    public string AddKey(string name, Scopes scopes) => AddKey(_folder.Path, name, scopes);

    /// <summary>A client that sends a key.</summary>
    public HttpClient NewClient(string? key = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    /// <summary>Asks, and reads the answer whatever it is.</summary>
    public Task<Answer> Ask(string method, string path, string? body = null, params (string Name, string Value)[] headers) => Ask(Http, method, path, body, headers);

    public static async Task<Answer> Ask(HttpClient http, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await _tenants.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    private static async Task<RunningServer> Start(TemporaryFolder folder, bool ownsFolder, Func<ServeConfiguration, ServeConfiguration>? configure, TimeProvider? time)
    {
        if (!Workspace.Exists(folder.Path))
        {
            Fill(folder.Path, "one");
        }

        var tenants = TenantSet.OpenOne(Workspace.Open(folder.Path), time ?? TimeProvider.System);
        return await Run(folder, ownsFolder, tenants, configure?.Invoke(tenants.Configuration) ?? tenants.Configuration);
    }

    private static async Task<RunningServer> Run(TemporaryFolder folder, bool ownsFolder, TenantSet tenants, ServeConfiguration configuration)
    {
        var app = MarqueeServer.Build(tenants, configuration with { Urls = ["http://127.0.0.1:0"] });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(folder, ownsFolder, tenants, app);
    }

    private static void Fill(string directory, string name)
    {
        var workspace = Workspace.Create(directory);
        using var store = workspace.OpenStore();
        using var writer = store.OpenWriter();
        for (var title = 1; title <= 10; title++)
        {
            writer.Add(new Item { Id = $"comedy-{title}", Title = $"Comedy {title}", Kind = "film", Year = 2000 + title, Categories = ["comedy"], Labels = ["paris"] });
            writer.Add(new Item { Id = $"drama-{title}", Title = $"Drama {title}", Kind = "film", Year = 2000 + title, Categories = ["drama"] });
        }

        writer.Add(new Item { Id = $"only-{name}", Title = $"Only in {name}", Hidden = true });
        writer.Add(new Item { Id = "odd/id %2F ü", Title = "Odd" });
        for (var viewer = 1; viewer <= 12; viewer++)
        {
            var id = $"viewer-{viewer}";
            writer.Add(new User { Id = id, Attributes = new AttributeMap([new("country", "FR")]) });
            for (var step = 0; step < 5; step++)
            {
                writer.Add(new Interaction
                {
                    UserId = id,
                    ItemId = $"{(viewer % 2 == 0 ? "comedy" : "drama")}-{1 + ((viewer + step) % 10)}",
                    Kind = "rating",
                    Value = 4,
                    Time = new DateTimeOffset(2024, 5, 1 + step, 20, viewer, 0, TimeSpan.Zero),
                    Session = "evening",
                });
            }
        }

        writer.Add(new User { Id = $"user-of-{name}" });
        writer.Commit();
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, string Body, string? MediaType, Dictionary<string, string> Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The answer, which must have a status.</summary>
    public Answer With(int status)
    {
        Status.ShouldBe(status, Body);
        return this;
    }
}
