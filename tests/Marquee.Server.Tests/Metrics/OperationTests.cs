using System.Collections.Concurrent;
using System.Diagnostics;
using Marquee.Storage;
using Marquee.Testing;

namespace Marquee.Server.Tests;

public sealed class OperationTests
{
    [Fact]
    public async Task Tells_what_was_asked_written_and_is_served()
    {
        await using var server = await RunningServer.Start();
        await server.Ask("GET", "/v1/items/comedy-1");
        await server.Ask("GET", "/v1/items/nothing");
        (await server.Ask("PUT", "/v1/users/new", "{}")).With(201);
        var operations = (await server.Ask("GET", "/v1/operations")).With(200).Json;
        operations["started"]!.GetValue<string>().ShouldEndWith("Z");
        operations["users"]!.GetValue<int>().ShouldBe(14);
        operations["items"]!.GetValue<int>().ShouldBe(22);
        operations["interactions"]!.GetValue<int>().ShouldBe(60);
        var route = operations["requests"]!.AsArray().Single(route => route!["route"]!.GetValue<string>() == "/v1/items/{id}")!;
        route["method"]!.GetValue<string>().ShouldBe("GET");
        route["count"]!.GetValue<int>().ShouldBe(2);
        route["refused"]!.GetValue<int>().ShouldBe(1);
        route["errors"]!.GetValue<int>().ShouldBe(0);
        route["p99"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(route["p50"]!.GetValue<double>());
        route["recent"]!["count"]!.GetValue<int>().ShouldBe(2);
        route["recent"]!["perSecond"]!.GetValue<double>().ShouldBeGreaterThan(0);
        operations["writes"]!["new"]!.GetValue<int>().ShouldBe(1);
        operations["memory"]!["residentBytes"]!.GetValue<long>().ShouldBeGreaterThan(operations["memory"]!["heapBytes"]!.GetValue<long>());
        operations["models"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_an_hour_in_points_of_ten_seconds()
    {
        var time = new ManualTime();
        await using var server = await RunningServer.Start(time: time);
        var route = new RouteCounters("GET", "/test");
        using var log = new OperationLog(() => [route], server.Tenants, time);
        for (var point = 0; point < OperationLog.Points + 5; point++)
        {
            time.Advance(OperationLog.Interval);
            route.Record(point % 2 == 0 ? 200 : 503, Stopwatch.Frequency / 100);
            log.Sample();
        }

        time.Advance(OperationLog.Interval);
        log.Sample();
        log.Series.Count.ShouldBe(OperationLog.Points);
        log.Series[^1].ShouldSatisfyAllConditions(
            quiet => quiet.Time.ShouldBe(time.GetUtcNow()),
            quiet => quiet.Requests.ShouldBe(0),
            quiet => quiet.P50.ShouldBeNull());
        log.Series[^2].ShouldSatisfyAllConditions(
            busy => busy.Requests.ShouldBe(1),
            busy => busy.P99!.Value.ShouldBe(10, .6));
        log.Series.Take(OperationLog.Points - 1).Sum(point => point.Errors).ShouldBeInRange(OperationLog.Points / 2 - 1, OperationLog.Points / 2);

        // The last look at all routes was at this very moment, and the oldest of six five minutes ago; ten seconds of that were quiet.
        var (recent, routes) = log.Requests();
        recent.ShouldBe(TimeSpan.FromMinutes(5));
        routes.Single().All.Count.ShouldBe(OperationLog.Points + 5);
        routes.Single().Recent.Count.ShouldBe(29);
    }

    [Fact]
    public async Task Notes_points_from_the_start_to_the_stop_of_a_service_and_never_of_one_that_did_not_start()
    {
        using var folder = new TemporaryFolder();
        var time = new CountedTimers();
        await using var tenants = TenantSet.OpenOne(Workspace.Create(folder.Path), time);
        var configuration = tenants.Configuration with { Urls = ["http://127.0.0.1:0"] };
        await using (MarqueeServer.Build(tenants, configuration))
        {
            time.Alive(OperationLog.Interval).ShouldBe(0);
        }

        time.Alive(OperationLog.Interval).ShouldBe(0);
        await using var app = MarqueeServer.Build(tenants, configuration);
        await app.StartAsync(TestContext.Current.CancellationToken);
        time.Alive(OperationLog.Interval).ShouldBe(1);
        await app.StopAsync(TestContext.Current.CancellationToken);
        time.Alive(OperationLog.Interval).ShouldBe(0);
    }

    /// <summary>Counts the timers that were made and not disposed of, by how often they ring; none of them does.</summary>
    private sealed class CountedTimers : TimeProvider
    {
        private readonly ConcurrentDictionary<CountedTimer, TimeSpan> _alive = new();

        public int Alive(TimeSpan period) => _alive.Values.Count(one => one == period);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new CountedTimer(_alive);
            _alive[timer] = period;
            return timer;
        }

        private sealed class CountedTimer(ConcurrentDictionary<CountedTimer, TimeSpan> alive) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => alive.TryRemove(this, out _);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
