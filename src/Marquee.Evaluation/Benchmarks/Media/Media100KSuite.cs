using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>MovieLens 100K with posters and trailers: what pictures and sound add to what is known of who watched what, for films that were watched and for films that nobody has met.</summary>
/// <remarks>
/// Pictures and sounds are those of all films, as a catalogue has them before anybody watches; no rating takes part in what is made of them. A model is trained once for both tasks of a seed.
/// </remarks>
public sealed class Media100KSuite : RankingSuite
{
    /// <summary>Posters by features made by hand.</summary>
    internal const string Poster = "poster";

    /// <summary>Posters by an encoder that learned without labels.</summary>
    internal const string LearnedPoster = "poster-learned";

    /// <summary>Sound of the trailers.</summary>
    internal const string Audio = "audio";

    /// <summary>Pictures of the trailers.</summary>
    internal const string Visual = "visual";

    /// <summary>What the task of films with an audience is called.</summary>
    internal const string Warm = "films with an audience";

    /// <summary>What the task of films without one is called.</summary>
    internal const string Cold = "films that nobody met";

    private const double HeldOutShare = 0.1;
    private const double TestShare = 0.2;
    private const float LeastRating = 4;
    private const string All = "poster-learned,audio,visual";
    private const string Interactions = "interactions alone";
    private const string Genres = "genres";
    private const string GenresThrice = "genres, trained three times";
    private const string Early = "early fusion";
    private const string EarlyAndGenres = "early fusion and genres";
    private const string Late = "late fusion";
    private const string LateAndGenres = "late fusion and genres";

    private static readonly (string Label, string Features)[] Modalities =
        [("posters by hand", Poster), ("posters learned", LearnedPoster), ("trailer sound", Audio), ("trailer pictures", Visual)];

    /// <inheritdoc/>
    public override string Name => "media-100k";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 100K with posters, trailer sound and trailer pictures, for films with an audience and films held out entirely";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 100K with posters and trailers";

    /// <inheritdoc/>
    public override int Seeds => 5;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "films with a poster and all features of a trailer; ratings of at least 4; a tenth of the films at random is held out with all of its ratings, and of each user's other films a random fifth",
        $"'{Warm}': all films that are not held out entirely, those of the history removed; '{Cold}': the films held out entirely, among themselves",
        "every film held out that the user rated 4 or more",
        ProtocolWords.PerUser);

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        Multitask(Interactions, "none"),
        Multitask(Genres, "none", "category"),
        Blend(GenresThrice, "category", "none", "none", "none"),
        .. Modalities.Select(modality => Multitask(modality.Label, modality.Features)),
        Multitask(Early, All),
        Blend(Late, "none", LearnedPoster, Audio, Visual),
        Multitask(EarlyAndGenres, All, "category"),
        Blend(LateAndGenres, "category", LearnedPoster, Audio, Visual),
        Content(Genres, "none", 1),
        .. Modalities.Select(modality => Content(modality.Label, modality.Features, 0)),
        Content(Early, All, 0),
        Content(EarlyAndGenres, All, 1),
        Hybrid(Interactions, null),
        Hybrid(Genres, ContentOptions("none", 1)),
        Hybrid(Early, ContentOptions(All, 0)),
        Hybrid(EarlyAndGenres, ContentOptions(All, 1)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Ablation { get; } =
    [
        Multitask(EarlyAndGenres, All, "category"),
        Multitask("without posters", $"{Audio},{Visual}", "category"),
        Multitask("without sound", $"{LearnedPoster},{Visual}", "category"),
        Multitask("without trailer pictures", $"{LearnedPoster},{Audio}", "category"),
        Multitask("without genres", All),
        Multitask("posters by hand too", $"{Poster},{All}", "category"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<ModelContrast> Contrasts { get; } =
    [
        new(Interactions, [Genres, .. Modalities.Select(modality => modality.Label), Early, Late, EarlyAndGenres, LateAndGenres]),
        new(Genres, [.. Modalities.Select(modality => modality.Label), Early, Late, EarlyAndGenres, LateAndGenres]),
        new(GenresThrice, LateAndGenres),
        new(OfContent(Genres), [.. Modalities.Select(modality => OfContent(modality.Label)), OfContent(Early), OfContent(EarlyAndGenres)]),
        new(OfHybrid(Interactions), OfHybrid(Genres), OfHybrid(Early), OfHybrid(EarlyAndGenres)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = [.. MetricCatalogue.AllAt(10)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["ndcg@10", "recall@10"];

    /// <summary>Passes over the posters in which the encoder learns.</summary>
    internal int PosterEpochs { get; init; } = 20;

    /// <summary>Films, users and ratings, with a vector of each modality.</summary>
    internal Snapshot Read(BenchmarkInput input)
    {
        var media = FilmMedia.Read(FindFolder(input, FilmMedia.Links, "movielens-100k-media"));
        var films = media.Films.ToHashSet();
        var builder = new SnapshotBuilder();
        DatasetFormats.Find("movielens-100k").Read(FindFolder(input, "u.data", "movielens-100k", "ml-100k"), new Chosen(builder, films), ReadContext.Strict);
        var snapshot = builder.Build(InteractionWeighting.RatingsFrom(LeastRating));
        var ids = new IdMap(media.Films);
        var posters = media.ReadPosters(0);
        ItemEmbedding[] modalities =
        [
            new(Poster, ids, PosterVectors.ByHand(posters)),
            new(LearnedPoster, ids, PosterVectors.Learned(posters, media.ReadAllPosters(0), PosterEpochs, 0)),
            new(Audio, ids, media.Sound),
            new(Visual, ids, media.Pictures),
        ];
        return modalities.Aggregate(snapshot, (known, modality) => modality.AddTo(known));
    }

    /// <summary>Holds films and ratings out.</summary>
    /// <param name="snapshot">What is divided.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="except">Films that take no part, because another split holds them out.</param>
    internal static Experiment Draw(Snapshot snapshot, ulong seed, IReadOnlySet<int> except)
    {
        var held = HeldOut(snapshot, seed, except);
        int[] cold = [.. held.Order()], warm = [.. Enumerable.Range(0, snapshot.Items.Count).Where(film => !held.Contains(film) && !except.Contains(film))];
        var split = new RandomSplit(SplitBy.User, TestShare).Split(snapshot.WithEvents(snapshot.Events.Where(e => !held.Contains(snapshot.Events.Items[e]))), seed);
        var (train, test) = (split.Train, split.Test.Targets.ByUser);
        int[] users = [.. Enumerable.Range(0, snapshot.Users.Count).Where(user => train.Interactions.ByUser.RowLength(user) > 0)];
        return new Experiment(
            seed,
            new RankingTask(train, users.Select(user => new RankingCase(user, train.HistoryOf(user), test.RowIndices(user).ToArray(), warm))) { Variant = Warm },
            new RankingTask(train, users.Select(user => new RankingCase(user, train.HistoryOf(user), snapshot.Interactions.ByUser.RowIndices(user).ToArray().Where(held.Contains), cold))) { Variant = Cold });
    }

    /// <summary>The same once more within the training part.</summary>
    internal static Experiment DrawInside(Snapshot snapshot, ulong seed) =>
        Draw(Draw(snapshot, seed, new HashSet<int>()).Train, InnerSeed(seed), HeldOut(snapshot, seed, new HashSet<int>()));

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var snapshot = Read(input);
        return seeds.Select(seed => Draw(snapshot, seed, new HashSet<int>()));
    }

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed) => [DrawInside(Read(input), seed)];

    private static HashSet<int> HeldOut(Snapshot snapshot, ulong seed, IReadOnlySet<int> except)
    {
        int[] films = [.. Enumerable.Range(0, snapshot.Items.Count).Where(film => !except.Contains(film))];
        new SplittableRandom(seed).Split("cold").Shuffle(films.AsSpan());
        return [.. films.Take((int)(HeldOutShare * films.Length))];
    }

    private static string OfContent(string label) => "content: " + label;

    private static string OfHybrid(string label) => "hybrid: " + label;

    private static SuiteModel Multitask(string label, string features, string attributes = "none") => new("multitask", MultitaskOptions(features, attributes)) { Label = label };

    private static SuiteModel Content(string label, string features, double categories) => new("content", ContentOptions(features, categories)) { Label = OfContent(label) };

    /// <summary>A model for each of some features, their scores standardised and added. Batches differ by a user, so that models of the same features differ by chance.</summary>
    private static SuiteModel Blend(string label, string attributes, params string[] features) =>
        new("blend", $"members={string.Join("; ", features.Select((feature, member) => $"multitask {string.Join(' ', MultitaskOptions(feature, attributes))} batchSize={63 + member}"))}", $"weights={string.Join(", ", features.Select(_ => 1))}") { Label = label };

    private static SuiteModel Hybrid(string label, string[]? content) =>
        new("hybrid", "validation=random", "rounds=1", $"members=user-knn; ease; als factors=32{(content is null ? null : "; content " + string.Join(' ', content))}") { Label = OfHybrid(label) };

    // Regularisation, hidden share and what is fused were chosen on the validation data of three seeds.
    private static string[] MultitaskOptions(string features, string attributes) =>
        ["userAttributes=none", $"itemAttributes={attributes}", $"features={features}", "regularization=4", "itemDropout=0.1"];

    private static string[] ContentOptions(string features, double categories) =>
    [
        "titleWeight=0", "summaryWeight=0", "labelsWeight=0", "peopleWeight=0", "originWeight=0", "kindWeight=0", "decadeWeight=0", FormattableString.Invariant($"categoriesWeight={categories}"), $"features={features}",
    ];

    /// <summary>Lets through what is of some films.</summary>
    private sealed class Chosen(IDatasetSink sink, HashSet<string> films) : IDatasetSink
    {
        public void Add(User user) => sink.Add(user);

        public void Add(Item item)
        {
            if (films.Contains(item.Id))
            {
                sink.Add(item);
            }
        }

        public void Add(Interaction interaction)
        {
            if (films.Contains(interaction.ItemId) && interaction.Value >= LeastRating)
            {
                sink.Add(interaction);
            }
        }
    }
}
