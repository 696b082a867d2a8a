using Marquee.Content;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>The vectors that Marquee's own encoders make of a list of titles: of their tags, their summaries, and the graph of facts about them.</summary>
/// <remarks>
/// Learned from the list alone, without any audience. Each is brought to as many numbers as the words are that stand for the same, by principal components: with a few hundred launches to choose by, more numbers are more chance.
/// </remarks>
internal static class LaunchVectors
{
    private const int LeastTitles = 2;

    /// <summary>What of an item each kind of vectors tells.</summary>
    public static IReadOnlyDictionary<string, AudienceInputs> Features { get; } = new Dictionary<string, AudienceInputs>
    {
        [ItemEmbedding.Tags] = AudienceInputs.Tags,
        [ItemEmbedding.Text] = AudienceInputs.Summary,
        [ItemEmbedding.Graph] = AudienceInputs.Graph,
    };

    /// <summary>The same titles with vectors.</summary>
    /// <param name="titles">The titles.</param>
    /// <param name="dimensions">Numbers of each vector.</param>
    /// <param name="settings">Seed, threads, progress.</param>
    public static IReadOnlyList<Item> AddTo(IReadOnlyList<Item> titles, int dimensions, ExperimentSettings settings)
    {
        settings.Progress?.Report(new ExperimentProgress("vectors of tags, summaries and facts", settings.Seed, null, null));
        string?[] summaries = [.. titles.Select(title => title.Summary)];
        var encoder = TextPretrainer.Train(
            summaries,
            CategorySuite.WordOptions with { Seed = settings.Seed },
            CategorySuite.ReadingOptions with { Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism },
            null,
            settings.CancellationToken);
        // Tags are categories and labels here; who made it, and where, is a fact.
        Item[] tagged = [.. titles.Select(title => title with { People = [], Countries = [], Language = null, Kind = null })];
        ItemEmbedding[] embeddings =
        [
            TagEncoder.Embed(tagged, TagEncoder.Defaults with { Seed = settings.Seed }, cancellationToken: settings.CancellationToken),
            new(ItemEmbedding.Text, new IdMap(titles.Select(title => title.Id)), encoder.Embed(summaries, settings.MaxDegreeOfParallelism)),
            OfGraph(titles, settings),
        ];
        return embeddings.Select(embedding => Shorten(embedding, dimensions, settings))
            .Aggregate(titles, (told, embedding) => [.. told.Select(embedding.AddTo)]);
    }

    /// <summary>Facts as triples: who took part and as what, countries, kind, decade, categories. What but one title has to do with tells nothing of another and is left out.</summary>
    internal static FactGraph GraphOf(IReadOnlyList<Item> titles)
    {
        ItemFact[] facts =
        [
            .. titles.SelectMany(title => ItemFacts.Of(title).Concat(title.Categories.Select(category => new ItemFact(title.Id, "category", category))))
                .GroupBy(fact => fact.Entity).Where(group => group.Select(fact => fact.Item).Distinct().Count() >= LeastTitles).SelectMany(group => group),
        ];
        // An entity may be named as a title's id is.
        var entities = new IdMap(facts.Select(fact => Title(fact.Item)).Concat(facts.Select(fact => "entity: " + fact.Entity)).Distinct());
        var relations = new IdMap(facts.Select(fact => fact.Relation).Distinct());
        return new FactGraph(entities, relations, facts.Select(fact => new Fact(entities.IndexOf(Title(fact.Item)), relations.IndexOf(fact.Relation), entities.IndexOf("entity: " + fact.Entity))));
    }

    private static string Title(string id) => "title: " + id;

    private static ItemEmbedding OfGraph(IReadOnlyList<Item> titles, ExperimentSettings settings) =>
        LinkTrainer.Train(GraphOf(titles), Cold1MSuite.GraphOptions, new LinkTrainingContext { Seed = settings.Seed, MaxDegreeOfParallelism = settings.MaxDegreeOfParallelism, CancellationToken = settings.CancellationToken })
            .ItemVectors(titles.Select(title => KeyValuePair.Create(title.Id, Title(title.Id))));

    private static ItemEmbedding Shorten(ItemEmbedding embedding, int dimensions, ExperimentSettings settings)
    {
        var (vectors, mean) = (embedding.Vectors.Clone(), new double[embedding.Dimensions]);
        for (var row = 0; row < vectors.Rows; row++)
        {
            for (var column = 0; column < mean.Length; column++)
            {
                mean[column] += (double)vectors[row, column] / vectors.Rows;
            }
        }

        for (var row = 0; row < vectors.Rows; row++)
        {
            for (var column = 0; column < mean.Length; column++)
            {
                vectors[row, column] -= (float)mean[column];
            }
        }

        var axes = RandomizedSvd.Compute(vectors, dimensions, new SplittableRandom(settings.Seed).Split("components"), maxDegreeOfParallelism: settings.MaxDegreeOfParallelism).Right;
        var shortened = new DenseMatrix(vectors.Rows, axes.Columns);
        MatrixProduct.Multiply(vectors, false, axes, false, shortened, maxDegreeOfParallelism: settings.MaxDegreeOfParallelism);
        return new ItemEmbedding(embedding.Name, embedding.Items, shortened);
    }
}
