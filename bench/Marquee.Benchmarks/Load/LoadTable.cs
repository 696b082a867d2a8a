namespace Marquee.Benchmarks;

/// <summary>Measures, and keeps what was measured for the table.</summary>
internal sealed class LoadTable(LoadOptions options)
{
    private readonly List<LoadRow> _rows = [];
    private readonly List<(string Words, double Value)> _ratios = [];

    /// <summary>Measures several things in turns, as often as was asked for, and keeps the best row of each: what else the machine does only ever takes away.</summary>
    /// <param name="things">How many things.</param>
    /// <param name="measure">Measures one of them.</param>
    /// <param name="worth">The best row is the one of the highest worth.</param>
    public LoadRow[] Best(int things, Func<int, LoadRow> measure, Func<LoadRow, double> worth)
    {
        var rows = Enumerable.Range(0, options.Repeats).Select(_ => Enumerable.Range(0, things).Select(measure).ToArray()).ToArray();
        var best = Enumerable.Range(0, things).Select(at => rows.Select(turn => turn[at]).MaxBy(worth)!).ToArray();
        _rows.AddRange(best);
        return best;
    }

    /// <summary>Measures once.</summary>
    /// <param name="name">What is measured, for the table.</param>
    /// <param name="server">Against whom.</param>
    /// <param name="connections">How many at once.</param>
    /// <param name="rate">Requests a second, whatever the server does; nothing for as many as it answers.</param>
    /// <param name="sourceOf">Requests of a thread, by its number.</param>
    public LoadRow Measure(string name, ServerProcess server, int connections, double? rate, Func<int, RequestSource> sourceOf)
    {
        (double? Server, double Generator, double? Allocated) before = default, after = default;
        var plan = new LoadPlan(server.Port, connections, Math.Min(options.Threads, connections), rate, options.WarmUp, options.Seconds);
        var result = LoadGenerator.Run(plan, sourceOf, begins =>
        {
            var now = (server.ProcessorTime?.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds, server.Allocated());
            (before, after) = begins ? (now, after) : (before, now);
        });
        var row = new LoadRow(name, rate, options.Seconds, result, after.Server - before.Server, after.Generator - before.Generator, after.Allocated - before.Allocated);
        Console.WriteLine($"{name}{(rate is null ? "" : $" at {rate:N0}")}: {row.Rate:N0} requests a second, p99 {row.P99:0.00} ms");
        return row;
    }

    /// <summary>A figure that is asked for as a ratio.</summary>
    public void Ratio(string words, double value) => _ratios.Add((words, value));

    public void Print()
    {
        var table = new Table(
            "scenario", "offered/s", "requests/s", "records/s", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms", "errors", "MB/s", "server us/request", "generator us/request", "allocated B/request");
        foreach (var row in _rows)
        {
            var latencies = row.Result.Latencies;
            table.Add(
                row.Name,
                row.Offered is { } offered ? $"{offered:N0}" : "all",
                $"{row.Rate:N0}",
                $"{row.Result.Done / row.Seconds:N0}",
                $"{latencies.Milliseconds(0.5):0.00}",
                $"{latencies.Milliseconds(0.9):0.00}",
                $"{latencies.Milliseconds(0.99):0.00}",
                $"{latencies.Milliseconds(0.999):0.00}",
                $"{latencies.Longest / 1e6:0.00}",
                Errors(row.Result),
                $"{row.Result.BytesReceived / row.Seconds / 1e6:0.0}",
                row.Server is { } server ? $"{server / row.Answered * 1e6:0.0}" : "",
                $"{row.Generator / row.Answered * 1e6:0.0}",
                row.Allocated is { } bytes ? $"{bytes / row.Answered:N0}" : "");
        }

        Console.WriteLine();
        if (options.Markdown)
        {
            table.PrintMarkdown();
        }
        else
        {
            table.Print();
        }

        Console.WriteLine();
        foreach (var (words, value) in _ratios)
        {
            Console.WriteLine($"{words}: {value:0.00}");
        }

        if (_rows.Any(row => row.Allocated is null))
        {
            Console.WriteLine($"Allocated bytes are empty where {options.MetricsPath} does not say them.");
        }
    }

    private static string Errors(LoadResult result)
    {
        var errors = result.Statuses.Where(status => status.Key is < 200 or >= 300).Select(status => $"{status.Value} x {status.Key}").ToList();
        if (result.Broken > 0)
        {
            errors.Add($"{result.Broken} broken");
        }

        if (result.Unanswered > 0)
        {
            errors.Add($"{result.Unanswered} unanswered");
        }

        return errors.Count == 0 ? "0" : string.Join(", ", errors);
    }
}
