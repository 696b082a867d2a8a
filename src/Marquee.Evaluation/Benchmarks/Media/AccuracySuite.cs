using Marquee.Media;
using Marquee.Numerics.Learning;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>A benchmark of pictures or sounds that are to be classified: how many of the test examples are, with learning without labels and with labels alone.</summary>
public abstract class AccuracySuite : ContentSuite
{
    private const string Accuracy = "accuracy";
    private const string Difference = ", less supervised on the same examples";

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Methods => [.. MediaMethods.Select(method => method.Name)];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Measured { get; } = [Accuracy];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Columns => Measured;

    /// <summary>The methods, in the order in which they build on each other.</summary>
    private protected abstract IReadOnlyList<MediaMethod> MediaMethods { get; }

    /// <summary>Reads the data.</summary>
    /// <param name="input">Where they are.</param>
    /// <param name="settings">Seeds and threads.</param>
    private protected abstract IReadOnlyList<AccuracyVariant> Read(BenchmarkInput input, ExperimentSettings settings);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var variants = Read(input, settings);
        var encoders = new Dictionary<(MediaRecipe Recipe, string Split), MediaEncoderModel>();
        var rows = new List<BenchmarkRow>();
        foreach (var variant in variants)
        {
            MethodRun[] runs = [.. MediaMethods.Where(method => methods.Contains(method.Name)).Select(method => Run(method, variant, encoders, settings))];
            rows.AddRange(runs.Select(run => Row(run, variant.Name, run.Right.Select(right => right ? 1.0 : 0), settings, run.Seconds)));
            foreach (var run in runs.Where(run => run.Method.Kind is MediaMethodKind.SelfSupervised or MediaMethodKind.FineTuned))
            {
                if (Array.Find(runs, other => other.Method.Kind == MediaMethodKind.Supervised && other.Method.Recipe == run.Method.Recipe) is { } supervised)
                {
                    rows.Add(Row(run, variant.Name + Difference, run.Right.Zip(supervised.Right, (one, other) => (one ? 1.0 : 0) - (other ? 1.0 : 0)), settings, null));
                }
            }
        }

        return rows;
    }

    private static MethodRun Run(MediaMethod method, AccuracyVariant variant, Dictionary<(MediaRecipe Recipe, string Split), MediaEncoderModel> encoders, ExperimentSettings settings)
    {
        var began = settings.Time.GetTimestamp();
        var right = new List<bool>();
        foreach (var split in variant.Splits)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            var name = variant.Splits.Count == 1 ? variant.Name : $"{variant.Name}, {split.Name}";
            settings.Progress?.Report(new ExperimentProgress(method.Name, settings.Seed, name, null));
            var found = method.Classify(split, encoders, settings, settings.Progress is null ? null : new Steps(settings.Progress, new ExperimentProgress(method.Name, settings.Seed, name, null)));
            right.AddRange(found.Zip(split.Wanted, (one, other) => one == other));
        }

        return new MethodRun(method, [.. right], settings.Time.GetElapsedTime(began).TotalSeconds / variant.Splits.Count);
    }

    private static BenchmarkRow Row(MethodRun run, string variant, IEnumerable<double> values, ExperimentSettings settings, double? seconds)
    {
        var all = values.ToArray();
        var interval = Bootstrap.Intervals(
            all.Length,
            1,
            (drawn, found) => found[0] = drawn.Zip(all, (times, value) => times * value).Sum() / all.Length,
            settings.Seed,
            maxDegreeOfParallelism: settings.MaxDegreeOfParallelism);
        return new BenchmarkRow
        {
            Model = run.Method.Name,
            Variant = variant,
            Metrics = [KeyValuePair.Create(Accuracy, all.Average())],
            Intervals = [KeyValuePair.Create(Accuracy, interval[0])],
            TrainSeconds = seconds,
        };
    }

    private sealed record MethodRun(MediaMethod Method, bool[] Right, double Seconds);

    /// <summary>Steps of a training as progress of an experiment.</summary>
    private sealed class Steps(IProgress<ExperimentProgress> whole, ExperimentProgress about) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) =>
            whole.Report(about with { Training = new TrainingProgress(((value.Epoch - 1) * value.Steps) + value.Step, value.Epochs * value.Steps, value.Loss) { Epoch = value.Epoch, Epochs = value.Epochs } });
    }
}
