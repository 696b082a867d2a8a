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
    private const int SampleSeconds = 30;

    public static void Run(SoakOptions options)
    {
        var load = new LoadOptions { Workspace = options.Workspace, Server = options.Server };
        var (users, items) = Ids(options);
        using var server = LoadBenchmark.Serve(load);
        using var traffic = new SoakTraffic(options, server.Port, users, items);
        using var stop = new CancellationTokenSource();
        var running = traffic.Run(stop.Token);

        Console.WriteLine("minute | resident MB, most | managed heap MB, least | requests | errors | models swapped in");
        var samples = new List<(double Minute, double Resident, double Heap)>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMinutes < options.Minutes)
        {
            // Between two full collections the heap holds what nobody needs any more: its least size is what is kept.
            var (resident, heap) = (0.0, double.MaxValue);
            for (var second = 0; second < SampleSeconds; second++)
            {
                Task.WaitAny(running, Task.Delay(1000));
                if (running.IsCompleted)
                {
                    running.GetAwaiter().GetResult();
                }

                resident = Math.Max(resident, server.ResidentBytes / 1e6);
                heap = Math.Min(heap, server.HeapBytes() / 1e6);
            }

            samples.Add((clock.Elapsed.TotalMinutes, resident, heap));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMinutes,6:0.0} | {resident,17:0.0} | {heap,22:0.0} | {traffic.Requests,8} | {traffic.Errors,6} | {traffic.Swaps,4}"));
        }

        stop.Cancel();
        running.GetAwaiter().GetResult();
        foreach (var (what, count) in traffic.WhatWentWrong)
        {
            Console.WriteLine($"{count} times: {what}");
        }

        var judged = samples.Where(sample => sample.Minute > options.WarmUp).ToArray();
        Tell("resident, most in a third", [.. judged.Select(sample => sample.Resident)], values => values.Max());
        Tell("managed heap, least in a third", [.. judged.Select(sample => sample.Heap)], values => values.Min());
    }

    private static void Tell(string what, double[] values, Func<double[], double> sum)
    {
        if (values.Length < 3)
        {
            Console.WriteLine($"{what}: too short to say whether it grows.");
            return;
        }

        var third = values.Length / 3;
        var (first, last) = (sum(values[..third]), sum(values[^third..]));
        var growth = (last / first) - 1;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what} of the time after warm-up: {first:0.0} MB in the first, {last:0.0} MB in the last: {growth:+0.0%;-0.0%}, {(growth <= Tolerance ? "flat" : "NOT FLAT")} (within {Tolerance:0%})"));
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
