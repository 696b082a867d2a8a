using System.Globalization;

namespace Marquee.Benchmarks;

/// <summary>What the load generator is told on the command line.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        Usage: Marquee.Benchmarks load [options]
          --workspace DIR       the workspace that is served; its users and items are asked about
          --scenarios A,B       bare, recommend, recommend-fresh, events, events-list, events-lines; default all
          --server "COMMAND"    starts the server; {workspace} and {port} are filled in. Default: the marquee command built beside this program
          --target PORT         measure a server that runs already on this port of loopback, and its process by --process ID
          --connections N       default 64
          --threads N           threads of the generator; default 1
          --seconds S           of each measurement; default 10
          --warm-up S           before each measurement; default 3
          --repeats N           of each measurement; the best counts (the highest rate, the lowest p99); default 3
          --share R             open loops run at this share of the rate that the closed loop reached; default 0.7
          --rate N              open loops run at this rate instead
          --batch N             events in a list or in lines; default 1000
          --batch-connections N that send them; default 4
          --count N             items asked for; default 10
          --key KEY             sent as Authorization: Bearer KEY
          --recommend-path P    default /v1/users/{id}/recommendations?n={count}
          --event-path P        default /v1/interactions
          --lines-path P        default /v1/records
          --ready-path P        answers 200 once the server is up; default /health/ready
          --metrics-path P      default /metrics
          --seed N              default 42
          --markdown            print the tables as the documentation shows them
        """;

    public string? Workspace { get; init; }

    public IReadOnlyList<string> Scenarios { get; init; } = ["bare", "recommend", "recommend-fresh", "events", "events-list", "events-lines"];

    public string? Server { get; init; }

    public int? Target { get; init; }

    public int? Process { get; init; }

    public int Connections { get; init; } = 64;

    public int Threads { get; init; } = 1;

    public double Seconds { get; init; } = 10;

    public double WarmUp { get; init; } = 3;

    public int Repeats { get; init; } = 3;

    public double Share { get; init; } = 0.7;

    public double? Rate { get; init; }

    public int Batch { get; init; } = 1000;

    public int BatchConnections { get; init; } = 4;

    public int Count { get; init; } = 10;

    public string? Key { get; init; }

    public string RecommendPattern { get; init; } = "/v1/users/{id}/recommendations?n={count}";

    public string EventPath { get; init; } = "/v1/interactions";

    public string LinesPath { get; init; } = "/v1/records";

    public string ReadyPath { get; init; } = "/health/ready";

    public string MetricsPath { get; init; } = "/metrics";

    public ulong Seed { get; init; } = 42;

    public bool Markdown { get; init; }

    /// <summary>The path of a user's list, but for the id.</summary>
    public string RecommendPath => RecommendPattern.Replace("{count}", Count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Header lines of every request.</summary>
    public string Head => "Host: localhost\r\n" + (Key is null ? "" : $"Authorization: Bearer {Key}\r\n");

    public static LoadOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions();
        for (var at = 0; at < arguments.Length; at++)
        {
            if (arguments[at] == "--markdown")
            {
                options = options with { Markdown = true };
                continue;
            }

            var value = at + 1 < arguments.Length ? arguments[at + 1] : throw new ArgumentException($"{arguments[at]} needs a value.\n{Usage}");
            options = arguments[at] switch
            {
                "--workspace" => options with { Workspace = value },
                "--scenarios" => options with { Scenarios = value.Split(',') },
                "--server" => options with { Server = value },
                "--target" => options with { Target = Whole(value) },
                "--process" => options with { Process = Whole(value) },
                "--connections" => options with { Connections = Whole(value) },
                "--threads" => options with { Threads = Whole(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--warm-up" => options with { WarmUp = Number(value) },
                "--repeats" => options with { Repeats = Whole(value) },
                "--share" => options with { Share = Number(value) },
                "--rate" => options with { Rate = Number(value) },
                "--batch" => options with { Batch = Whole(value) },
                "--batch-connections" => options with { BatchConnections = Whole(value) },
                "--count" => options with { Count = Whole(value) },
                "--key" => options with { Key = value },
                "--recommend-path" => options with { RecommendPattern = value },
                "--event-path" => options with { EventPath = value },
                "--lines-path" => options with { LinesPath = value },
                "--ready-path" => options with { ReadyPath = value },
                "--metrics-path" => options with { MetricsPath = value },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"There is no option {arguments[at]}.\n{Usage}"),
            };
            at++;
        }

        return options;
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
