using Marquee.Testing;

namespace Marquee.Server.Tests;

public sealed class ChangeLogTests
{
    [Fact]
    public async Task What_people_did_comes_back_the_newest_first_page_by_page()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.Start(time: time);
        var tenant = server.Tenants.All[0];
        for (var number = 1; number <= 5; number++)
        {
            tenant.Changes.Note(tenant.Anonymous, ChangeActions.ServeModel, "ease", $"version {number}");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var page = (await server.Ask("GET", "/v1/changes?limit=2")).With(200).Json;
        Details(page).ShouldBe(["version 5", "version 4"]);
        tenant.Changes.Note(tenant.Anonymous, ChangeActions.EraseUser);
        page = (await server.Ask("GET", $"/v1/changes?limit=2&cursor={page["cursor"]}")).With(200).Json;
        Details(page).ShouldBe(["version 3", "version 2"]);
        page = (await server.Ask("GET", $"/v1/changes?limit=2&cursor={page["cursor"]}")).With(200).Json;
        Details(page).ShouldBe(["version 1"]);
        page["cursor"].ShouldBeNull();
        var newest = (await server.Ask("GET", "/v1/changes?limit=1")).Json["changes"]![0]!;
        newest["action"]!.GetValue<string>().ShouldBe("user.erase");
        newest.AsObject().Select(property => property.Key).ShouldBe(["time", "action"]);

        static string[] Details(System.Text.Json.Nodes.JsonNode page) => [.. page["changes"]!.AsArray().Select(change => change!["detail"]!.GetValue<string>())];
    }

    [Fact]
    public async Task The_key_is_named_and_the_log_outlives_the_service()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartIn(folder))
        {
            var tenant = server.Tenants.All[0];
            var key = new ApiKey("anna", new string('0', 64), Scopes.All, default, null);
            tenant.Changes.Note(new Caller(tenant, Scopes.All, key, null), ChangeActions.TrainModel, "als", "factors=8");
        }

        // Killed in the middle of a line.
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "reports", "changes.jsonl"), """{"time":"2024""", TestContext.Current.CancellationToken);
        await using (var server = await RunningServer.StartIn(folder))
        {
            var tenant = server.Tenants.All[0];
            tenant.Changes.Note(tenant.Anonymous, ChangeActions.RollBackModel, "als");
            tenant.Changes.Page(null, 10).Entries.Select(entry => (entry.Key, entry.Action, entry.Target, entry.Detail))
                .ShouldBe([(null, "model.rollback", "als", null), ("anna", "model.train", "als", "factors=8")]);
            tenant.Changes.Dropped.ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_a_training_published_is_noted_with_who_asked_for_it()
    {
        await using var server = await RunningServer.Start();
        var key = server.AddKey("anna", Scopes.All);
        var tenant = server.Tenants.All[0];
        while (!tenant.HasKeys)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var job = (await server.Ask("POST", "/v1/jobs", """{"type": "train", "model": "most-popular", "name": "newest", "publish": "hold"}""", ("X-API-Key", key))).With(202).Json;
        (await tenant.Jobs.Ended(job["id"]!.GetValue<string>())).Error.ShouldBeNull();
        tenant.Changes.Page(null, 10).Entries.Select(entry => (entry.Key, entry.Action, entry.Target, entry.Detail)).ShouldContain(("anna", "model.publish", "newest", "version 1, held back"));
    }

    [Fact]
    public async Task That_a_person_was_erased_is_noted_and_not_who()
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("DELETE", "/v1/users/viewer-3", null, ("Idempotency-Key", "once"))).With(204);
        (await server.Ask("DELETE", "/v1/users/viewer-3", null, ("Idempotency-Key", "once"))).With(204);
        (await server.Ask("DELETE", "/v1/users/viewer-3")).With(404);
        var changes = (await server.Ask("GET", "/v1/changes")).With(200);
        changes.Json["changes"]!.AsArray().Single()!["action"]!.GetValue<string>().ShouldBe("user.erase");
        changes.Body.ShouldNotContain("viewer-3");
        File.ReadAllText(Path.Combine(server.Folder.Path, "reports", "changes.jsonl")).ShouldNotContain("viewer-3");
    }

    [Fact]
    public async Task Erasing_in_the_spelling_of_gorse_is_noted_too()
    {
        await using var server = await RunningServer.Start();
        (await server.Ask("DELETE", "/api/user/viewer-3")).With(200);
        (await server.Ask("DELETE", "/api/user/viewer-3")).With(200);
        var changes = (await server.Ask("GET", "/v1/changes")).With(200);
        changes.Json["changes"]!.AsArray().Single()!["action"]!.GetValue<string>().ShouldBe("user.erase");
        changes.Body.ShouldNotContain("viewer-3");
    }

    [Fact]
    public async Task A_note_that_cannot_be_written_undoes_nothing_and_is_counted()
    {
        await using var server = await RunningServer.Start();
        var tenant = server.Tenants.All[0];
        Directory.CreateDirectory(Path.Combine(server.Folder.Path, "reports", "changes.jsonl"));
        tenant.Changes.Note(tenant.Anonymous, ChangeActions.Import);
        tenant.Changes.Dropped.ShouldBe(1);
        (await server.Ask("GET", "/metrics")).Body.ShouldContain("marquee_changes_not_noted_total 1");
    }
}
