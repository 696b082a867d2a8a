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
    private const string All = "poster,poster-learned,audio,visual";
    private const string Interactions = "interactions alone";
    private const string Genres = "genres";

    private static readonly string[] Modalities = ["posters by hand", "posters learned", "trailer sound", "trailer pictures", "early fusion", "late fusion", "early fusion and genres"];

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
        Multitask(Modalities[0], Poster),
        Multitask(Modalities[1], LearnedPoster),
        Multitask(Modalities[2], Audio),
        Multitask(Modalities[3], Visual),
        Multitask(Modalities[4], All),
        new("blend", $"members={string.Join("; ", All.Split(',').Select(feature => "multitask " + string.Join(' ', MultitaskOptions(feature, "none"))))}", "weights=1, 1, 1, 1") { Label = Modalities[5] },
        Multitask(Modalities[6], All, "category"),
        Content(Genres, "none"),
        Content(Modalities[0], Poster),
        Content(Modalities[1], LearnedPoster),
        Content(Modalities[2], Audio),
        Content(Modalities[3], Visual),
        Content(Modalities[4], All),
        Content(Modalities[6], All, 1),
        Hybrid(Interactions, ""),
        Hybrid(Genres, "; " + string.Join(' ', ["content", .. ContentOptions("none", 1)])),
        Hybrid(Modalities[4], "; " + string.Join(' ', ["content", .. ContentOptions(All, 0)])),
        Hybrid(Modalities[6], "; " + string.Join(' ', ["content", .. ContentOptions(All, 1)])),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<ModelContrast> Contrasts { get; } =
    [
        new(Interactions, [Genres, .. Modalities]),
        new(Genres, Modalities),
        new(OfContent(Genres), [.. Modalities.Where(one => one != "late fusion").Select(OfContent)]),
        new(OfHybrid(Interactions), OfHybrid(Genres), OfHybrid(Modalities[4]), OfHybrid(Modalities[6])),
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

    private static SuiteModel Content(string label, string features, double? categories = null) => new("content", ContentOptions(features, categories ?? (features == "none" ? 1 : 0))) { Label = OfContent(label) };

    private static SuiteModel Hybrid(string label, string content) =>
        new("hybrid", "validation=random", "rounds=1", $"members=user-knn; ease regularization=300; als factors=32{content}") { Label = OfHybrid(label) };

    private static string[] MultitaskOptions(string features, string attributes) =>
        ["userAttributes=none", $"itemAttributes={attributes}", $"features={features}"];

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
