using System.Diagnostics;
using Marquee.Storage;
using Marquee.Testing;
using Microsoft.Data.Sqlite;

namespace Marquee.Faults.Tests;

/// <summary>The store cannot be written to for a while. Whoever writes is told so, whoever asks is answered from memory, and when the store is back all goes on by itself.</summary>
public class StoreFaultTests(PostgresServer postgres)
{
    private const string Recommendations = "/v1/users/user-1/recommendations?n=5";

    private static int _event;

    [Fact]
    public async Task A_full_disk_is_named_and_when_there_is_room_writing_goes_on()
    {
        using var disk = SmallDisk.Mount(megabytes: 8);
        var workspace = Workspaces.Make(Path.Combine(disk.Path, "workspace"));
        using var service = await ServiceProcess.Start(workspace.Directory);
        await Write(service, 200);

        disk.Fill();
        var (refused, taken) = await WriteUntilRefused(service);
        refused.Status.ShouldBe(507, service.Output);
        refused.Json["type"]!.GetValue<string>().ShouldBe("urn:marquee:problem:insufficient-storage");
        refused.MediaType.ShouldBe("application/problem+json");
        refused.RetryAfter.ShouldNotBeNull();
        await Read(service);

        disk.MakeRoom();
        await UntilWritten(service);
        await Read(service);
        await ShouldHave(service, workspace, taken + 2);
    }

    [Fact]
    public async Task A_folder_that_is_gone_refuses_writes_and_when_it_is_back_nothing_is_missing()
    {
        using var folder = new TemporaryFolder();
        var workspace = Workspaces.Make(Path.Combine(folder.Path, "workspace"));
        using var service = await ServiceProcess.Start(workspace.Directory);
        await Write(service, 200);
        await Write(service, 200);

        var elsewhere = Path.Combine(folder.Path, "elsewhere");
        Directory.Move(workspace.Directory, elsewhere);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            ShouldBeUnavailable(await Write(service, 503));
        }

        await Read(service);
        Directory.Exists(workspace.Directory).ShouldBeFalse("nothing may be made in the place of what is gone");

        Directory.Move(elsewhere, workspace.Directory);
        await UntilWritten(service);
        await Read(service);
        await ShouldHave(service, workspace, 3);
    }

    [Fact]
    public async Task A_database_that_stops_refuses_writes_and_when_it_is_back_nothing_is_missing()
    {
        using var harness = new PostgresHarness(postgres);
        using var folder = new TemporaryFolder();
        var workspace = Workspaces.Make(folder.Path, $"postgres:{harness.Connection}");
        using var service = await ServiceProcess.Start(workspace.Directory);
        await Write(service, 200);

        postgres.Stop();
        try
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                ShouldBeUnavailable(await Write(service, 503));
            }

            await Read(service);
        }
        finally
        {
            postgres.Resume();
        }

        await UntilWritten(service);
        await Read(service);
        await ShouldHave(service, workspace, 2);
    }

    [Fact]
    public async Task A_store_that_somebody_else_holds_makes_writes_wait_then_refuses_them_and_reads_go_on()
    {
        using var folder = new TemporaryFolder();
        var workspace = Workspaces.Make(folder.Path, serve: """{"requestTimeout": 0.5}""");
        using var service = await ServiceProcess.Start(workspace.Directory);
        await UntilWritten(service);
        var before = Count(workspace);

        using (var other = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "marquee.db")};Pooling=false"))
        {
            other.Open();
            using var hold = new SqliteCommand("BEGIN IMMEDIATE", other);
            hold.ExecuteNonQuery();
            var writes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Write(service, 503)));
            writes.ShouldAllBe(answer => answer.RetryAfter != null);
            await Read(service);
            using var release = new SqliteCommand("ROLLBACK", other);
            release.ExecuteNonQuery();
        }

        await UntilWritten(service);

        // They were told that it may still be done, and it was.
        Count(workspace).ShouldBeGreaterThanOrEqualTo(before + 101);
        WorkspaceBackup.Check(workspace, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    private static async Task<ServiceAnswer> Write(ServiceProcess service, int status) =>
        (await service.Post("/v1/interactions", Event())).With(status);

    private static string Event(int length = 0)
    {
        var number = Interlocked.Increment(ref _event);
        var text = length == 0 ? "" : $",\"text\":\"{new string('x', length)}\"";
        return $$"""{"user":"writer","item":"item-{{number % Workspaces.Items}}","kind":"watch","progress":1,"time":"{{new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number):O}}"{{text}}}""";
    }

    private static async Task<(ServiceAnswer Answer, int Taken)> WriteUntilRefused(ServiceProcess service)
    {
        for (var taken = 0; taken < 10_000; taken++)
        {
            var answer = await service.Post("/v1/interactions", Event(length: 2000));
            if (answer.Status != 200)
            {
                return (answer, taken);
            }
        }

        throw new InvalidOperationException("The disk is full and all is taken.");
    }

    private static async Task UntilWritten(ServiceProcess service)
    {
        var clock = Stopwatch.StartNew();
        while ((await service.Post("/v1/interactions", Event())).Status != 200)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), $"it should recover by itself: {service.Output}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task Read(ServiceProcess service)
    {
        (await service.Get(Recommendations)).With(200).Json["items"]!.AsArray().Count.ShouldBe(5);
        (await service.Get("/v1/users/writer/home")).With(200);
        (await service.Get("/v1/users/writer/interactions")).With(200);
        (await service.Get("/health/ready")).With(200);
    }

    private static void ShouldBeUnavailable(ServiceAnswer answer)
    {
        answer.MediaType.ShouldBe("application/problem+json");
        answer.RetryAfter.ShouldNotBeNull();
    }

    // All that was acknowledged is there, before and after the service is killed and started again.
    private static async Task ShouldHave(ServiceProcess service, Workspace workspace, int events)
    {
        (await service.Get("/v1/users/writer/interactions?limit=1000")).With(200).Json["interactions"]!.AsArray().Count.ShouldBe(Math.Min(1000, events));
        await service.Kill();
        WorkspaceBackup.Check(workspace, TestContext.Current.CancellationToken).ShouldBeEmpty();
        Count(workspace).ShouldBe((Workspaces.Users * 10) + events);
    }

    private static long Count(Workspace workspace)
    {
        using var store = workspace.OpenStore();
        return store.Count().Interactions;
    }
}
