using System.Text;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Benchmarks;

/// <summary>Load on the HTTP service from connections that stay open, as ratios to a bare endpoint on the same machine that answers with the same bytes.</summary>
/// <remarks>
/// Generator and server share the machine, so rates are those of both together, and are told as ratios. Processor time a request says the same with less disturbance: the server's alone, over all its threads.
/// </remarks>
internal static class LoadBenchmark
{
    public static void Run(LoadOptions options)
    {
        var (users, items) = Ids(options);
        var table = new LoadTable(options);
        Console.WriteLine(
            $"{users.Count:N0} users, {items.Count:N0} items; {options.Connections} connections, {options.Threads} generator thread(s), {Environment.ProcessorCount} processors; "
            + $"{options.WarmUp:0.#} s warm-up, {options.Seconds:0.#} s each, best of {options.Repeats}.");
        RequestSource Recommend(int thread) => new RecommendRequests(options, users, thread);
        using var server = Serve(options);
        using var bare = options.Scenarios.Contains("bare") ? Bare(options, server, users[0]) : null;
        if (options.Scenarios.Contains("recommend"))
        {
            // In turns, so that what else the machine does meets both.
            ServerProcess[] servers = bare is null ? [server] : [server, bare];
            string[] names = ["recommend", "bare"];
            var closed = table.Best(servers.Length, at => table.Measure(names[at], servers[at], options.Connections, null, Recommend), row => row.Rate);
            var rates = Array.ConvertAll(closed, row => options.Rate ?? options.Share * row.Rate);
            var open = table.Best(servers.Length, at => table.Measure(names[at], servers[at], options.Connections, rates[at], Recommend), row => -row.P99);
            if (bare is not null)
            {
                var same = table.Best(1, _ => table.Measure("bare at recommend's rate", bare, options.Connections, rates[0], Recommend), row => -row.P99)[0];
                table.Ratio("requests a second, recommend to bare", closed[0].Rate / closed[1].Rate);
                table.Ratio("the same by processor time of server and generator, which a busy machine disturbs less", closed[1].Processor / closed[0].Processor);
                table.Ratio($"p99, recommend to bare, each at {options.Share:0%} of its own rate", open[0].P99 / open[1].P99);
                table.Ratio("p99, recommend to bare, both at recommend's rate", open[0].P99 / same.P99);
            }
        }

        if (options.Scenarios.Contains("recommend-fresh"))
        {
            table.Best(1, _ => table.Measure("recommend-fresh", server, options.Connections, null, thread => new RecommendRequests(options, users, thread, fresh: true)), row => row.Rate);
        }

        // No event is sent twice: each measurement and thread has a number of its own.
        var run = 0;
        foreach (var (scenario, form) in new[] { ("events", EventForm.One), ("events-list", EventForm.List), ("events-lines", EventForm.Lines) })
        {
            if (options.Scenarios.Contains(scenario))
            {
                var (name, connections) = form == EventForm.One ? (scenario, options.Connections) : ($"{scenario} of {options.Batch}", options.BatchConnections);
                table.Best(1, _ => table.Measure(name, server, connections, null, _ => new EventRequests(options, users, items, form, run++)), row => row.Rate);
            }
        }

        table.Print();
    }

    // It answers with what the server answers the first user.
    private static ServerProcess Bare(LoadOptions options, ServerProcess server, string user)
    {
        var (status, answer) = server.Ask(options.RecommendPath.Replace("{id}", Uri.EscapeDataString(user)));
        if (status != 200)
        {
            throw new InvalidOperationException($"The server answered {status} when asked for a list: {Encoding.UTF8.GetString(answer)}");
        }

        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, answer);
            string[] command = ["dotnet", Environment.GetCommandLineArgs()[0], BareServer.Command, "{port}", options.RecommendPath.Split('?')[0], file];
            return ServerProcess.Start(options with { ReadyPath = "/health/ready" }, command);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (IReadOnlyList<string> Users, IReadOnlyList<string> Items) Ids(LoadOptions options)
    {
        var folder = options.Workspace ?? throw new ArgumentException($"Whom to ask about? Name the workspace.\n{LoadOptions.Usage}");
        using var store = Workspace.Open(folder).OpenStore();
        var snapshot = store.LoadSnapshot(InteractionWeighting.Default);
        // Whoever only exists has no list of their own.
        var active = Enumerable.Range(0, snapshot.Users.Count).Where(user => snapshot.Interactions.ByUser.RowLength(user) > 0);
        return ([.. active.Select(user => snapshot.UserIds[user])], [.. Enumerable.Range(0, snapshot.Items.Count).Select(item => snapshot.ItemIds[item])]);
    }

    /// <summary>The server that the options name, ready.</summary>
    public static ServerProcess Serve(LoadOptions options) =>
        options.Target is { } port
            ? ServerProcess.Running(options, port, options.Process)
            : ServerProcess.Start(options, options.Server is { } command
                ? [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace("{workspace}", options.Workspace))]
                : ["dotnet", MarqueeCommand(), "serve", "--workspace", options.Workspace!, "--urls", "http://localhost:{port}"]);

    // Beside this program in the build's folders: bench/Marquee.Benchmarks/bin/Release/net10.0.
    private static string MarqueeCommand()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var command = Path.GetFullPath(Path.Combine(own.FullName, "..", "..", "..", "..", "..", "src", "Marquee.Cli", "bin", own.Parent!.Name, own.Name, "marquee.dll"));
        return File.Exists(command) ? command : throw new FileNotFoundException($"{command} is not built: dotnet build src/Marquee.Cli -c Release. Or say --server.");
    }
}
