using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Trains every model once for each experiment and asks it every task.</summary>
/// <remarks>Experiments go one after the other, so that only one split and one model are in memory at a time.</remarks>
public static class ExperimentRunner
{
    /// <summary>Runs all experiments.</summary>
    /// <param name="models">The models.</param>
    /// <param name="experiments">The experiments, with the same variants for every seed; made one after the other.</param>
    /// <param name="metrics">What to measure.</param>
    /// <param name="settings">Threads, progress, clock, cancellation.</param>
    /// <returns>One run for each variant and model, variants in the order in which they came up.</returns>
    public static IReadOnlyList<ModelRun> Run(
        IReadOnlyList<ModelSetup> models, IEnumerable<Experiment> experiments, IReadOnlyList<IRankingMetric> metrics, ExperimentSettings settings)
    {
        var evaluator = new RankingEvaluator(metrics, settings.MaxDegreeOfParallelism, settings.Time);
        var variants = new List<(string? Variant, List<(RankingResult Result, TimeSpan TrainTime)>[] OfModel)>();
        foreach (var experiment in experiments)
        {
            for (var model = 0; model < models.Count; model++)
            {
                settings.CancellationToken.ThrowIfCancellationRequested();
                var (trained, trainTime) = Train(models[model], experiment, settings);
                foreach (var task in experiment.Tasks)
                {
                    settings.Progress?.Report(new ExperimentProgress(models[model].Family.Name, experiment.Seed, task.Variant, null));
                    ResultsOf(task.Variant)[model].Add((evaluator.Evaluate(trained, task, settings.CancellationToken), trainTime));
                }
            }
        }

        return [.. variants.SelectMany(variant => variant.OfModel.Select((results, model) => new ModelRun(
            models[model],
            variant.Variant,
            [.. results.Select(result => result.Result)],
            results.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.TrainTime) / results.Count)))];

        List<(RankingResult Result, TimeSpan TrainTime)>[] ResultsOf(string? variant)
        {
            var at = variants.FindIndex(one => one.Variant == variant);
            if (at < 0)
            {
                at = variants.Count;
                variants.Add((variant, [.. models.Select(_ => new List<(RankingResult, TimeSpan)>())]));
            }

            return variants[at].OfModel;
        }
    }

    private static (IModel Model, TimeSpan Time) Train(ModelSetup setup, Experiment experiment, ExperimentSettings settings)
    {
        // The matrix is made when first asked for; the first model trained must not be charged with it.
        _ = experiment.Train.Interactions;
        var name = setup.Family.Name;
        settings.Progress?.Report(new ExperimentProgress(name, experiment.Seed, null, new TrainingProgress(0, 0)));
        var began = settings.Time.GetTimestamp();
        var model = setup.Family.Train(experiment.Train, setup.Options, new TrainingContext
        {
            Seed = experiment.Seed,
            MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism,
            Progress = settings.Progress is { } told ? new Forwarding(step => told.Report(new ExperimentProgress(name, experiment.Seed, null, step))) : null,
            CancellationToken = settings.CancellationToken,
        });
        return (model, settings.Time.GetElapsedTime(began));
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, reports on the thread and at the moment of the step.</summary>
    private sealed class Forwarding(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
