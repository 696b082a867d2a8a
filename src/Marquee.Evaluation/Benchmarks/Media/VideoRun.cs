using Marquee.Media;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>The trainings of <see cref="YouTube8mSuite"/> on one division of the videos.</summary>
internal sealed class VideoRun
{
    private const int PerRareLabel = 10;
    private const int FewestRare = 3;
    private const int MostRare = 9;

    private readonly ModalExamples _train;
    private readonly ModalExamples _test;
    private readonly LabelSets _trainLabels;
    private readonly LabelSets _testLabels;
    private readonly ExperimentSettings _settings;
    private readonly Dictionary<int, PreparedTagging[]> _alone = [];

    public VideoRun(ModalExamples videos, LabelSets labels, int train, ExperimentSettings settings)
    {
        int[] first = [.. Enumerable.Range(0, train)], last = [.. Enumerable.Range(train, videos.Count - train)];
        (_train, _test, _trainLabels, _testLabels, _settings) = (videos.Take(first), videos.Take(last), labels.Take(first), labels.Take(last), settings);
    }

    /// <summary>One supervised model of all labels.</summary>
    public BenchmarkRow Supervised(string name, string[] modalities, TaggingOptions options, string variant)
    {
        var (train, test) = (_train.Only(modalities), _test.Only(modalities));
        var began = _settings.Time.GetTimestamp();
        var model = Train(name, train, _trainLabels, Encoders(train, options), options);
        return Row(name, variant, [Prepare(model.Score(test, Threads))], [], Seconds(began));
    }

    /// <summary>Attention, and what is left of it where a modality is missing in the test; the weights are in the notes.</summary>
    public IEnumerable<BenchmarkRow> Attention(string name, TaggingOptions options, string variant)
    {
        var began = _settings.Time.GetTimestamp();
        var model = Train(name, _train, _trainLabels, Encoders(_train, options), options);
        var seconds = Seconds(began);
        var weights = model.Weights(_test, Threads);
        var seen = Enumerable.Range(0, weights.Rows).Select(row => (double)weights[row, 0]).Order().ToArray();
        yield return Row(name, variant, [Prepare(model.Score(_test, Threads))], [], seconds, FormattableString.Invariant(
            $"picture weighs {seen.Average():0.00} on average, {seen[seen.Length / 10]:0.00} to {seen[seen.Length * 9 / 10]:0.00} for the middle four fifths of the videos"));
        yield return Row($"{name}, sound missing in the test", variant, [Prepare(model.Score(_test.Hide("audio"), Threads))], [], null);
        yield return Row($"{name}, picture missing in the test", variant, [Prepare(model.Score(_test.Hide("visual"), Threads))], [], null);
    }

    /// <summary>Vectors of all videos, train before test, by an encoder of both modalities that learned to know a video again from a part of its numbers.</summary>
    public (DenseMatrix Train, DenseMatrix Test, double Seconds) Masked()
    {
        var began = _settings.Time.GetTimestamp();
        Report("pre-training, masked features");
        var (train, test) = (new TableExamples(Joined(_train)), new TableExamples(Joined(_test)));
        var model = SelfSupervisedTrainer.Train(YouTube8mSuite.JoinedDesign, train, new ViewGoal(new FeatureMask(0.5), new NtXent(0.1)), Pretraining, null, _settings.CancellationToken);
        return (model.Embed(train, Threads), model.Embed(test, Threads), Seconds(began));
    }

    /// <summary>Vectors of all videos by two encoders that learned which sound belongs to which picture.</summary>
    public (DenseMatrix Train, DenseMatrix Test, double Seconds) Across()
    {
        var began = _settings.Time.GetTimestamp();
        Report("pre-training, picture against sound");
        var (first, second) = SelfSupervisedTrainer.TrainAcross(Part(0, 256, 1024), Part(1, 128, 256), new InfoNce(0.1), Pretraining, null, _settings.CancellationToken);
        return (Both(_train), Both(_test), Seconds(began));

        ModalityPart Part(int modality, int dimensions, int hidden) =>
            new(new PerceptronDesign(_train.Modalities[modality].Examples.Shape) { Hidden = [hidden], Dimensions = dimensions }, _train.Modalities[modality].Examples);

        DenseMatrix Both(ModalExamples videos) => Beside(first.Embed(videos.Modalities[0].Examples, Threads), second.Embed(videos.Modalities[1].Examples, Threads));
    }

    /// <summary>Logistic regressions upon features and pre-trained vectors side by side, where 1, 10 and 100% of the videos keep their labels, and what pre-training adds to features alone.</summary>
    public IEnumerable<BenchmarkRow> Curve(string name, (DenseMatrix Train, DenseMatrix Test, double Seconds) vectors, TaggingOptions options)
    {
        Standardize(vectors.Train, vectors.Test);
        var (train, test) = (With(_train, vectors.Train), With(_test, vectors.Test));
        foreach (var percent in new[] { 1, 10, 100 })
        {
            if (!_alone.TryGetValue(percent, out var alone))
            {
                _alone[percent] = alone = Draw("supervised alone", percent, _train, _test, options);
                yield return Row("supervised alone", YouTube8mSuite.Share(percent), alone, [], null);
            }

            var models = Draw(name, percent, train, test, options);
            yield return Row(name, YouTube8mSuite.Share(percent), models, [], vectors.Seconds, "seconds are those of pre-training");
            yield return Row(name, YouTube8mSuite.Less(percent), models, alone, null);
        }
    }

    /// <summary>Logistic regressions of rare labels upon pre-trained vectors: with nothing added, with copies, with made vectors.</summary>
    public IEnumerable<BenchmarkRow> Rare(string name, string variant)
    {
        var (train, test, _) = Masked();
        Standardize(train, test);
        var frequencies = _trainLabels.Frequencies();
        int[] rare = [.. Enumerable.Range(0, frequencies.Length).Where(label => frequencies[label] is >= FewestRare and <= MostRare)];
        var places = rare.Select((label, place) => (label, place)).ToDictionary(pair => pair.label, pair => pair.place);
        var (own, asked) = (Narrow(_trainLabels, places), Narrow(_testLabels, places));
        Report(name);
        var began = _settings.Time.GetTimestamp();
        var generator = FeatureGeneratorTrainer.Train(train, _trainLabels, new FeatureGeneratorOptions { Seed = _settings.Seed }, _settings.CancellationToken);
        var seconds = Seconds(began);
        var members = Enumerable.Range(0, rare.Length).Select(_ => new List<int>()).ToArray();
        for (var video = 0; video < own.Count; video++)
        {
            foreach (var place in own.Of(video))
            {
                members[place].Add(video);
            }
        }

        var (copies, made) = (new DenseMatrix(rare.Length * PerRareLabel, train.Columns), new DenseMatrix(rare.Length * PerRareLabel, train.Columns));
        for (var place = 0; place < rare.Length; place++)
        {
            var examples = Rows(train, members[place]);
            generator.Generate(examples, PerRareLabel, _settings.Seed + (ulong)place).Span.CopyTo(made.Slice(place * PerRareLabel, PerRareLabel).Span);
            for (var copy = 0; copy < PerRareLabel; copy++)
            {
                examples.Row(copy % examples.Rows).CopyTo(copies.Row((place * PerRareLabel) + copy));
            }
        }

        var added = Enumerable.Range(0, copies.Rows).Select(row => new[] { row / PerRareLabel }).ToArray();
        var nothing = Average("with nothing added", train, own);
        yield return RareRow("nothing added", nothing, null, null);
        yield return RareRow("ten copies of the videos of each", Average("with copies", Below(train, copies), Add(own, added)), nothing, null);
        yield return RareRow("ten made vectors for each", Average("with made vectors", Below(train, made), Add(own, added)), nothing, seconds);

        Func<int[]?, double> Average(string what, DenseMatrix vectors, LabelSets labels)
        {
            var examples = new ModalExamples(new Modality("vectors", new TableExamples(vectors)));
            var model = Train($"{name}, {what}", examples, labels, [], YouTube8mSuite.LogisticOptions);
            return new MeanAveragePrecision().Prepare(new TaggedExamples(model.Score(new ModalExamples(new Modality("vectors", new TableExamples(test))), Threads), asked));
        }

        BenchmarkRow RareRow(string row, Func<int[]?, double> figure, Func<int[]?, double>? less, double? trained) => new()
        {
            Model = row,
            Variant = variant,
            Metrics = [KeyValuePair.Create("map", figure(null))],
            Intervals = [KeyValuePair.Create("map", Interval(figure))],
            TrainSeconds = trained,
            Note = less is null ? null : Difference(figure, less),
        };

        Interval Interval(Func<int[]?, double> figure) => PreparedTagging.Centre(
            figure(null), Bootstrap.Intervals(asked.Count, 1, (times, found) => found[0] = figure(times), _settings.Seed, resamples: 300, maxDegreeOfParallelism: Threads)[0]);

        string Difference(Func<int[]?, double> figure, Func<int[]?, double> less)
        {
            var interval = Interval(times => figure(times) - less(times));
            return $"less nothing added: {SignedFigure.Of(figure(null) - less(null))} [{SignedFigure.Of(interval.Low)}, {SignedFigure.Of(interval.High)}]";
        }
    }

    private int Threads => _settings.MaxDegreeOfParallelism;

    private SelfSupervisedOptions Pretraining => YouTube8mSuite.PretrainingOptions with { Seed = _settings.Seed, MaxDegreeOfParallelism = Threads };

    /// <summary>A model for each draw of the videos that keep their labels; the same draws for every learner.</summary>
    private PreparedTagging[] Draw(string name, int percent, ModalExamples train, ModalExamples test, TaggingOptions options)
    {
        var models = new PreparedTagging[YouTube8mSuite.Draws(percent)];
        for (var draw = 0; draw < models.Length; draw++)
        {
            int[] order = [.. Enumerable.Range(0, train.Count)];
            new SplittableRandom(_settings.Seed).Split("labels").Split((ulong)draw).Shuffle(order.AsSpan());
            int[] kept = [.. order[..Math.Max(1, train.Count * percent / 100)].Order()];
            var ofDraw = options with { Epochs = YouTube8mSuite.Epochs(percent), BatchSize = Math.Min(options.BatchSize, Math.Max(16, kept.Length / 4)) };
            var model = Train($"{name}, {percent}% of the labels, draw {draw + 1}", train.Take(kept), _trainLabels.Take(kept), [], ofDraw);
            models[draw] = Prepare(model.Score(test, Threads));
        }

        return models;
    }

    private TaggingModel Train(string name, ModalExamples examples, LabelSets labels, IReadOnlyList<MediaEncoderModel> encoders, TaggingOptions options)
    {
        Report(name);
        return TaggingTrainer.Train(examples, labels, encoders, options with { Seed = _settings.Seed, MaxDegreeOfParallelism = Threads }, null, _settings.CancellationToken);
    }

    private MediaEncoderModel[] Encoders(ModalExamples examples, TaggingOptions options) => options.Fusion.Form == FusionForm.Early
        ? []
        : [.. examples.Modalities.Select(modality => MediaEncoderModel.Untrained(new PerceptronDesign(modality.Examples.Shape) { Hidden = [512], Dimensions = 256, Dropout = 0.3 }, modality.Examples, _settings.Seed))];

    private PreparedTagging Prepare(DenseMatrix scores) => new(new TaggedExamples(scores, _testLabels));

    private double Seconds(long began) => _settings.Time.GetElapsedTime(began).TotalSeconds;

    private void Report(string what) => _settings.Progress?.Report(new ExperimentProgress(what, _settings.Seed, null, null));

    private BenchmarkRow Row(string name, string variant, PreparedTagging[] models, PreparedTagging[] others, double? seconds, string? note = null)
    {
        var figures = PreparedTagging.Compare(models, others, _settings.Seed, Threads);
        return new BenchmarkRow
        {
            Model = name,
            Variant = variant,
            Metrics = [.. figures.Select(figure => KeyValuePair.Create(figure.Key, figure.Value))],
            Intervals = [.. figures.Select(figure => KeyValuePair.Create(figure.Key, figure.Interval))],
            TrainSeconds = seconds,
            Note = Spread(models, others) is { } spread ? note is null ? spread : $"{spread}; {note}" : note,
        };
    }

    /// <summary>How far the last metric lies apart among draws.</summary>
    private static string? Spread(PreparedTagging[] models, PreparedTagging[] others)
    {
        if (models.Length < 2)
        {
            return null;
        }

        var last = TaggingMetrics.All.Count - 1;
        var values = models.Select((model, draw) => model.Value(last) - (others.Length == 0 ? 0 : others[draw].Value(last))).ToArray();
        return FormattableString.Invariant($"{TaggingMetrics.All[last].Key} of the {models.Length} draws from {values.Min():0.0000} to {values.Max():0.0000}");
    }

    private static ModalExamples With(ModalExamples videos, DenseMatrix vectors) => new([.. videos.Modalities, new Modality("pre-trained", new TableExamples(vectors))]);

    private static LabelSets Narrow(LabelSets labels, Dictionary<int, int> places) =>
        new(places.Count, [.. Enumerable.Range(0, labels.Count).Select(example => labels.Of(example).ToArray().Where(places.ContainsKey).Select(label => places[label]).ToArray())]);

    private static LabelSets Add(LabelSets labels, int[][] added) => new(labels.LabelCount, [.. Enumerable.Range(0, labels.Count).Select(example => labels.Of(example).ToArray()), .. added]);

    private static DenseMatrix Rows(DenseMatrix matrix, List<int> rows)
    {
        var taken = new DenseMatrix(rows.Count, matrix.Columns);
        for (var row = 0; row < rows.Count; row++)
        {
            matrix.Row(rows[row]).CopyTo(taken.Row(row));
        }

        return taken;
    }

    private static DenseMatrix Below(DenseMatrix upper, DenseMatrix lower)
    {
        var both = new DenseMatrix(upper.Rows + lower.Rows, upper.Columns);
        upper.Span.CopyTo(both.Slice(0, upper.Rows).Span);
        lower.Span.CopyTo(both.Slice(upper.Rows, lower.Rows).Span);
        return both;
    }

    private static DenseMatrix Beside(DenseMatrix left, DenseMatrix right)
    {
        var both = new DenseMatrix(left.Rows, left.Columns + right.Columns);
        for (var row = 0; row < left.Rows; row++)
        {
            left.Row(row).CopyTo(both.Row(row));
            right.Row(row).CopyTo(both.Row(row)[left.Columns..]);
        }

        return both;
    }

    /// <summary>The numbers of all modalities of each video.</summary>
    private static DenseMatrix Joined(ModalExamples videos)
    {
        var joined = new DenseMatrix(videos.Count, videos.Modalities.Sum(modality => modality.Examples.Shape.Count));
        for (var video = 0; video < videos.Count; video++)
        {
            var first = 0;
            foreach (var modality in videos.Modalities)
            {
                modality.Examples.Read(video, joined.Row(video).Slice(first, modality.Examples.Shape.Count));
                first += modality.Examples.Shape.Count;
            }
        }

        return joined;
    }

    /// <summary>Brings columns to mean 0 and deviation 1 over the training videos.</summary>
    private static void Standardize(DenseMatrix train, DenseMatrix test)
    {
        var scale = ColumnScale.Of(train);
        scale.Apply(train);
        scale.Apply(test);
    }
}
