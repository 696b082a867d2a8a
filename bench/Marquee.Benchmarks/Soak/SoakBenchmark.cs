using System.Diagnostics;
using System.Globalization;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Benchmarks;

/// <summary>
/// Asks and writes for minutes, with models swapped in meanwhile, and looks at the server's memory. What is written replaces what was written before, so a service that keeps nothing it does not need stays as large as it is.
/// </summary>
internal static class SoakBenchmark
{
    private const double Tolerance = 0.05;
    private const double SampleSeconds = 30;

    public static void Run(SoakOptions options)
    {
        var load = new LoadOptions { Workspace = options.Workspace, Server = options.Server };
        var (users, items) = Ids(options);
        using var server = LoadBenchmark.Serve(load);
        using var traffic = new SoakTraffic(options, server.Port, users, items);
        using var stop = new CancellationTokenSource();
        var running = traffic.Run(stop.Token);

        Console.WriteLine("minute |  resident MB | managed heap MB | requests | errors | models swapped in");
        var samples = new List<(double Minute, double Resident, double Heap)>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMinutes < options.Minutes - 0.01)
        {
            Task.WaitAny(running, Task.Delay(TimeSpan.FromSeconds(Math.Min(SampleSeconds, Math.Max(1, (options.Minutes * 60) - clock.Elapsed.TotalSeconds)))));
            if (running.IsCompleted)
            {
                running.GetAwaiter().GetResult();
            }

            var sample = (clock.Elapsed.TotalMinutes, server.ResidentBytes / 1e6, server.HeapBytes() / 1e6);
            samples.Add(sample);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sample.TotalMinutes,6:0.0} | {sample.Item2,12:0.0} | {sample.Item3,15:0.0} | {traffic.Requests,8} | {traffic.Errors,6} | {traffic.Swaps,4}"));
        }

        stop.Cancel();
        running.GetAwaiter().GetResult();
        foreach (var (what, count) in traffic.WhatWentWrong)
        {
            Console.WriteLine($"{count} times: {what}");
        }

        var judged = samples.Where(sample => sample.Minute > options.WarmUp).ToArray();
        Tell("resident", [.. judged.Select(sample => sample.Resident)]);
        Tell("managed heap", [.. judged.Select(sample => sample.Heap)]);
    }

    // A collection may be just over or just due at any sample, so that thirds of the time are compared and not single samples.
    private static void Tell(string what, double[] values)
    {
        if (values.Length < 3)
        {
            Console.WriteLine($"{what}: too short to say whether it grows.");
            return;
        }

        var third = values.Length / 3;
        var (first, last) = (values[..third].Average(), values[^third..].Average());
        var growth = (last / first) - 1;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {first:0.0} MB in the first third after warm-up, {last:0.0} MB in the last: {growth:+0.0%;-0.0%}, {(growth <= Tolerance ? "flat" : "NOT FLAT")} (within {Tolerance:0%}); from {values.Min():0.0} to {values.Max():0.0} MB"));
    }

    private static (string[] Users, string[] Items) Ids(SoakOptions options)
    {
        using var store = Workspace.Open(options.Workspace).OpenStore();
        var snapshot = store.LoadSnapshot(InteractionWeighting.Default);
        return (
            [.. Enumerable.Range(0, snapshot.Users.Count).Where(user => snapshot.Interactions.ByUser.RowLength(user) > 0).Take(options.Users).Select(user => snapshot.UserIds[user])],
            [.. Enumerable.Range(0, snapshot.Items.Count).Take(options.Items).Select(item => snapshot.ItemIds[item])]);
    }
}
