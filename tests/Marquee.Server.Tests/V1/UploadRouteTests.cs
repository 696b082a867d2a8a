using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Marquee.Server.Tests;

public sealed class UploadRouteTests
{
    private const string Broken = "user,item,kind,time\nanna,comedy-1,watch,2024-06-01\nanna,new-film,watch,yesterday\nbea,comedy-1,watch,2024-06-02\n,comedy-1,watch,2024-06-02\n";

    [Fact]
    public async Task A_file_is_shown_then_imported_and_counts_at_once()
    {
        await using var server = await RunningServer.Start();
        var upload = (await server.Ask("POST", "/v1/uploads?name=plays.csv", Broken.Replace("yesterday", "2024-06-03").Replace("\n,", "\ncarl,"))).With(201).Json;
        upload["files"]!.ToJsonString().ShouldBe("""[{"name":"plays.csv","bytes":143}]""");
        upload["format"]!["name"]!.GetValue<string>().ShouldBe("csv");
        upload["understood"]!["users"]!.GetValue<int>().ShouldBe(3);
        upload["understood"]!["until"]!.GetValue<string>().ShouldBe("2024-06-03T00:00:00Z");
        upload["understood"]!["sample"]![0]!.ToJsonString().ShouldBe("""{"type":"interaction","user":"anna","item":"comedy-1","kind":"watch","time":"2024-06-01T00:00:00.000Z"}""");
        upload["problemCount"]!.GetValue<int>().ShouldBe(0);
        (await server.Ask("GET", "/v1/users/anna")).With(404);

        var id = upload["id"]!.GetValue<string>();
        var job = (await server.Ask("POST", "/v1/imports", $$"""{"upload":"{{id}}"}""")).With(202).Json;
        job["type"]!.GetValue<string>().ShouldBe("import");
        var done = await Ended(server, job);
        done["state"]!.GetValue<string>().ShouldBe("done", done.ToJsonString());
        done["result"]!["interactions"]!.ToJsonString().ShouldBe("""{"new":4,"updated":0,"unchanged":0}""");

        // At once, in every answer; and the upload is gone.
        (await server.Ask("GET", "/v1/users/anna/interactions")).With(200).Json["interactions"]!.AsArray().Count.ShouldBe(2);
        (await server.Ask("GET", "/v1/items/new-film/audience")).With(200).Json["viewers"]!.GetValue<int>().ShouldBe(1);
        (await server.Ask("GET", $"/v1/uploads/{id}")).With(404);
        Directory.GetFileSystemEntries(Path.Combine(server.Folder.Path, "uploads")).ShouldBeEmpty();
        var change = (await server.Ask("GET", "/v1/changes")).With(200).Json["changes"]![0]!;
        change["action"]!.GetValue<string>().ShouldBe("import");
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_its_lines_and_nothing_is_written()
    {
        await using var server = await RunningServer.Start();
        var before = (await server.Ask("GET", "/v1/records")).Body;
        var upload = (await server.Ask("POST", "/v1/uploads?name=plays.csv", Broken)).With(201).Json;
        upload["problemCount"]!.GetValue<int>().ShouldBe(2);
        upload["problems"]!.AsArray().Select(problem => (problem!["file"]!.GetValue<string>(), problem["line"]!.GetValue<int>())).ShouldBe([("plays.csv", 3), ("plays.csv", 5)]);
        upload["understood"]!["interactions"]!.GetValue<int>().ShouldBe(2);

        var id = upload["id"]!.GetValue<string>();
        var refused = (await server.Ask("POST", "/v1/imports", $$"""{"upload":"{{id}}"}""")).With(400).Json;
        refused["field"]!.GetValue<string>().ShouldBe("skipBadLines");
        refused["detail"]!.GetValue<string>().ShouldContain("plays.csv:3");
        (await server.Ask("GET", "/v1/records")).Body.ShouldBe(before);

        var done = await Ended(server, (await server.Ask("POST", "/v1/jobs", $$"""{"type":"import","upload":"{{id}}","skipBadLines":true}""")).With(202).Json);
        done["result"]!["skipped"]!.GetValue<int>().ShouldBe(2);
        done["result"]!["skippedReasons"]!.ToJsonString().ShouldContain("plays.csv:3");
        done["result"]!.ToJsonString().ShouldNotContain(server.Folder.Path);
        done["result"]!["interactions"]!["new"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_understood_says_why()
    {
        await using var server = await RunningServer.Start();
        var upload = (await server.Ask("POST", "/v1/uploads?name=diary.txt", "dear diary")).With(201).Json;
        upload.AsObject().ContainsKey("format").ShouldBeFalse();
        upload["problem"]!.GetValue<string>().ShouldContain("diary.txt");
        upload["problem"]!.GetValue<string>().ShouldNotContain(server.Folder.Path);
        (await server.Ask("POST", "/v1/imports", $$"""{"upload":"{{upload["id"]}}","skipBadLines":true}""")).With(400).Json["field"]!.GetValue<string>().ShouldBe("upload");
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("?name=..%2Fevil.csv", "name")]
    [InlineData("?name=%2Fetc%2Fpasswd", "name")]
    [InlineData("?name=..", "name")]
    [InlineData("?name=a%00b", "name")]
    [InlineData("?name=a.csv&file=b.csv", "file")]
    public async Task Names_that_lead_somewhere_are_refused(string query, string field)
    {
        await using var server = await RunningServer.Start();
        ((string?)(await server.Ask("POST", $"/v1/uploads{query}", "user,item\na,b")).With(400).Json["field"]).ShouldBe(field);
    }

    [Fact]
    public async Task A_zip_archive_is_unpacked_and_one_that_leads_out_is_refused()
    {
        await using var server = await RunningServer.Start();
        var good = await Send(server, "plays.zip", Zip("shop/plays.csv", "user,item\nanna,comedy-1"));
        good.With(201).Json["files"]![0]!["name"]!.GetValue<string>().ShouldBe("shop/plays.csv");
        var evil = await Send(server, "plays.zip", Zip("../../evil.csv", "user,item\nanna,comedy-1"));
        evil.With(400).Json["detail"]!.GetValue<string>().ShouldContain("leads out of the folder");
        evil.Body.ShouldNotContain(server.Folder.Path);
        Directory.GetFiles(server.Folder.Path, "evil.csv", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.GetDirectories(Path.Combine(server.Folder.Path, "uploads")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Uploads_are_forgotten_after_an_hour_and_with_the_service()
    {
        var time = new ManualTime();
        string folder;
        await using (var server = await RunningServer.Start(time: time))
        {
            folder = Path.Combine(server.Folder.Path, "uploads");
            var id = (await server.Ask("POST", "/v1/uploads?name=plays.csv", "user,item\nanna,comedy-1")).With(201).Json["id"]!.GetValue<string>();
            var other = (await server.Ask("POST", "/v1/uploads?name=plays.csv", "user,item\nanna,comedy-1")).With(201).Json["id"]!.GetValue<string>();
            (await server.Ask("DELETE", $"/v1/uploads/{other}")).With(204);
            (await server.Ask("DELETE", $"/v1/uploads/{other}")).With(404);
            (await server.Ask("POST", $"/v1/uploads?name=items.csv&upload={other}", "item\na")).With(404);
            time.Advance(TimeSpan.FromMinutes(61));
            (await server.Ask("GET", $"/v1/uploads/{id}")).With(404);
            (await server.Ask("POST", "/v1/imports", $$"""{"upload":"{{id}}"}""")).With(404);
            (await server.Ask("POST", "/v1/uploads?name=plays.csv", "user,item\nanna,comedy-1")).With(201);
            Directory.GetDirectories(folder).Length.ShouldBe(1);
        }

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task An_upload_is_nobody_elses()
    {
        var (server, one, two) = await RunningServer.StartTenants();
        await using (server)
        {
            var id = (await server.Ask("POST", "/v1/uploads?name=plays.csv", "user,item\nanna,comedy-1", ("X-API-Key", one))).With(201).Json["id"]!.GetValue<string>();
            (await server.Ask("GET", $"/v1/uploads/{id}", null, ("X-API-Key", two))).With(404);
            (await server.Ask("DELETE", $"/v1/uploads/{id}", null, ("X-API-Key", two))).With(404);
            (await server.Ask("POST", "/v1/imports", $$"""{"upload":"{{id}}"}""", ("X-API-Key", two))).With(404);
            (await server.Ask("POST", $"/v1/uploads?name=items.csv&upload={id}", "item\na", ("X-API-Key", two))).With(404);
            (await server.Ask("GET", $"/v1/uploads/{id}", null, ("X-API-Key", one))).With(200);
        }
    }

    [Fact]
    public async Task More_than_is_taken_at_once_is_refused_and_leaves_nothing()
    {
        await using var server = await RunningServer.Start(configuration => configuration with { MaximumBulkBytes = 2048 });
        (await server.Ask("POST", "/v1/uploads?name=plays.csv", new string('x', 3000))).With(413);
        Directory.Exists(Path.Combine(server.Folder.Path, "uploads")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_given_out_can_be_saved_under_a_name()
    {
        await using var server = await RunningServer.Start();
        var answer = (await server.Ask("GET", "/v1/records?type=user&download=users-1.jsonl")).With(200);
        answer.Headers["Content-Disposition"].ShouldBe("attachment; filename=\"users-1.jsonl\"");
        answer.MediaType.ShouldBe("application/x-ndjson");
        foreach (var name in new[] { "..", "a%2Fb", "a%22b", "a%0D%0Ab", ".hidden" })
        {
            ((string?)(await server.Ask("GET", $"/v1/records?download={name}")).With(400).Json["field"]).ShouldBe("download");
        }
    }

    private static async Task<JsonNode> Ended(RunningServer server, JsonNode job)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            var now = (await server.Ask("GET", $"/v1/jobs/{job["id"]}")).With(200).Json;
            if (now["state"]!.GetValue<string>() is not ("queued" or "running"))
            {
                return now;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The import did not end.");
    }

    private static async Task<Answer> Send(RunningServer server, string name, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var response = await server.Http.PostAsync($"/v1/uploads?name={name}", body, TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), null, []);
    }

    private static byte[] Zip(string name, string content)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        return stream.ToArray();
    }
}
