using System.Globalization;

namespace Marquee.Benchmarks;

/// <summary>What the soak is told on the command line.</summary>
internal sealed record SoakOptions
{
    public const string Usage = """
        Usage: Marquee.Benchmarks soak --workspace DIR [options]
          --workspace DIR    the workspace that is served; its users and items are asked about, and it is written to: take a copy
          --server "COMMAND" starts the server; {workspace} and {port} are filled in. Default: the marquee command built beside this program
          --minutes M        default 10
          --warm-up M        minutes that are not judged; default 3, at most half of all
          --rate N           requests a second; default 100
          --connections N    default 8
          --users N          users who do something; default 200
          --items N          items they do it with; default 200
          --swap S           seconds between two trainings, each of which swaps a model in; default 30
          --model NAME       family that is trained; default als
          --options JSON     its options; default {"factors":16,"epochs":2}
          --seed N           default 42
        """;

    public string Workspace { get; init; } = "";

    public string? Server { get; init; }

    public double Minutes { get; init; } = 10;

    public double WarmUp { get; init; } = 3;

    public double Rate { get; init; } = 100;

    public int Connections { get; init; } = 8;

    public int Users { get; init; } = 200;

    public int Items { get; init; } = 200;

    public double Swap { get; init; } = 30;

    public string Model { get; init; } = "als";

    public string ModelOptions { get; init; } = """{"factors":16,"epochs":2}""";

    public ulong Seed { get; init; } = 42;

    public static SoakOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new SoakOptions();
        for (var at = 0; at < arguments.Length; at += 2)
        {
            var value = at + 1 < arguments.Length ? arguments[at + 1] : throw new ArgumentException($"{arguments[at]} needs a value.\n{Usage}");
            options = arguments[at] switch
            {
                "--workspace" => options with { Workspace = value },
                "--server" => options with { Server = value },
                "--minutes" => options with { Minutes = Number(value) },
                "--warm-up" => options with { WarmUp = Number(value) },
                "--rate" => options with { Rate = Number(value) },
                "--connections" => options with { Connections = (int)Number(value) },
                "--users" => options with { Users = (int)Number(value) },
                "--items" => options with { Items = (int)Number(value) },
                "--swap" => options with { Swap = Number(value) },
                "--model" => options with { Model = value },
                "--options" => options with { ModelOptions = value },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"There is no option {arguments[at]}.\n{Usage}"),
            };
        }

        return options.Workspace.Length > 0
            ? options with { WarmUp = Math.Min(options.WarmUp, options.Minutes / 2) }
            : throw new ArgumentException($"Which workspace?\n{Usage}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
