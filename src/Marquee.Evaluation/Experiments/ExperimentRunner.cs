using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>Trains every model once for each experiment and asks it every task.</summary>
/// <remarks>Experiments go one after the other, so that only one split and one model are in memory at a time.</remarks>
public static class ExperimentRunner
{
    /// <summary>Runs all experiments.</summary>
    /// <param name="models">The models.</param>
    /// <param name="experiments">
    /// The experiments, with the same variants for every seed; made one after the other. Those of one seed and variant whose tasks have a <see cref="RankingTask.Part"/> make one figure together.
    /// </param>
    /// <param name="metrics">What to measure.</param>
    /// <param name="settings">Re-ranking, threads, progress, clock, cancellation.</param>
    /// <param name="refusals">
    /// Where models go that do not take such data (<see cref="NotSupportedException"/>, <see cref="InvalidDataException"/>, <see cref="OptionException"/>, <see cref="NotPositiveDefiniteException"/>
    /// from training or scoring); the others go on without them. With nothing given such an exception ends the run.
    /// </param>
    /// <returns>
    /// One run for each variant and model that did not refuse, and behind it one for each re-ranker of the settings; variants in the order in which they came up.
    /// </returns>
    public static IReadOnlyList<ModelRun> Run(
        IReadOnlyList<ModelSetup> models,
        IEnumerable<Experiment> experiments,
        IReadOnlyList<IRankingMetric> metrics,
        ExperimentSettings settings,
        ICollection<ModelRefusal>? refusals = null)
    {
        var evaluator = new RankingEvaluator(metrics, settings.MaxDegreeOfParallelism, settings.Time);
        var refused = new bool[models.Count];
        var variants = new List<(string? Variant, List<Outcome>[,] OfModel)>();
        ReRankerSetup?[] listings = [null, .. settings.ReRankers];
        foreach (var experiment in experiments)
        {
            IReRanker?[] reRankers = [.. listings.Select(listing => listing?.Create(experiment.Train))];
            for (var model = 0; model < models.Count; model++)
            {
                settings.CancellationToken.ThrowIfCancellationRequested();
                if (refused[model])
                {
                    continue;
                }

                try
                {
                    var (trained, trainTime) = Train(models[model], experiment.Train, experiment.Seed, settings);
                    foreach (var task in experiment.Tasks)
                    {
                        settings.Progress?.Report(new ExperimentProgress(models[model].Name, experiment.Seed, task.Variant, null));
                        var results = evaluator.Evaluate(trained, task, reRankers, settings.CancellationToken);
                        for (var listing = 0; listing < listings.Length; listing++)
                        {
                            OutcomesOf(task.Variant)[model, listing].Add(new Outcome(experiment.Seed, task.Part, results[listing], trainTime));
                        }
                    }
                }
                catch (Exception exception) when (refusals is not null && Reason(exception) is not null)
                {
                    refused[model] = true;
                    refusals.Add(new ModelRefusal(models[model], Reason(exception)!));
                }
            }
        }

        return [.. variants.SelectMany(variant => models.Index().Where(model => !refused[model.Index]).SelectMany(model => listings.Index()
            .Select(listing => Summarise(model.Item, listing.Item, variant.Variant, variant.OfModel[model.Index, listing.Index]))))];

        List<Outcome>[,] OutcomesOf(string? variant)
        {
            var at = variants.FindIndex(one => one.Variant == variant);
            if (at < 0)
            {
                at = variants.Count;
                var outcomes = new List<Outcome>[models.Count, listings.Length];
                for (var cell = 0; cell < outcomes.Length; cell++)
                {
                    outcomes[cell / listings.Length, cell % listings.Length] = [];
                }

                variants.Add((variant, outcomes));
            }

            return variants[at].OfModel;
        }
    }

    private static ModelRun Summarise(ModelSetup setup, ReRankerSetup? reRanker, string? variant, List<Outcome> outcomes)
    {
        var results = outcomes.All(outcome => outcome.Part is null)
            ? outcomes.Select(outcome => outcome.Result)
            : outcomes.GroupBy(outcome => outcome.Seed, outcome => outcome.Result).Select(ofSeed => RankingResult.Combine([.. ofSeed]));
        var parts = outcomes.Where(outcome => outcome.Part is not null).GroupBy(outcome => outcome.Part!).Select(part => new RunPart(
            part.Key,
            (int)Math.Round(part.Average(outcome => outcome.Result.Users.Count)),
            [.. part.SelectMany(outcome => outcome.Result.Means).GroupBy(mean => mean.Key, mean => mean.Value).Select(values => KeyValuePair.Create(values.Key, values.Average()))]));
        return new ModelRun(setup, reRanker, variant, [.. results], outcomes.Aggregate(TimeSpan.Zero, (sum, outcome) => sum + outcome.TrainTime) / outcomes.Count, [.. parts]);
    }

    /// <summary>Why a model does not take such data, in its own words; nothing for other exceptions, which tell of a mistake in the program and must not look as if the data were at fault.</summary>
    internal static string? Reason(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Reason(only),
        NotSupportedException or InvalidDataException or OptionException or NotPositiveDefiniteException or TrainingDivergedException => exception.Message,
        _ => null,
    };

    /// <summary>Trains one model, with its progress told and its time taken.</summary>
    internal static (IModel Model, TimeSpan Time) Train(ModelSetup setup, Snapshot train, ulong seed, ExperimentSettings settings)
    {
        // The matrix is made when first asked for; the first model trained must not be charged with it.
        _ = train.Interactions;
        var name = setup.Name;
        settings.Progress?.Report(new ExperimentProgress(name, seed, null, new TrainingProgress(0, 0)));
        var began = settings.Time.GetTimestamp();
        var model = setup.Family.Train(train, setup.Options, new TrainingContext
        {
            Seed = seed,
            MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism,
            Progress = settings.Progress is { } told ? new Forwarding(step => told.Report(new ExperimentProgress(name, seed, null, step))) : null,
            CancellationToken = settings.CancellationToken,
        });
        return (model, settings.Time.GetElapsedTime(began));
    }

    /// <summary>Unlike <see cref="Progress{T}"/>, reports on the thread and at the moment of the step.</summary>
    private sealed class Forwarding(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed record Outcome(ulong Seed, string? Part, RankingResult Result, TimeSpan TrainTime);
}
