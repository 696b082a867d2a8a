using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Marquee.Numerics;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Server.Tests;

/// <summary>Requests that nobody means, drawn from a seed: whatever comes, the answer is a right one or a refusal, never a failure of ours. <c>MARQUEE_FUZZ</c> says how many; 10,000 are the goal.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Words =
    [
        "", "0", "-1", "1", "10", "99999999999999999999", "1e308", "NaN", "true", "null", "viewer-1", "comedy-1", "drama-2", "odd/id %2F ü", "a b", "%", "%00", "%FF", "\0", "\ud83d\ude00", "..", "'", "\"", "<script>",
        "category:drama", "NOT (", "film", "each", "replace", "user,item", "item-knn", "most-popular", new string('x', 300), "2024-05-01T20:15:00Z", "AAAAAAA",
    ];

    private static readonly string[] Keys =
    [
        "id", "user", "item", "items", "kind", "value", "progress", "time", "session", "text", "attributes", "optedOut", "title", "year", "categories", "labels", "people", "features", "hidden", "availableFrom", "type", "version",
        "options", "UserId", "ItemId", "FeedbackType", "Timestamp", "Labels", "Comment", "upload", "skipBadLines",
    ];

    private static readonly string[] Names =
    [
        "n", "offset", "model", "category", "filter", "exclude", "country", "maxAge", "maxPerFranchise", "includeSeen", "diversity", "calibration", "exploration", "explain", "limit", "cursor", "q", "user", "item", "kind", "type",
        "repeat", "rows", "rowLength", "items", "surface", "name", "upload", "download", "weeks", "nonsense",
    ];

    [Fact]
    public async Task No_request_makes_the_service_fail()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("MARQUEE_FUZZ") ?? "400", CultureInfo.InvariantCulture);
        await using var server = await RunningServer.Start();
        var routes = server.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText!.EndsWith("/train", StringComparison.Ordinal)).ToArray();
        for (var number = 0; number < count; number++)
        {
            var random = new SplittableRandom(7).Split((ulong)number);
            using var request = Draw(random, routes, out var shown);
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeLessThan(500, $"request {number}: {shown}: {body}");
            if ((int)response.StatusCode >= 400 && request.Method != HttpMethod.Head)
            {
                response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"request {number}: {shown}");
            }
        }
    }

    private static HttpRequestMessage Draw(SplittableRandom random, RouteEndpoint[] routes, out string shown)
    {
        var route = routes[random.Next(routes.Length)];
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;
        var path = new StringBuilder();
        foreach (var part in route.RoutePattern.RawText!.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path.Append('/').Append(part[0] == '{' ? Escaped(Word(random), random) : part);
        }

        for (var (parameter, many) = (0, random.Next(4)); parameter < many; parameter++)
        {
            path.Append(parameter == 0 ? '?' : '&').Append(Names[random.Next(Names.Length)]).Append('=').Append(Escaped(Word(random), random));
        }

        var method = random.Next(20) == 0 ? "PATCH" : methods[random.Next(methods.Count)];
        var request = new HttpRequestMessage(new HttpMethod(method), path.ToString());
        byte[] body = [];
        if (method is "POST" or "PUT" or "PATCH")
        {
            body = Encoding.UTF8.GetBytes(Json(random, 0));
            for (var (flip, many) = (0, random.Next(3) == 0 ? random.Next(4) : 0); flip < many && body.Length > 0; flip++)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (random.Next(5) == 0)
        {
            request.Headers.TryAddWithoutValidation("If-Match", random.Next(2) == 0 ? "*" : "\"abc\"");
        }

        if (random.Next(5) == 0)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"key-{random.Next(20)}");
        }

        shown = $"{method} {path} {Encoding.Latin1.GetString(body)}";
        return request;
    }

    private static string Word(SplittableRandom random) => Words[random.Next(Words.Length)];

    private static string Escaped(string word, SplittableRandom random)
    {
        // Now and then bytes that are no UTF-8.
        var escaped = random.Next(20) == 0 ? "%C3%28" : Uri.EscapeDataString(word);
        return escaped.Length == 0 || escaped is ".." ? "x" : escaped;
    }

    private static string Json(SplittableRandom random, int depth) => random.Next(depth > 3 ? 4 : 8) switch
    {
        0 => System.Text.Json.JsonSerializer.Serialize(Word(random)),
        1 => Word(random) is { Length: > 0 } number && char.IsAsciiDigit(number[0]) && !number.Contains(':') ? number : "1e9",
        2 => random.Next(2) == 0 ? "null" : "true",
        3 => "-0.5",
        4 or 5 or 6 => $"{{{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"\"{Keys[random.Next(Keys.Length)]}\":{Json(random, depth + 1)}"))}}}",
        _ => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(random, depth + 1)))}]",
    };
}
