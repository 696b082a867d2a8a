using System.Text.Json.Nodes;
using Marquee.Evaluation;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>How good models are on data held out from what is known now: the work of a job.</summary>
/// <param name="bench">What it is done with.</param>
/// <param name="models">The models; those of a published version bear its label, such as <c>ease/3</c>.</param>
/// <param name="published">The labels of those that were taken from a published version: they are trained anew.</param>
/// <param name="protocol">What is held out and asked for.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="seed">Seed of split and training; null for that of the workbench.</param>
/// <param name="seeds">How many seeds to average over, at least 1.</param>
public sealed class EvaluationWork(
    Workbench bench, IReadOnlyList<ModelSetup> models, IReadOnlyList<string> published, EvaluationProtocol protocol, IReadOnlyList<IRankingMetric> metrics, ulong? seed, int seeds) : IJobWork
{
    /// <inheritdoc/>
    public string Type => "evaluate";

    /// <inheritdoc/>
    public string Title => $"Evaluate {Words(models)} ({protocol.Name})";

    /// <inheritdoc/>
    public JsonObject Request { get; } = new()
    {
        ["type"] = "evaluate",
        ["models"] = new JsonArray([.. models.Select(model => Json(model, published))]),
        ["protocol"] = protocol.Name,
        ["metrics"] = new JsonArray([.. metrics.Select(metric => (JsonNode)metric.Key)]),
        ["seed"] = seed ?? bench.Seed,
        ["seeds"] = seeds,
    };

    /// <inheritdoc/>
    public JsonObject Run(JobMeter meter, CancellationToken cancellationToken)
    {
        var experiments = seeds * (protocol as TimelineProtocol)?.Cuts ?? seeds;
        meter.Plan([Workbench.Reading, .. Enumerable.Range(0, experiments).SelectMany(_ => models).SelectMany(model => ExperimentMeter.Parts(model.Name)), new JobPart("compare", "comparing", 0.05)]);
        var settings = new ExperimentSettings
        {
            Seed = seed ?? bench.Seed,
            Seeds = seeds,
            MaxDegreeOfParallelism = bench.MaxDegreeOfParallelism,
            Progress = new ExperimentMeter(meter),
            Time = bench.Time,
            CancellationToken = cancellationToken,
        };
        var report = protocol.Run(bench.Read(cancellationToken), bench.Dataset, models, metrics, settings);
        meter.Next("compare");
        report = report with { Comparisons = [.. Comparisons(report, settings, cancellationToken)] };
        var result = report.ToJson();
        result["columns"] = new JsonArray([.. report.Columns.Select(column => (JsonNode)column)]);
        result["seed"] = settings.Seed;
        result["notes"] = new JsonArray([.. Notes().Select(note => (JsonNode)note)]);
        return result;
    }

    /// <summary>Names of a few models, for a person.</summary>
    internal static string Words(IReadOnlyList<ModelSetup> models) => models.Count switch
    {
        1 => models[0].Name,
        <= 4 => $"{string.Join(", ", models.SkipLast(1).Select(model => model.Name))} and {models[^1].Name}",
        _ => $"{models.Count} models",
    };

    /// <summary>A model as a request would name it, with every option.</summary>
    internal static JsonObject Json(ModelSetup model, IReadOnlyList<string> published)
    {
        var json = new JsonObject { ["model"] = model.Family.Name, ["options"] = model.Family.Options.ToJson(model.Options) };
        if (published.Contains(model.Name))
        {
            var at = model.Name.LastIndexOf('/');
            (json["model"], json["version"]) = (model.Name[..at], int.Parse(model.Name[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (model.Label is { } label)
        {
            json["label"] = label;
        }

        return json;
    }

    /// <summary>Why the figures of a published version are not those of its very model.</summary>
    internal static string Note(string published) =>
        $"{published} was trained on everything, held-out events among them, and would be asked for what it has seen. Its family and options were trained anew on the training part: the figures are those of its recipe.";

    private IEnumerable<ModelComparison> Comparisons(BenchmarkReport report, ExperimentSettings settings, CancellationToken cancellationToken)
    {
        if (report.Runs.Count < 2)
        {
            yield break;
        }

        foreach (var metric in metrics.Where(MetricCatalogue.IsAccuracy).DistinctBy(metric => metric.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (report.Runs.Any(run => double.IsNaN(run[metric.Key].Mean)))
            {
                continue;
            }

            foreach (var comparison in report.CompareBest(metric.Key, settings.Seed, bench.MaxDegreeOfParallelism))
            {
                yield return comparison;
            }
        }
    }

    private IEnumerable<string> Notes()
    {
        foreach (var label in published)
        {
            yield return Note(label);
        }

        if (models.Count > 1 && metrics.Any(MetricCatalogue.IsAccuracy))
        {
            yield return $"Comparisons: sign-flip permutation test, user by user, of {PairedComparison.Permutations:N0} flips, corrected by Holm's method for the comparisons of one metric. The best was picked by the same figures, which flatters it and no correction pays for.";
        }
    }
}
