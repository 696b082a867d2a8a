namespace Marquee.Benchmarks;

/// <summary>What every benchmark is told on the command line.</summary>
/// <param name="DataDirectory">Where the data sets lie: <c>--data DIR</c>, else MARQUEE_DATA, else <c>../shared/data</c>.</param>
internal sealed record BenchmarkOptions(string DataDirectory)
{
    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments)
    {
        var data = Environment.GetEnvironmentVariable("MARQUEE_DATA") ?? Path.Combine("..", "shared", "data");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--data" && i + 1 < arguments.Length)
            {
                data = arguments[++i];
                continue;
            }

            throw new ArgumentException($"Unknown argument '{arguments[i]}'; known: --data DIR.");
        }

        return new BenchmarkOptions(data);
    }
}
