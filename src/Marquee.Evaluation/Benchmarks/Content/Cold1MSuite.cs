using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>MovieLens 1M with a tenth of the films unknown to everybody: which of them did each user like? Attributes alone against embeddings of plots, tags and a graph of facts.</summary>
/// <remarks>What is learned of plots, tags and facts is learned of all films, as a catalogue knows them before anybody watches; no rating of a held-out film is seen.</remarks>
public sealed class Cold1MSuite : RankingSuite
{
    private const double HeldOutShare = 0.1;
    private const float LeastRating = 4;
    private const string Facts = "kg_final.txt";
    private const string Films = "i2kg_map.txt";

    private static readonly string[] AttributesAlone =
        ["titleWeight=0", "summaryWeight=0", "labelsWeight=0", "peopleWeight=0", "originWeight=0", "kindWeight=0", "categoriesWeight=1", "decadeWeight=0.3"];

    /// <summary>How the graph is learned; set beforehand.</summary>
    internal static LinkOptions GraphOptions { get; } = new() { Model = LinkModelKind.DistMult, Factors = 64, Negatives = 64, BatchSize = 512, Epochs = 5 };

    /// <inheritdoc/>
    public override string Name => "cold-1m";

    /// <inheritdoc/>
    public override string Summary => "MovieLens 1M, a tenth of the films held out entirely, ranked among themselves: attributes against embeddings";

    /// <inheritdoc/>
    public override string Dataset => "MovieLens 1M with plots and graph";

    /// <inheritdoc/>
    public override int Seeds => 5;

    /// <inheritdoc/>
    public override ProtocolWords Words { get; } = new(
        "ratings of at least 4; a tenth of the films at random is held out with all of its ratings; users with another film are asked",
        "the held-out films are ranked among themselves",
        "every held-out film that the user rated 4 or more",
        ProtocolWords.PerUser);

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Models { get; } =
    [
        Content("attributes, plots, tags and graph", "text,tags,graph"),
        Content("attributes and plots", "text"),
        Content("attributes and tags", "tags"),
        Content("attributes and graph", "graph"),
        Content("attributes alone", "none"),
        Multitask("multitask with attributes and graph", "graph"),
        Multitask("multitask with attributes alone", "none"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<SuiteModel> Ablation => [.. Models.Where(model => model.Name == "content")];

    /// <inheritdoc/>
    public override IReadOnlyList<IRankingMetric> Metrics { get; } = [.. MetricCatalogue.AllAt(10)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } = ["ndcg@10", "recall@10"];

    /// <inheritdoc/>
    public override bool ComparesModels => true;

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> Prepare(BenchmarkInput input, IReadOnlyList<ulong> seeds)
    {
        var snapshot = Read(input);
        return seeds.Select(seed => new Experiment(seed, Draw(snapshot, seed, [])));
    }

    /// <inheritdoc/>
    protected override IEnumerable<Experiment> PrepareValidation(BenchmarkInput input, ulong seed)
    {
        var snapshot = Read(input);
        var tested = HeldOut(snapshot, seed, []);
        return [new Experiment(seed, Draw(snapshot.WithEvents(snapshot.Events.Where(e => !tested.Contains(snapshot.Events.Items[e]))), InnerSeed(seed), tested))];
    }

    private static SuiteModel Content(string label, string features) => new("content", [.. AttributesAlone, $"features={features}"]) { Label = label };

    private static SuiteModel Multitask(string label, string features) => new("multitask", ["itemAttributes=category,decade", $"features={features}"]) { Label = label };

    private static HashSet<int> HeldOut(Snapshot snapshot, ulong seed, HashSet<int> except)
    {
        int[] items = [.. Enumerable.Range(0, snapshot.Items.Count).Where(item => !except.Contains(item))];
        new SplittableRandom(seed).Split("cold").Shuffle(items.AsSpan());
        return [.. items.Take((int)(HeldOutShare * items.Length))];
    }

    private static RankingTask Draw(Snapshot snapshot, ulong seed, HashSet<int> except)
    {
        var held = HeldOut(snapshot, seed, except);
        int[] candidates = [.. held.Order()];
        var train = snapshot.WithEvents(snapshot.Events.Where(e => !held.Contains(snapshot.Events.Items[e])));
        return new RankingTask(train, Enumerable.Range(0, snapshot.Users.Count)
            .Where(user => train.Interactions.ByUser.RowLength(user) > 0)
            .Select(user => new RankingCase(user, train.HistoryOf(user), snapshot.Interactions.ByUser.RowIndices(user).ToArray().Where(held.Contains), candidates)));
    }

    private Snapshot Read(BenchmarkInput input)
    {
        var snapshot = MovieLensData.Read1MFrom(LeastRating, FindFolder(input, "ratings.dat", "movielens-1m", "ml-1m"));
        var plots = FindFolder(input, MovieLensPlots.FileName, "movielens-1m-side");
        var told = MovieLensPlots.AddTo(snapshot.Items, plots);
        string?[] summaries = [.. told.Select(film => film.Summary)];
        var encoder = TextPretrainer.Train([.. summaries, .. MovieLensPlots.ReadAbstracts(plots).Select(film => film.Text)], CategorySuite.WordOptions, CategorySuite.ReadingOptions);
        ItemEmbedding[] embeddings =
        [
            new(ItemEmbedding.Text, snapshot.ItemIds, encoder.Embed(summaries)),
            TagEncoder.Embed(told),
            ReadGraph(FindFolder(input, Facts, "movielens-1m-kg")),
        ];
        return embeddings.Aggregate(snapshot, (embedded, embedding) => embedding.AddTo(embedded));
    }

    /// <summary>What a graph of facts knows of films: lines of numbers under a heading.</summary>
    private static ItemEmbedding ReadGraph(string folder)
    {
        var facts = Lines(Facts).Select(fields => new Fact(Number(fields[0]), Number(fields[1]), Number(fields[2]))).Distinct().ToArray();
        var entities = facts.Max(fact => Math.Max(fact.Head, fact.Tail)) + 1;
        var graph = new FactGraph(Names(entities), Names(facts.Max(fact => fact.Relation) + 1), facts);
        return LinkTrainer.Train(graph, GraphOptions).ItemVectors(Lines(Films).Where(fields => Number(fields[0]) < entities).Select(fields => KeyValuePair.Create(fields[1], fields[0])).DistinctBy(link => link.Key));

        IEnumerable<string[]> Lines(string file) => File.ReadLines(Path.Combine(folder, file)).Skip(1).Select(line => line.Split('\t'));

        static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        static IdMap Names(int count) => new(Enumerable.Range(0, count).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
