using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

/// <summary>Everything out of one service and into another, as JSON lines and as a dump.</summary>
public sealed class GorseBulkTests : IAsyncLifetime
{
    private RunningServer _from = null!;
    private RunningServer _to = null!;

    public async ValueTask InitializeAsync()
    {
        _from = await RunningServer.Start();
        _to = await RunningServer.Start();
        (await _from.Ask("POST", "/api/users", """[{"UserId":"odd","Labels":{"a":[1,2],"b":"x"},"Comment":"小黄人"}]""")).With(200);
        (await _from.Ask("POST", "/api/items", """[{"ItemId":"odd","Labels":[1.50,2],"Timestamp":"2020-01-01T00:00:00.1234567Z","Categories":[]}]""")).With(200);
        (await _from.Ask("PUT", "/api/feedback", """[{"FeedbackType":"like","UserId":"odd","ItemId":"odd","Value":2.5,"Timestamp":"2021-01-01T00:00:00Z","Comment":"c"}]""")).With(200);

        // Gorse's own rule: such an id can be neither asked for nor imported.
        (await _from.Ask("DELETE", "/api/item/" + Uri.EscapeDataString("odd/id %2F ü"))).With(200);
    }

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Fact]
    public async Task Json_lines_go_out_of_one_service_and_into_another()
    {
        foreach (var name in new[] { "users", "items", "feedback" })
        {
            var lines = (await _from.Ask("GET", $"/api/bulk/{name}")).With(200);
            lines.MediaType.ShouldBe("application/jsonl");
            lines.Headers["Content-Disposition"].ShouldBe($"attachment; filename={name}.jsonl");
            var body = WithoutSlashes(lines.Body);
            var count = body.Count(sign => sign == '\n');
            (await SendForm(name, body)).Body.ShouldBe($$"""{"RowAffected":{{count}}}""");
            (await _to.Ask("POST", $"/api/bulk/{name}", body)).With(200).Body.ShouldBe($$"""{"RowAffected":{{count}}}""");
            Sorted(WithoutSlashes((await _to.Ask("GET", $"/api/bulk/{name}")).Body)).ShouldBe(Sorted(body));
        }
    }

    [Fact]
    public async Task A_dump_goes_out_of_one_service_and_into_another()
    {
        using var http = _to.NewClient();
        var dump = await _from.Http.GetByteArrayAsync("/api/dump", TestContext.Current.CancellationToken);
        using var content = new ByteArrayContent(dump);
        using var response = await http.PostAsync("/api/restore", content, TestContext.Current.CancellationToken);
        var stats = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        ((int)stats["Users"]!).ShouldBe(14);
        ((int)stats["Feedback"]!).ShouldBe(61);
        ((int)stats["Items"]!).ShouldBeGreaterThan(20);
        ((long)stats["Duration"]!).ShouldBeGreaterThan(0);
        foreach (var path in new[] { "/api/bulk/users", "/api/bulk/feedback", "/api/item/odd", "/api/user/odd", "/api/feedback/like/odd/odd" })
        {
            var (there, here) = ((await _from.Ask("GET", path)).With(200).Body, (await _to.Ask("GET", path)).With(200).Body);
            Sorted(here.Replace("\"Categories\":null", "\"Categories\":[]")).ShouldBe(Sorted(there));
        }
    }

    [Theory]
    [InlineData("users", "{\"UserId\":\"a\"}\n{\"UserId\":\" \"}", "invalid user id ` ` at line 1 (id cannot be empty)")]
    [InlineData("items", "{\"ItemId\":\"a/b\"}", "invalid item id `a/b` at line 0 (id cannot contain `/`)")]
    [InlineData("items", "{\"ItemId\":\"a\",\"Categories\":[\"\"]}", "invalid category `` at line 0 (id cannot be empty)")]
    [InlineData("items", "{\"ItemId\":\"a\",\"Timestamp\":\"soon\"}", "failed to parse datetime `soon` at line 0")]
    [InlineData("feedback", "{\"FeedbackType\":\"a\",\"UserId\":\"u\"}", "invalid item id `` at line 0 (id cannot be empty)")]
    public async Task A_line_that_is_wrong_is_named(string name, string lines, string message)
    {
        var answer = await SendForm(name, lines);
        answer.Status.ShouldBe(400);
        answer.Body.ShouldBe(message);
    }

    [Fact]
    public async Task A_body_that_is_no_file_is_refused()
    {
        (await _to.Ask("POST", "/api/bulk/users", "{\"UserId\":\"a\"}\n{\"UserId\"")).With(400).Body.ShouldStartWith("line 1 is not understood");
        (await _to.Ask("POST", "/api/bulk/users", "--x\r\n", ("Content-Type", "multipart/form-data; boundary=x"))).With(400);
        (await _to.Ask("POST", "/api/bulk/users", "", ("Content-Type", "multipart/form-data"))).With(400).Body.ShouldBe("http: no such file");
        (await _to.Ask("POST", "/api/restore", "no dump")).With(400);
        (await _to.Ask("POST", "/api/restore", "no dump, but longer than a number")).With(400).Body.ShouldStartWith("unknown flag");
    }

    [Fact]
    public async Task Taking_everything_out_needs_a_key_for_administration()
    {
        var key = _to.AddKey("all-but-admin", Scopes.Read | Scopes.Write);
        using var http = _to.NewClient(key);
        foreach (var (method, path) in new[] { ("GET", "/api/bulk/users"), ("GET", "/api/dump"), ("POST", "/api/restore"), ("POST", "/api/bulk/items") })
        {
            Answer answer;
            while ((answer = await RunningServer.Ask(http, method, path)).Status is 401 or 200 or 400)
            {
                // The key is known within a second.
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            answer.Status.ShouldBe(403);
        }
    }

    private static string WithoutSlashes(string lines) => string.Concat(lines.Split('\n').Where(line => line.Length > 0 && !line.Contains("odd/id")).Select(line => line + "\n"));

    private static string[] Sorted(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private async Task<Answer> SendForm(string name, string lines)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", $"{name}.jsonl");
        using var response = await _to.Http.PostAsync($"/api/bulk/{name}", form, TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), null, []);
    }
}
