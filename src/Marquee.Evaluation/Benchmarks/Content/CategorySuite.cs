using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Genres foretold from summaries, alone and with tags: a pre-trained encoder against weighed terms and a linear model.</summary>
/// <remarks>
/// Encoders are pre-trained on texts alone, without a single genre; the texts of the titles that are tested on are among them. Each fold's regularisation and thresholds are chosen on a tenth of the titles cut out of its training part.
/// </remarks>
public abstract class CategorySuite : ContentSuite
{
    private const int Folds = 5;
    private const string FromSummary = "summary";
    private const string WithTags = "summary and tags";
    private const string Terms = "tf-idf + linear";
    private const string Encoded = "encoder + linear";
    private const string Both = "encoder and tf-idf + linear";
    private const string Recurrent = "recurrent encoder trained along";
    private const string Difference = ", less tf-idf + linear on the same titles";

    private static readonly double[] Regularizations = [0.3, 0.1, 0.03];

    /// <summary>How the suites pre-train: chosen on validation data, and for minutes rather than hours.</summary>
    internal static WordVectorOptions WordOptions { get; } = new() { Epochs = 8 };

    /// <summary>See <see cref="WordOptions"/>.</summary>
    internal static TextEncoderOptions ReadingOptions { get; } = new() { Blocks = 1, Epochs = 1 };

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Methods { get; } = [Terms, Encoded, Both, Recurrent];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Measured { get; } = ["micro-f1", "macro-f1"];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Columns => Measured;

    /// <inheritdoc/>
    public sealed override int Seeds => 1;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "five folds of titles at random; of the rest of each a tenth of all titles validates, the others train",
        "each genre is a question of yes or no about each title; what is asked for is nowhere in what is read",
        "titles that have a genre and a summary",
        "F1 of all decisions (micro-f1) and the mean of the F1 of the genres (macro-f1) over the titles of all folds together, each threshold chosen on validation; intervals by resampling titles");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> VariantWords { get; } = new Dictionary<string, string>
    {
        [FromSummary] = "From the words of the summary alone.",
        [WithTags] = "From the summary, people, countries, kind, decade, maturity and runtime, where they are known.",
        [FromSummary + Difference] = "Differences in F1, with 95% intervals over titles.",
        [WithTags + Difference] = "Differences in F1, with 95% intervals over titles.",
    };

    /// <summary>Reads titles with genres, and all texts to learn to read from.</summary>
    /// <param name="input">Where the data are.</param>
    protected abstract (IReadOnlyList<Item> Titles, IReadOnlyList<string?> Texts) Read(BenchmarkInput input);

    /// <summary>Texts of other data sets that lie beside this one; none where there are none.</summary>
    /// <param name="folder">The folder of this data set.</param>
    private protected static IReadOnlyList<string?> TextsBeside(string folder)
    {
        var root = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var titles = Path.Combine(root ?? folder, "netflix", NetflixFiles.Titles);
        var films = Path.Combine(root ?? folder, "movielens-1m-side");
        return [
            .. File.Exists(titles) ? NetflixFiles.ReadTitles(titles, ReadContext.Strict).Select(title => title.Summary) : [],
            .. MovieLensPlots.ReadPlots(films),
            .. MovieLensPlots.ReadAbstracts(films)];
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var (titles, texts) = Read(input);
        TextEncoder? encoder = null;
        DenseMatrix? vectors = null;
        var trained = TimeSpan.Zero;
        if (methods.Any(method => method != Terms))
        {
            settings.Progress?.Report(new ExperimentProgress("pre-training", settings.Seed, null, null));
            var began = settings.Time.GetTimestamp();
            encoder = TextPretrainer.Train(
                texts, WordOptions with { Seed = settings.Seed }, ReadingOptions with { Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism }, null, settings.CancellationToken);
            vectors = encoder.Embed([.. titles.Select(title => title.Summary)], settings.MaxDegreeOfParallelism);
            trained = settings.Time.GetElapsedTime(began);
        }

        var rows = new List<BenchmarkRow>();
        foreach (var (variant, groups) in new[] { (FromSummary, new[] { TermGroup.Words }), (WithTags, Enum.GetValues<TermGroup>()) })
        {
            var runs = methods.Select(method => Run(method, variant, groups, titles, encoder, vectors, settings)).ToArray();
            rows.AddRange(runs.Select(run => Row(run, variant, run.Method == Terms ? null : trained, settings)));
            if (runs.FirstOrDefault(run => run.Method == Terms) is { } baseline)
            {
                rows.AddRange(runs.Where(run => run != baseline).Select(run => Compare(run, baseline, variant + Difference, settings)));
            }
        }

        return rows;
    }

    private static MethodRun Run(
        string method, string variant, TermGroup[] groups, IReadOnlyList<Item> titles, TextEncoder? encoder, DenseMatrix? vectors, ExperimentSettings settings)
    {
        int[] order = [.. Enumerable.Range(0, titles.Count)];
        new SplittableRandom(settings.Seed).Split("folds").Shuffle(order.AsSpan());
        var names = new CategoryTargets(titles).Names;
        var run = new MethodRun(method, new CategoryDecisions(names.Count), new CategoryDecisions(names.Count));
        for (var fold = 0; fold < Folds; fold++)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            settings.Progress?.Report(new ExperimentProgress(method, (ulong)fold + 1, variant, null));
            var began = settings.Time.GetTimestamp();
            var split = new Fold(titles, order, fold, Folds, names, vectors);
            var (validation, test) = method == Recurrent ? Recur(split, groups, encoder!, settings) : Weigh(split, method, groups, settings);
            var (micro, macro, _, _) = CategoryDecisions.Choose(validation, split.ValidationTargets);
            run.Micro.Add(test, split.TestTargets, micro);
            run.Macro.Add(test, split.TestTargets, macro);
            run.Seconds += settings.Time.GetElapsedTime(began).TotalSeconds / Folds;
        }

        return run;
    }

    /// <summary>The linear model, with the regularisation that validates best.</summary>
    private static (DenseMatrix Validation, DenseMatrix Test) Weigh(Fold split, string method, TermGroup[] groups, ExperimentSettings settings)
    {
        var known = method == Encoded ? [.. groups.Where(group => group != TermGroup.Words)] : groups;
        var terms = ItemTerms.Of(split.Train, new ItemTermOptions { Groups = known });
        var (train, validation, test) = (terms.Weigh(split.Train), terms.Weigh(split.Validation), terms.Weigh(split.Test));
        var encoded = method != Terms;
        LinearCategoryModel? model = null;
        (DenseMatrix Validation, DenseMatrix Test, double Worth)? best = null;
        foreach (var regularization in Regularizations)
        {
            model = LinearCategoryTrainer.Train(
                train, encoded ? split.TrainVectors : null, split.TrainTargets, regularization, settings.MaxDegreeOfParallelism, model, settings.CancellationToken);
            var scores = model.Score(validation, encoded ? split.ValidationVectors : null);
            var (_, _, micro, macro) = CategoryDecisions.Choose(scores, split.ValidationTargets);
            if (best is null || micro + macro > best.Value.Worth)
            {
                best = (scores, model.Score(test, encoded ? split.TestVectors : null), micro + macro);
            }
        }

        return (best!.Value.Validation, best.Value.Test);
    }

    private static (DenseMatrix Validation, DenseMatrix Test) Recur(Fold split, TermGroup[] groups, TextEncoder encoder, ExperimentSettings settings)
    {
        var terms = ItemTerms.Of(split.Train, new ItemTermOptions { Groups = groups });
        var model = CategoryTrainer.Train(
            split.Train, split.TrainTargets, encoder, terms, new CategoryOptions { Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism }, null, settings.CancellationToken);
        return (model.Score(split.Validation, settings.MaxDegreeOfParallelism), model.Score(split.Test, settings.MaxDegreeOfParallelism));
    }

    private static BenchmarkRow Row(MethodRun run, string variant, TimeSpan? pretraining, ExperimentSettings settings) => new()
    {
        Model = run.Method,
        Variant = variant,
        Metrics = [KeyValuePair.Create("micro-f1", run.Micro.F1().Micro), KeyValuePair.Create("macro-f1", run.Macro.F1().Macro)],
        Intervals = Intervals(settings, run.Micro.Count, (drawn, found) => (found[0], found[1]) = (run.Micro.F1(drawn).Micro, run.Macro.F1(drawn).Macro)),
        TrainSeconds = run.Seconds,
        Note = pretraining is { } time ? $"pre-trained once for all folds, in {time.TotalSeconds:0} s" : null,
    };

    private static BenchmarkRow Compare(MethodRun run, MethodRun baseline, string variant, ExperimentSettings settings) => new()
    {
        Model = run.Method,
        Variant = variant,
        Metrics =
        [
            KeyValuePair.Create("micro-f1", run.Micro.F1().Micro - baseline.Micro.F1().Micro),
            KeyValuePair.Create("macro-f1", run.Macro.F1().Macro - baseline.Macro.F1().Macro),
        ],
        Intervals = Intervals(settings, run.Micro.Count, (drawn, found) =>
        {
            found[0] = run.Micro.F1(drawn).Micro - baseline.Micro.F1(drawn).Micro;
            found[1] = run.Macro.F1(drawn).Macro - baseline.Macro.F1(drawn).Macro;
        }),
    };

    private static IReadOnlyList<KeyValuePair<string, Interval>> Intervals(ExperimentSettings settings, int titles, Action<int[], Span<double>> compute)
    {
        var found = Bootstrap.Intervals(titles, 2, compute, settings.Seed, maxDegreeOfParallelism: settings.MaxDegreeOfParallelism);
        return [KeyValuePair.Create("micro-f1", found[0]), KeyValuePair.Create("macro-f1", found[1])];
    }

    private sealed record MethodRun(string Method, CategoryDecisions Micro, CategoryDecisions Macro)
    {
        public double Seconds { get; set; }
    }

    /// <summary>One fold.</summary>
    private sealed class Fold
    {
        public Fold(IReadOnlyList<Item> titles, int[] order, int fold, int folds, IReadOnlyList<string> names, DenseMatrix? vectors)
        {
            var (start, end) = (order.Length * fold / folds, order.Length * (fold + 1) / folds);
            int[] rest = [.. order[..start], .. order[end..]];
            var validating = order.Length / 10;
            (Train, TrainTargets, TrainVectors) = Part(rest[validating..]);
            (Validation, ValidationTargets, ValidationVectors) = Part(rest[..validating]);
            (Test, TestTargets, TestVectors) = Part(order[start..end]);

            (Item[] Items, CategoryTargets Targets, DenseMatrix? Vectors) Part(int[] indices)
            {
                Item[] items = [.. indices.Select(index => titles[index])];
                var own = vectors is null ? null : new DenseMatrix(indices.Length, vectors.Columns);
                for (var row = 0; own is not null && row < indices.Length; row++)
                {
                    vectors!.Row(indices[row]).CopyTo(own.Row(row));
                }

                return (items, new CategoryTargets(items, names), own);
            }
        }

        public Item[] Train { get; }

        public CategoryTargets TrainTargets { get; }

        public DenseMatrix? TrainVectors { get; }

        public Item[] Validation { get; }

        public CategoryTargets ValidationTargets { get; }

        public DenseMatrix? ValidationVectors { get; }

        public Item[] Test { get; }

        public CategoryTargets TestTargets { get; }

        public DenseMatrix? TestVectors { get; }
    }
}
