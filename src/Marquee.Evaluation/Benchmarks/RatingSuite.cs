using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A benchmark of predicted ratings: how far they lie from those that were held out.</summary>
public abstract class RatingSuite : RecommenderSuite
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Measured => RatingEvaluator.Keys;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Columns => RatingEvaluator.Keys;

    /// <inheritdoc/>
    public sealed override bool LowerIsBetter => true;

    /// <summary>What the mean over all tasks is called, where there are several.</summary>
    protected virtual string? MeanName => null;

    /// <summary>Reads the data and makes the experiments, lazily one after the other.</summary>
    /// <param name="input">Where the data are.</param>
    /// <param name="seeds">The seeds.</param>
    protected abstract IEnumerable<RatingExperiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds);

    private protected override (IReadOnlyList<BenchmarkRow> Rows, IReadOnlyList<ModelRun> Runs) Measure(
        IReadOnlyList<ModelSetup> models, BenchmarkInput input, ExperimentSettings settings, ICollection<ModelRefusal> refusals)
    {
        var outcomes = new List<(ModelSetup Setup, string? Variant, bool CountsInMean, IReadOnlyList<MetricValues> Values, TimeSpan TrainTime, TimeSpan ScoreTime)>();
        foreach (var (seed, task, only) in Prepare(input, [.. settings.AllSeeds(Seeds)]))
        {
            foreach (var setup in models.Where(setup => (only ?? setup.Family.Name) == setup.Family.Name && refusals.All(refusal => refusal.Setup != setup)))
            {
                settings.CancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var (model, trainTime) = ExperimentRunner.Train(setup, task.Train, seed, settings);
                    if (model is not IRatingPredictor predictor)
                    {
                        refusals.Add(new ModelRefusal(setup, "it does not predict ratings"));
                        continue;
                    }

                    settings.Progress?.Report(new ExperimentProgress(setup.Name, seed, task.Variant, null));
                    var began = settings.Time.GetTimestamp();
                    var predicted = RatingEvaluator.Predict(predictor, task, settings.MaxDegreeOfParallelism, settings.CancellationToken);
                    outcomes.Add((setup, task.Variant, only is null, RatingEvaluator.Evaluate(task, predicted), trainTime, settings.Time.GetElapsedTime(began)));
                }
                catch (Exception exception) when (ExperimentRunner.Reason(exception) is not null)
                {
                    // A mean over some of the tasks would compare with nothing.
                    outcomes.RemoveAll(outcome => outcome.Setup == setup);
                    refusals.Add(new ModelRefusal(setup, ExperimentRunner.Reason(exception)!));
                }
            }
        }

        var rows = outcomes.GroupBy(outcome => (outcome.Setup, outcome.Variant)).Select(group => Row(group.Key.Setup, group.Key.Variant, [.. group])).ToList();
        if (MeanName is not null)
        {
            rows.InsertRange(0, outcomes.Where(outcome => outcome.CountsInMean).GroupBy(outcome => outcome.Setup).Select(group => Row(group.Key, MeanName, [.. group])));
        }

        return (rows, []);

        BenchmarkRow Row(ModelSetup setup, string? variant, (ModelSetup, string?, bool, IReadOnlyList<MetricValues> Values, TimeSpan TrainTime, TimeSpan ScoreTime)[] all) => new()
        {
            Model = setup.Name,
            Options = setup.Family.Options.ToJson(setup.Options),
            Metrics = [.. Measured.Select((key, metric) => KeyValuePair.Create(key, all.Average(one => one.Values[metric].Mean)))],
            TrainSeconds = all.Average(one => one.TrainTime.TotalSeconds),
            ScoreSeconds = all.Average(one => one.ScoreTime.TotalSeconds),
            Variant = variant,
            Seeds = settings.AllSeeds(Seeds).Count(),
            // Users of one split are comparable; the mean over splits has no users of its own.
            Intervals = all is [var only] ? [.. Measured.Zip(Bootstrap.Intervals(only.Values, settings.Seed), KeyValuePair.Create)] : [],
        };
    }
}
