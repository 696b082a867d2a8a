using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Genres foretold from summaries, alone and with tags: a pre-trained encoder against weighed terms and a linear model.</summary>
/// <remarks>
/// Encoders are pre-trained on texts alone, without a single genre; the texts of the titles that are tested on are among them, but for the encoder that is pre-trained anew for each fold, without anything that was written of its test titles. Each fold's regularisation and thresholds are chosen on a tenth of the titles cut out of its training part.
/// </remarks>
public abstract class CategorySuite : ContentSuite
{
    private const int Folds = 5;
    private const string FromSummary = "summary";
    private const string WithTags = "summary and tags";
    private const string Terms = "tf-idf + linear";
    private const string Encoded = "encoder + linear";
    private const string Both = "encoder and tf-idf + linear";
    private const string Unread = "encoder that read no tested title and tf-idf + linear";
    private const string Recurrent = "recurrent encoder trained along";
    private const string Difference = ", less tf-idf + linear on the same titles";

    private static readonly double[] Regularizations = [0.3, 0.1, 0.03];

    /// <summary>How the suites pre-train: chosen on validation data, and for minutes rather than hours.</summary>
    internal static WordVectorOptions WordOptions { get; } = new() { Epochs = 8 };

    /// <summary>See <see cref="WordOptions"/>.</summary>
    internal static TextEncoderOptions ReadingOptions { get; } = new() { Blocks = 1, Epochs = 1 };

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Methods { get; } = [Terms, Encoded, Both, Unread, Recurrent];

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

    /// <summary>Reads titles with genres, and all texts to learn to read from, each with the id of the title that it is of.</summary>
    /// <param name="input">Where the data are.</param>
    protected abstract (IReadOnlyList<Item> Titles, IReadOnlyList<(string Title, string Text)> Texts) Read(BenchmarkInput input);

    /// <summary>Texts of other data sets that lie beside this one; none where there are none.</summary>
    /// <param name="folder">The folder of this data set.</param>
    private protected static IReadOnlyList<(string Title, string Text)> TextsBeside(string folder)
    {
        var root = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var titles = Path.Combine(root ?? folder, "netflix", NetflixFiles.Titles);
        var films = Path.Combine(root ?? folder, "movielens-1m-side");
        return [
            .. File.Exists(titles) ? NetflixFiles.ReadTitles(titles, ReadContext.Strict).Where(title => title.Summary is not null).Select(title => (title.Id, title.Summary!)) : [],
            .. MovieLensPlots.ReadPlots(films),
            .. MovieLensPlots.ReadAbstracts(films)];
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<BenchmarkRow> Measure(IReadOnlyList<string> methods, BenchmarkInput input, ExperimentSettings settings)
    {
        var (titles, texts) = Read(input);
        string?[] summaries = [.. titles.Select(title => title.Summary)];
        int[] order = [.. Enumerable.Range(0, titles.Count)];
        new SplittableRandom(settings.Seed).Split("folds").Shuffle(order.AsSpan());
        TextEncoder? encoder = null;
        var vectors = new DenseMatrix?[Folds];
        var trained = TimeSpan.Zero;
        if (methods.Any(method => method is not (Terms or Unread)))
        {
            (encoder, var own, trained) = Pretrain(texts.Select(known => known.Text), summaries, settings);
            Array.Fill(vectors, own);
        }

        var unread = new DenseMatrix?[Folds];
        var trainedUnread = TimeSpan.Zero;
        for (var fold = 0; methods.Contains(Unread) && fold < Folds; fold++)
        {
            var tested = order[Of(fold, order.Length)].Select(title => titles[title]).ToArray();
            var (ids, written) = (tested.Select(title => title.Id).ToHashSet(), tested.Select(title => title.Summary).ToHashSet());
            (_, unread[fold], var time) = Pretrain(texts.Where(known => !ids.Contains(known.Title) && !written.Contains(known.Text)).Select(known => known.Text), summaries, settings);
            trainedUnread += time;
        }

        var rows = new List<BenchmarkRow>();
        foreach (var (variant, groups) in new[] { (FromSummary, new[] { TermGroup.Words }), (WithTags, Enum.GetValues<TermGroup>()) })
        {
            var runs = methods.Select(method => Run(method, variant, groups, titles, order, encoder, method == Unread ? unread : vectors, settings)).ToArray();
            rows.AddRange(runs.Select(run => Row(
                run,
                variant,
                run.Method switch
                {
                    Terms => null,
                    Unread => $"pre-trained anew for each fold, in {trainedUnread.TotalSeconds:0} s",
                    _ => $"pre-trained once for all folds, in {trained.TotalSeconds:0} s",
                },
                settings)));
            if (runs.FirstOrDefault(run => run.Method == Terms) is { } baseline)
            {
                rows.AddRange(runs.Where(run => run != baseline).Select(run => Compare(run, baseline, variant + Difference, settings)));
            }
        }

        return rows;
    }

    private static (TextEncoder Encoder, DenseMatrix Vectors, TimeSpan Time) Pretrain(IEnumerable<string> texts, string?[] summaries, ExperimentSettings settings)
    {
        settings.Progress?.Report(new ExperimentProgress("pre-training", settings.Seed, null, null));
        var began = settings.Time.GetTimestamp();
        var encoder = TextPretrainer.Train(
            texts, WordOptions with { Seed = settings.Seed }, ReadingOptions with { Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism }, null, settings.CancellationToken);
        var vectors = encoder.Embed(summaries, settings.MaxDegreeOfParallelism);
        return (encoder, vectors, settings.Time.GetElapsedTime(began));
    }

    /// <summary>Where the test titles of a fold stand in the order.</summary>
    private static Range Of(int fold, int count) => (count * fold / Folds)..(count * (fold + 1) / Folds);

    private static MethodRun Run(
        string method, string variant, TermGroup[] groups, IReadOnlyList<Item> titles, int[] order, TextEncoder? encoder, DenseMatrix?[] vectors, ExperimentSettings settings)
    {
        var names = new CategoryTargets(titles).Names;
        var run = new MethodRun(method, new CategoryDecisions(names.Count), new CategoryDecisions(names.Count));
        for (var fold = 0; fold < Folds; fold++)
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            settings.Progress?.Report(new ExperimentProgress(method, (ulong)fold + 1, variant, null));
            var began = settings.Time.GetTimestamp();
            var split = new Fold(titles, order, Of(fold, order.Length), names, vectors[fold]);
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

    private static BenchmarkRow Row(MethodRun run, string variant, string? note, ExperimentSettings settings) => new()
    {
        Model = run.Method,
        Variant = variant,
        Metrics = [KeyValuePair.Create("micro-f1", run.Micro.F1().Micro), KeyValuePair.Create("macro-f1", run.Macro.F1().Macro)],
        Intervals = Intervals(settings, run.Micro.Count, (drawn, found) => (found[0], found[1]) = (run.Micro.F1(drawn).Micro, run.Macro.F1(drawn).Macro)),
        TrainSeconds = run.Seconds,
        Note = note,
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
        public Fold(IReadOnlyList<Item> titles, int[] order, Range tested, IReadOnlyList<string> names, DenseMatrix? vectors)
        {
            int[] rest = [.. order[..tested.Start], .. order[tested.End..]];
            var validating = order.Length / 10;
            (Train, TrainTargets, TrainVectors) = Part(rest[validating..]);
            (Validation, ValidationTargets, ValidationVectors) = Part(rest[..validating]);
            (Test, TestTargets, TestVectors) = Part(order[tested]);

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
