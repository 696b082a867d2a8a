using System.Diagnostics;
using System.Globalization;

namespace Marquee.Benchmarks;

/// <summary>How long after the start of its process a service has answered its first recommendation.</summary>
internal static class StartBenchmark
{
    public const string Usage = "Usage: Marquee.Benchmarks start --workspace DIR --user ID [--repeats N]";

    public static void Run(ReadOnlySpan<string> arguments)
    {
        if (arguments is not ["--workspace", var workspace, "--user", var user, ..] || arguments.Length is not (4 or 6))
        {
            throw new ArgumentException(Usage);
        }

        var repeats = arguments.Length == 6 ? int.Parse(arguments[5], CultureInfo.InvariantCulture) : 5;
        var options = new LoadOptions { Workspace = workspace };
        var ready = new List<double>();
        var answered = new List<double>();
        var processor = new List<double>();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var clock = Stopwatch.StartNew();
            using var server = LoadBenchmark.Serve(options);
            ready.Add(clock.Elapsed.TotalSeconds);
            if (server.Ask(options.RecommendPath.Replace("{id}", Uri.EscapeDataString(user))).Status != 200)
            {
                throw new InvalidOperationException($"No list for {user}.");
            }

            answered.Add(clock.Elapsed.TotalSeconds);
            processor.Add(server.ProcessorTime!.Value.TotalSeconds);
        }

        Tell("ready", ready);
        Tell("first recommendation", answered);
        Tell("processor time of the server until then", processor);
    }

    private static void Tell(string what, List<double> seconds)
    {
        seconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {seconds[0]:0.00} s (least), {seconds[seconds.Count / 2]:0.00} s (median), {seconds[^1]:0.00} s (most) of {seconds.Count}"));
    }
}
