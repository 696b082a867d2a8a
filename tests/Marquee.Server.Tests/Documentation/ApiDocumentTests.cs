using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marquee.Testing;

namespace Marquee.Server.Tests;

/// <summary>What <c>docs/api.md</c> shows works, from the top to the end, and it shows every route.</summary>
public sealed partial class ApiDocumentTests
{
    [Fact]
    public async Task Every_example_works_and_every_route_has_one()
    {
        await using var server = await RunningServer.Start();
        var shown = new HashSet<string>();
        var upload = "";
        foreach (Match example in Example().Matches(await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs/api.md"), TestContext.Current.CancellationToken)))
        {
            var (method, path) = (example.Groups["method"].Value, example.Groups["path"].Value);
            var body = example.Groups["body"].Value.Trim();
            if (path.EndsWith("/serve", StringComparison.Ordinal))
            {
                await Trained(server);
            }

            for (var attempt = 0; path == "/v1/maps/theme" && attempt < 1000 && (await server.Ask("GET", path)).Status == 404; attempt++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            if (method == "DELETE" && path.Contains("UPLOAD"))
            {
                // The one before is imported, and gone.
                upload = (await server.Ask("POST", "/v1/uploads?name=plays.csv", "user,item\nanna,comedy-1")).Json["id"]!.GetValue<string>();
            }

            (path, body) = (path.Replace("UPLOAD", upload), body.Replace("UPLOAD", upload));
            if (path.Contains("JOB"))
            {
                // The latest; and what is to be forgotten must have ended.
                var job = await LatestJob(server);
                while (method == "DELETE" && job["ended"] is null)
                {
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                    job = await LatestJob(server);
                }

                path = path.Replace("JOB", job["id"]!.GetValue<string>());
            }

            var answer = await server.Ask(method, path, body.Length > 0 ? body : null, path == "/v1/records" && method == "POST" ? [("Content-Type", "application/x-ndjson")] : [("Sec-Fetch-Site", "same-origin")]);

            // There is one version alone, and none before it; and too few launches to learn from.
            answer.Status.ShouldBeOneOf(path.EndsWith("/rollback", StringComparison.Ordinal) || path == "/v1/audience" ? [200, 409] : [200, 201, 202, 204], $"{method} {path}: {answer.Body}");
            upload = path.StartsWith("/v1/uploads?", StringComparison.Ordinal) ? answer.Json["id"]!.GetValue<string>() : upload;
            shown.Add($"{method} {PatternOf(server, method, path)}");
        }

        var own = server.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ConsoleRoute>() is null).Select(endpoint => endpoint.Metadata.OfType<RouteCounters>().Single()).Where(route => !route.Route.StartsWith("/api")).Select(route => $"{route.Method} {route.Route}");
        shown.Order().ShouldBe(own.Order());
    }

    private static async Task<JsonNode> LatestJob(RunningServer server) => (await server.Ask("GET", "/v1/jobs")).Json["jobs"]![0]!;

    private static async Task Trained(RunningServer server)
    {
        for (var attempt = 0; attempt < 200 && (await server.Ask("GET", "/v1/models/item-knn/trainings")).Json["trainings"]!.AsArray().Count == 0; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static string PatternOf(RunningServer server, string method, string path)
    {
        var parts = path.Split('?')[0].Split('/');
        return server.Endpoints.Select(endpoint => endpoint.Metadata.OfType<RouteCounters>().Single()).Where(route => route.Method == method)
            .Select(route => route.Route).Where(route => route.Split('/') is var own && own.Length == parts.Length && own.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{')))
            .OrderBy(route => route.Count(letter => letter == '{')).First();
    }

    [GeneratedRegex(@"```http\n(?<method>[A-Z]+) (?<path>\S+)\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
