using System.Globalization;
using Marquee.Numerics;
using Marquee.Recommenders;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Faults.Tests;

/// <summary>
/// The service is killed (<c>kill -9</c>) at moments that a seed draws, while several connections write and models are trained and published; then it is started again. <c>MARQUEE_KILLS=50</c> in the
/// environment asks for as many moments on each store.
/// </summary>
public class KillTests(PostgresServer postgres)
{
    private const int Connections = 6;
    private const string Model = "ease";

    [Fact]
    public async Task Nothing_acknowledged_is_lost_on_sqlite_when_the_service_is_killed()
    {
        using var folder = new TemporaryFolder();
        await KillAgainAndAgain(Workspaces.Make(folder.Path), Kills(3), seed: 1);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_on_postgresql_when_the_service_is_killed()
    {
        using var harness = new PostgresHarness(postgres);
        using var folder = new TemporaryFolder();
        await KillAgainAndAgain(Workspaces.Make(folder.Path, $"postgres:{harness.Connection}"), Kills(2), seed: 2);
    }

    private static int Kills(int usual) => Environment.GetEnvironmentVariable("MARQUEE_KILLS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static async Task KillAgainAndAgain(Workspace workspace, int kills, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var writes = new AcknowledgedWrites(seed);
        var (users, items) = (Array.Empty<string>(), Array.Empty<string>());
        var starts = new List<TimeSpan>();
        var trainings = 0;
        for (var kill = 0; kill <= kills; kill++)
        {
            // What the service says as soon as it answers: the model that it serves must be one that can be read as a whole.
            using var service = await ServiceProcess.Start(workspace.Directory, "/v1/users/user-1/recommendations");
            starts.Add(service.StartTook);
            (users, items) = await FindEverything(service, workspace, writes, users, items);
            if (kill == kills)
            {
                break;
            }

            using var stop = new CancellationTokenSource();
            var writing = writes.Run(service.Address, Connections);
            var training = Train(service, stop.Token);
            await Task.Delay(50 + random.Next(1200), TestContext.Current.CancellationToken);
            await service.Kill();
            await stop.CancelAsync();
            await writing;
            trainings += await training;
        }

        writes.Refusals.ShouldBeEmpty();
        writes.Acknowledged.Count.ShouldBeGreaterThan(kills, "a service that takes nothing loses nothing");
        var (code, output) = await ServiceProcess.Command("check", "--workspace", workspace.Directory);
        code.ShouldBe(0, output);
        starts.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{kills} kills: {writes.Acknowledged.Count} events and {writes.Items.Count} items acknowledged, none lost; {trainings} trainings begun, {workspace.Models.List().Count} models published; "
            + $"first answer after {starts[starts.Count / 2].TotalSeconds:0.00} s (median), {starts[^1].TotalSeconds:0.00} s (most)");
    }

    /// <returns>The ids by index, of users and items.</returns>
    private static async Task<(string[] Users, string[] Items)> FindEverything(ServiceProcess service, Workspace workspace, AcknowledgedWrites writes, string[] usersBefore, string[] itemsBefore)
    {
        var sink = new Found();
        foreach (var line in (await service.Get("/v1/records?type=interaction")).With(200).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var record = System.Text.Json.JsonDocument.Parse(line).RootElement;
            sink.Add(record.GetProperty("user").GetString()!, record.GetProperty("time").GetDateTimeOffset());
        }

        writes.Acknowledged.Where(number => !sink.Numbers.Contains(number)).ShouldBeEmpty("every acknowledged event is there");
        sink.Twice.ShouldBeEmpty("none is there twice");
        foreach (var (first, count) in writes.Unanswered)
        {
            Enumerable.Range(0, count).Count(at => sink.Numbers.Contains(first + at)).ShouldBeOneOf(0, count);
        }

        WorkspaceBackup.Check(workspace, TestContext.Current.CancellationToken).ShouldBeEmpty();
        using var store = workspace.OpenStore();
        var snapshot = store.LoadSnapshot(cancellationToken: TestContext.Current.CancellationToken);
        var (users, items) = (snapshot.UserIds.Ids.ToArray(), snapshot.ItemIds.Ids.ToArray());
        users.Take(usersBefore.Length).ShouldBe(usersBefore, "indices are for ever");
        items.Take(itemsBefore.Length).ShouldBe(itemsBefore, "indices are for ever");
        writes.Items.Where(item => !snapshot.ItemIds.TryGetIndex(item, out _)).ShouldBeEmpty("every acknowledged item is there");

        // The newest model of all that were published is served, and each of them can be read as a whole.
        foreach (var version in workspace.Models.List())
        {
            ModelArchive.Load(workspace.Models.Open(version.Name, version.Version), snapshot.ItemIds);
        }

        if (workspace.Models.Latest(Model) is { } latest)
        {
            (await service.Get("/v1/models")).With(200).Json["main"]!.GetValue<string>().ShouldBe($"{Model}/{latest.Version}");
        }

        return (users, items);
    }

    /// <summary>Trains and publishes one model after the other until the service is gone.</summary>
    private static async Task<int> Train(ServiceProcess service, CancellationToken stop)
    {
        var begun = 0;
        try
        {
            while (true)
            {
                using var response = await service.Http.PostAsync($"/v1/models/{Model}/train", null, stop);
                begun += response.IsSuccessStatusCode ? 1 : 0;
                await Task.Delay(5, stop);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return begun;
        }
    }

    private sealed class Found
    {
        public HashSet<long> Numbers { get; } = [];

        public List<long> Twice { get; } = [];

        public void Add(string user, DateTimeOffset time)
        {
            if (AcknowledgedWrites.NumberOf(user, time) is { } number && !Numbers.Add(number))
            {
                Twice.Add(number);
            }
        }
    }
}
