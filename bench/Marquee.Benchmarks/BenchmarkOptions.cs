namespace Marquee.Benchmarks;

/// <summary>What every benchmark is told on the command line.</summary>
/// <param name="DataDirectory">Where the data sets lie: <c>--data DIR</c>, else MARQUEE_DATA, else <c>../shared/data</c>.</param>
/// <param name="OutputDirectory">Where to write, for what writes files: <c>--out DIR</c>.</param>
/// <param name="Markdown">Whether to print the table as the documentation shows it: <c>--markdown</c>.</param>
/// <param name="Only">Names to measure, for what measures many things: <c>--only A,B</c>; empty for all.</param>
internal sealed record BenchmarkOptions(string DataDirectory, string? OutputDirectory, bool Markdown, IReadOnlyList<string> Only)
{
    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new BenchmarkOptions(Environment.GetEnvironmentVariable("MARQUEE_DATA") ?? Path.Combine("..", "shared", "data"), null, false, []);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            (options, var words) = (arguments[i], value) switch
            {
                ("--markdown", _) => (options with { Markdown = true }, 1),
                ("--data", { } data) => (options with { DataDirectory = data }, 2),
                ("--out", { } output) => (options with { OutputDirectory = output }, 2),
                ("--only", { } names) => (options with { Only = names.Split(',') }, 2),
                _ => throw new ArgumentException($"Unknown or unfinished argument '{arguments[i]}'; known: --data DIR, --out DIR, --only A,B, --markdown."),
            };
            i += words - 1;
        }

        return options;
    }
}
