using Marquee.Content;
using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A benchmark of link prediction: which entity completes a fact that was held out.</summary>
public abstract class GraphSuite : BenchmarkSuite
{
    private const string Source = "LibKGE";

    /// <summary>Usual names of the folder.</summary>
    protected abstract IReadOnlyList<string> Folders { get; }

    /// <summary>A file of the folder, by which it is known.</summary>
    protected abstract string File { get; }

    /// <summary>The models we run. Their options were chosen on the validation facts, never on those of the test.</summary>
    public abstract IReadOnlyList<GraphModel> Models { get; }

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "as given; options were chosen on the validation facts, which train no model",
        "all entities, those left out that answer the same query in training, validation or test (filtered)",
        "each fact of the test asks twice, for its tail and for its head",
        "mean over both sides of all facts; entities that score the same share their places (mean rank)");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured { get; } = ["mrr", "hits@1", "hits@3", "hits@10", "mean-rank"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["mrr", "hits@1", "hits@3", "hits@10"];

    /// <inheritdoc/>
    public override void CheckModels(IReadOnlyList<string>? names) => Choose(names);

    /// <summary>Reads the graph.</summary>
    /// <param name="input">Where the data are.</param>
    /// <exception cref="DatasetException">The data are not there or not as they should be.</exception>
    public FactGraph Read(BenchmarkInput input) => GraphReader.Read(FindFolder(input, File, [.. Folders]));

    /// <inheritdoc/>
    public override BenchmarkReport Run(BenchmarkInput input, ExperimentSettings settings, IReadOnlyList<string>? models = null)
    {
        var chosen = Choose(models);
        var graph = Read(input);
        var known = new LinkQueries(graph.Relations.Count, graph.All);
        return ReportOf(input, chosen.Select(model => Measure(model, graph, known, settings)).ToArray(), Published);
    }

    /// <summary>A published row of four figures; a figure below 0 was not published.</summary>
    private protected static BenchmarkRow Row(string model, double meanReciprocalRank, double hits1, double hits3, double hits10, string source = Source) =>
        PublishedRow(source, model, null, [.. new[] { ("mrr", meanReciprocalRank), ("hits@1", hits1), ("hits@3", hits3), ("hits@10", hits10) }.Where(figure => figure.Item2 >= 0)]);

    private GraphModel[] Choose(IReadOnlyList<string>? names)
    {
        return names is null or { Count: 0 } ? [.. Models] : [.. names.Distinct().Select(Named)];

        GraphModel Named(string name) =>
            Models.FirstOrDefault(model => model.Name == name) ?? throw new OptionException($"There is no model '{name}'; '{Name}' runs {string.Join(", ", Models.Select(model => model.Name))}.");
    }

    private BenchmarkRow Measure(GraphModel model, FactGraph graph, LinkQueries known, ExperimentSettings settings)
    {
        var seeds = settings.AllSeeds(Seeds).ToArray();
        var outcomes = new List<(LinkReport Figures, TimeSpan TrainTime, TimeSpan ScoreTime)>();
        foreach (var seed in seeds)
        {
            var context = new LinkTrainingContext
            {
                Seed = seed,
                MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism,
                AfterEpoch = epoch => settings.Progress?.Report(new ExperimentProgress(model.Name, seed, null, new TrainingProgress(epoch.Epoch, epoch.Epochs, epoch.Loss))),
                CancellationToken = settings.CancellationToken,
            };
            var began = settings.Time.GetTimestamp();
            var trained = LinkTrainer.Train(graph, model.Options, context);
            var trainTime = settings.Time.GetElapsedTime(began);
            settings.Progress?.Report(new ExperimentProgress(model.Name, seed, null, null));
            began = settings.Time.GetTimestamp();
            var evaluation = LinkEvaluator.Evaluate(trained, graph.Test, known, settings.MaxDegreeOfParallelism, settings.CancellationToken);
            outcomes.Add((evaluation.Both, trainTime, settings.Time.GetElapsedTime(began)));
        }

        return new BenchmarkRow
        {
            Model = model.Name,
            Options = model.Options.ToJson(),
            Metrics =
            [
                Mean("mrr", report => report.MeanReciprocalRank), Mean("hits@1", report => report.Hits1), Mean("hits@3", report => report.Hits3), Mean("hits@10", report => report.Hits10),
                Mean("mean-rank", report => report.MeanRank),
            ],
            TrainSeconds = outcomes.Average(outcome => outcome.TrainTime.TotalSeconds),
            ScoreSeconds = outcomes.Average(outcome => outcome.ScoreTime.TotalSeconds),
            Seeds = seeds.Length,
        };

        KeyValuePair<string, double> Mean(string key, Func<LinkReport, double> figure) => KeyValuePair.Create(key, outcomes.Average(outcome => figure(outcome.Figures)));
    }
}
