using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Precision, recall and F1 of every model under each protocol that these words are used for, on the five given folds of MovieLens 100K.</summary>
/// <remarks>Not to compare with publications but to understand them: the same model has an F1 of .1 and of .7, depending on candidates, threshold and averaging.</remarks>
public sealed class F1Suite : RecommenderSuite
{
    /// <inheritdoc/>
    public override string Name => "f1-100k";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 100K, the five given folds: precision, recall and F1 of every model under each protocol that F1 is said of";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 100K";

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "the five given folds u1 to u5, and for one protocol the split of microsoft-100k of the same seed; all ratings train, as 1 or weighed by their stars as a model's options say, and rating models see the stars",
        "by protocol: the whole catalogue, or only the items that the user rated in the test",
        "by protocol: every test rating, or those from a threshold on",
        "by protocol, in each fold; then the mean of the folds. Ties against the model");

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models
    {
        get
        {
            // Chosen for whole-catalogue lists of the same data; those that the other suite does not run keep their defaults, but bayes-fm takes stars for what they are: a few values in their order.
            var chosen = new Microsoft100KSuite().Models.ToDictionary(model => model.Name);
            return [.. ModelCatalogue.All.Select(family => chosen.GetValueOrDefault(family.Name) ?? (family.Name == "bayes-fm" ? new SuiteModel(family.Name, "task=ordinal") : new SuiteModel(family.Name)))];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<BenchmarkRow> Published =>
    [
        .. new Microsoft100KSuite().Published.Select(row =>
        {
            var figures = row.Metrics.ToDictionary();
            var (precision, recall) = (figures["precision@10"], figures["recall@10"]);
            return row with
            {
                Variant = F1Protocol.OnMicrosoftsSplit,
                Metrics = [KeyValuePair.Create("f1", PrecisionRecall.Of(precision, recall).F1), KeyValuePair.Create("precision", precision), KeyValuePair.Create("recall", recall)],
            };
        }),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measured { get; } = ["f1", "precision", "recall"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => Measured;

    /// <inheritdoc/>
    public override bool ShowsBars => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = F1Protocol.All.ToDictionary(protocol => protocol.Name, protocol => protocol.Words);

    private protected override (IReadOnlyList<BenchmarkRow> Rows, IReadOnlyList<ModelRun> Runs) Measure(
        IReadOnlyList<ModelSetup> models, BenchmarkInput input, ExperimentSettings settings, ICollection<ModelRefusal> refusals)
    {
        var outcomes = models.ToDictionary(setup => setup, _ => new List<(TimeSpan TrainTime, TimeSpan ScoreTime, PrecisionRecall?[] Figures)>());
        var folder = FindFolder(input, GivenFolds.FirstFile, "movielens-100k", "ml-100k");
        foreach (var seed in settings.AllSeeds(Seeds))
        {
            foreach (var task in GivenFolds.Read(folder, MovieLensData.Stars).Append(Microsoft100KSuite.HoldOutRatings(folder, seed)))
            {
                foreach (var setup in models.Where(outcomes.ContainsKey))
                {
                    settings.CancellationToken.ThrowIfCancellationRequested();
                    try
                    {
                        outcomes[setup].Add(Measure(setup, task, seed, settings));
                    }
                    catch (Exception exception) when (ExperimentRunner.Reason(exception) is not null)
                    {
                        outcomes.Remove(setup);
                        refusals.Add(new ModelRefusal(setup, ExperimentRunner.Reason(exception)!));
                    }
                }
            }
        }

        return ([.. F1Protocol.All.SelectMany((protocol, index) => models.Where(outcomes.ContainsKey).Select(setup => Row(setup, protocol, index)))], []);

        BenchmarkRow Row(ModelSetup setup, F1Protocol protocol, int index)
        {
            var figures = outcomes[setup].Select(outcome => outcome.Figures[index]).OfType<PrecisionRecall>().ToArray();
            return new BenchmarkRow
            {
                Model = setup.Name,
                Options = setup.Family.Options.ToJson(setup.Options),
                Metrics = figures.Length == 0 ? [] :
                [
                    KeyValuePair.Create("f1", figures.Average(one => one.F1)),
                    KeyValuePair.Create("precision", figures.Average(one => one.Precision)),
                    KeyValuePair.Create("recall", figures.Average(one => one.Recall)),
                ],
                TrainSeconds = outcomes[setup].Average(outcome => outcome.TrainTime.TotalSeconds),
                ScoreSeconds = outcomes[setup].Average(outcome => outcome.ScoreTime.TotalSeconds),
                Variant = protocol.Name,
                Seeds = settings.AllSeeds(Seeds).Count(),
                Note = figures.Length == 0 ? "no ratings" : null,
            };
        }
    }

    private static (TimeSpan TrainTime, TimeSpan ScoreTime, PrecisionRecall?[] Figures) Measure(ModelSetup setup, RatingTask task, ulong seed, ExperimentSettings settings)
    {
        var (model, trainTime) = ExperimentRunner.Train(setup, task.Train, seed, settings);
        settings.Progress?.Report(new ExperimentProgress(setup.Name, seed, task.Variant, null));
        var began = settings.Time.GetTimestamp();
        var fold = new F1Fold(model, task, settings);
        var onMicrosoftsSplit = task.Variant == Microsoft100KSuite.SplitName;
        var figures = F1Protocol.All
            .Select(protocol => protocol.IsOnMicrosoftsSplit != onMicrosoftsSplit || (protocol.NeedsRatings && fold.Predicted is null) ? default(PrecisionRecall?) : protocol.Measure(fold)).ToArray();
        return (trainTime, settings.Time.GetElapsedTime(began), figures);
    }
}
