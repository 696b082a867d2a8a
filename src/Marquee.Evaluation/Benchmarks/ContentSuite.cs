using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A benchmark whose rows are methods of its own, by name, rather than families of models.</summary>
public abstract class ContentSuite : BenchmarkSuite
{
    /// <summary>Names of the methods, in the order in which they build on each other.</summary>
    public abstract IReadOnlyList<string> Methods { get; }

    /// <inheritdoc/>
    public sealed override void CheckModels(IReadOnlyList<string>? names) => _ = Choose(names);

    /// <inheritdoc/>
    public sealed override BenchmarkReport Run(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<string>? models = null) =>
        ReportOf(input, Measure(Choose(models), input, settings), Published);

    /// <summary>Trains and measures.</summary>
    /// <param name="methods">Names out of <see cref="Methods"/>.</param>
    /// <param name="input">Where the data are.</param>
    /// <param name="settings">Seeds, threads, progress.</param>
    /// <returns>A row for each method and variant.</returns>
    protected abstract IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings);

    private IReadOnlyList<string> Choose(IReadOnlyList<string>? names)
    {
        if (names is null or { Count: 0 })
        {
            return Methods;
        }

        return names.FirstOrDefault(name => !Methods.Contains(name)) is { } unknown
            ? throw new OptionException($"There is no method '{unknown}'; '{Name}' runs {string.Join(", ", Methods)}.")
            : [.. Methods.Where(names.Contains)];
    }
}
