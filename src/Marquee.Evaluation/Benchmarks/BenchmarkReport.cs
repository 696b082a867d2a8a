using System.Text.Json.Nodes;

namespace Marquee.Evaluation;

/// <summary>What a benchmark or an evaluation found, free of how it is shown.</summary>
public sealed record BenchmarkReport
{
    /// <summary>Name of the suite; nothing where a protocol was run on data of one's own.</summary>
    public required string? Suite { get; init; }

    /// <summary>The data.</summary>
    public required string Dataset { get; init; }

    /// <summary>Split, candidates, relevance and averaging in words.</summary>
    public required string Protocol { get; init; }

    /// <summary>The metrics to show in a table; rows may have more, published rows often have fewer.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Whether smaller figures are better, as errors are.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Whether a table should draw its first column as bars.</summary>
    public bool ShowsBars { get; init; }

    /// <summary>What variants are, in a sentence or two, where their names do not say enough.</summary>
    public IReadOnlyDictionary<string, string> VariantWords { get; init; } = new Dictionary<string, string>();

    /// <summary>Our rows and the published ones, variant after variant.</summary>
    public required IReadOnlyList<BenchmarkRow> Rows { get; init; }

    /// <summary>The runs behind our rows, user by user, for comparing models in pairs.</summary>
    public IReadOnlyList<ModelRun> Runs { get; init; } = [];

    /// <summary>The best model of each task beside the others, user by user, where the suite shows that.</summary>
    public IReadOnlyList<ModelComparison> Comparisons { get; init; } = [];

    /// <summary>The models that are not among the rows because they do not take such data.</summary>
    public IReadOnlyList<ModelRefusal> Refusals { get; init; } = [];

    /// <summary>Rows that compare with each other, one table for each variant: only columns that it has figures for, and the best row by the first of them first.</summary>
    public IEnumerable<BenchmarkTable> Tables => Rows.GroupBy(row => row.Variant).Select(rows =>
    {
        string[] columns = [.. Columns.Where(column => rows.Any(row => row.Metric(column) is not null))];
        return new BenchmarkTable(
            rows.Key,
            rows.Key is null ? null : VariantWords.GetValueOrDefault(rows.Key),
            columns,
            [.. rows.OrderBy(row => columns.Length == 0 ? 0 : row.Metric(columns[0]) is { } figure ? (LowerIsBetter ? figure : -figure) : double.PositiveInfinity)]);
    });

    /// <summary>Compares the best run of each task with every other one on the same users, the nearest first. That the best was picked by the same figures flatters it.</summary>
    /// <param name="metric">Key of a metric that is larger for better lists and has a value for each user.</param>
    /// <param name="seed">Seed of bootstrap and sign flips.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public IEnumerable<ModelComparison> CompareBest(string metric, ulong seed, int maxDegreeOfParallelism = 0) => Runs.GroupBy(run => run.Variant).SelectMany(runs =>
    {
        var ranked = runs.OrderByDescending(run => run.Means.First(mean => mean.Key == metric).Value).ToArray();
        return ModelComparison.Compare(ranked[0], ranked[1..], metric, seed, isPicked: true, maxDegreeOfParallelism);
    });

    /// <summary>The comparisons that belong behind the table of a task, metric by metric and for each model that is compared.</summary>
    /// <param name="variant">The task, where there are several.</param>
    public IEnumerable<IReadOnlyList<ModelComparison>> ComparisonsOf(string? variant) =>
        Comparisons.Where(comparison => comparison.Variant == variant).GroupBy(comparison => (comparison.Paired.Key, comparison.Best, comparison.IsPicked)).Select(ofMetric => (IReadOnlyList<ModelComparison>)[.. ofMetric]);

    /// <summary>The rows of a report that <see cref="ToJson"/> wrote, or that a person wrote like it; columns are the metrics in the order in which they come up. Comparisons are left aside.</summary>
    /// <param name="json">The report.</param>
    /// <exception cref="InvalidDataException">It is no report.</exception>
    public static BenchmarkReport FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json["rows"] is not JsonArray rows || rows.Any(row => row is not JsonObject))
        {
            throw new InvalidDataException("This is no report: it has no 'rows', as 'marquee benchmark --json' writes them.");
        }

        BenchmarkRow[] read = [.. rows.Select(row => BenchmarkRow.FromJson(row!.AsObject()))];
        return new BenchmarkReport
        {
            Suite = Text("suite"),
            Dataset = Text("dataset") ?? string.Empty,
            Protocol = Text("protocol") ?? string.Empty,
            Columns = [.. read.SelectMany(row => row.Metrics.Select(metric => metric.Key)).Distinct()],
            LowerIsBetter = json["lowerIsBetter"] is JsonValue lower && lower.TryGetValue<bool>(out var isLower) && isLower,
            Rows = read,
        };

        string? Text(string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    /// <summary>The report as other programs read it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["suite"] = Suite,
            ["dataset"] = Dataset,
            ["protocol"] = Protocol,
            ["rows"] = new JsonArray([.. Rows.Select(row => row.ToJson())]),
        };
        if (LowerIsBetter)
        {
            json["lowerIsBetter"] = true;
        }

        if (Comparisons.Count > 0)
        {
            json["comparisons"] = new JsonArray([.. Comparisons.Select(comparison => comparison.ToJson())]);
        }

        if (VariantWords.Count > 0)
        {
            json["variants"] = new JsonObject(VariantWords.Select(variant => KeyValuePair.Create(variant.Key, (JsonNode?)variant.Value)));
        }

        if (Refusals.Count > 0)
        {
            json["refused"] = new JsonArray([.. Refusals.Select(refusal => new JsonObject { ["model"] = refusal.Setup.Name, ["reason"] = refusal.Reason })]);
        }

        return json;
    }
}
