using System.Net.Http.Headers;
using System.Text;

namespace Marquee.Server.Tests;

/// <summary>Requests that nobody means: odd ids, parameters, types and bodies, put together by a seed.</summary>
public sealed class GorseFuzzTests
{
    private const int Requests = 10_000;

    private static readonly string[] s_ids =
    [
        "viewer-1", "drama-1", "comedy-2", "u", "i", "a b", "小黄人", "%", "%2F", "%00", "%ff", "%ed%a0%80", "..", "...", "-1", "0", "null", "a%2Fb", "'", "\\", "like", "star%3E%3D4", new('x', 2000),
    ];

    private static readonly string[] s_values =
    [
        "", "0", "1", "-1", "3", "2147483647", "99999999999999999999", "1e3", "NaN", "x", "%00", "%ff", "10m", "-10m", "9999999h", "MGM=", "eyJ9", "eyJGZWVkYmFja1R5cGUiOm51bGx9", "drama", "viewer-1", "read", "*", "a OR b", "\"", "小",
    ];

    private static readonly string[] s_names = ["n", "offset", "cursor", "q", "category", "user-id", "item-id", "write-back-type", "write-back-delay"];

    private static readonly string[] s_json =
    [
        "null", "true", "0", "-1", "1e400", "3.5", "\"\"", "\"u\"", "\"drama-1\"", "\"2024-01-01\"", "\"soon\"", "\"-9999\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9223372036854775807\"", "\"\\ud800\"", "\"\\u0000\"", "[]",
        "{}", "[1,2]", "[\"a\",\"b\"]", "[\"a\",1]", "[null]", "[[1]]", "{\"a\":{\"b\":[1e300]}}", "{\"\":\"\"}", "{\"a\":1,\"a\":2}", "{\"a\":[],\"b\":null}",
    ];

    private static readonly string[] s_keys = ["UserId", "ItemId", "FeedbackType", "Labels", "Comment", "Categories", "Timestamp", "IsHidden", "Value", "Subscribe", "itemid", ""];

    [Fact]
    public async Task No_request_makes_the_service_fail()
    {
        await using var server = await RunningServer.Start();
        var random = new Random(20240601);
        var routes = server.Endpoints
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(endpoint => (Method: endpoint.Metadata.GetMetadata<RouteCounters>()!.Method, Pattern: endpoint.RoutePattern.RawText!))
            .OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)
            .ToArray();
        for (var trial = 0; trial < Requests; trial++)
        {
            var (method, pattern) = routes[random.Next(routes.Length)];
            using var request = new HttpRequestMessage(new HttpMethod(method), Path(pattern, random) + Query(random));
            if (method is "POST" or "PUT" or "PATCH")
            {
                request.Content = Body(random);
            }

            if (random.Next(4) == 0)
            {
                request.Headers.TryAddWithoutValidation("X-API-Version", Pick(["1", "2", "3", "x"], random));
            }

            using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{trial}: {method} {request.RequestUri} -> {text}");
        }

        (await server.Ask("GET", "/api/users?n=1")).With(200);
    }

    private static string Path(string pattern, Random random) => string.Join(
        '/',
        pattern.Split('/').Where(part => !part.EndsWith("?}", StringComparison.Ordinal) || random.Next(2) == 0).Select(part => part.StartsWith('{') ? Pick(s_ids, random) : part));

    private static string Query(Random random) =>
        "?" + string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Pick(s_names, random)}={Pick(s_values, random)}"));

    private static HttpContent Body(Random random)
    {
        var text = random.Next(10) switch
        {
            0 => Pick(s_json, random),
            1 => Record(random)[..^random.Next(1, 3)],
            2 => string.Join('\n', Enumerable.Range(0, 3).Select(_ => Record(random))),
            < 6 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Record(random)))}]",
            _ => Record(random),
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(20) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            Pick(["application/json", "text/plain", "application/octet-stream", "multipart/form-data; boundary=x", "multipart/form-data"], random));
        return content;
    }

    private static string Record(Random random) =>
        $"{{{string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Pick(s_keys, random)}\":{Pick(s_json, random)}"))}}}";

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
