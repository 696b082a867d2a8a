using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Embeddings of the entities and relations of a graph that score facts; higher is likelier. Immutable.</summary>
public sealed unsafe class LinkModel
{
    private const string EntityIds = "entities";
    private const string RelationIds = "relations";

    private readonly LinkGeometry _geometry;
    private readonly DenseMatrix _vectors;
    private readonly float[] _squares;

    /// <summary>Takes over embeddings, which must not change any more.</summary>
    internal LinkModel(LinkOptions options, IdMap entities, IdMap relations, DenseMatrix entityVectors, DenseMatrix relationNumbers)
    {
        (Options, Entities, Relations, EntityVectors, RelationNumbers) = (options, entities, relations, entityVectors, relationNumbers);
        _geometry = LinkGeometry.Of(options);
        _vectors = new DenseMatrix(relationNumbers.Rows, options.Factors);
        for (var row = 0; row < relationNumbers.Rows; row++)
        {
            _geometry.Expand(relationNumbers.Row(row), _vectors.Row(row));
        }

        _squares = _geometry.IsDistance ? new float[entities.Count] : [];
        for (var row = 0; row < _squares.Length; row++)
        {
            _squares[row] = Square(entityVectors.Row(row));
        }
    }

    /// <summary>What it was trained with.</summary>
    public LinkOptions Options { get; }

    /// <summary>Ids of the entities by row.</summary>
    public IdMap Entities { get; }

    /// <summary>Ids of the relations.</summary>
    public IdMap Relations { get; }

    /// <summary>The entities, <c>entities x factors</c>. Read, do not write.</summary>
    public DenseMatrix EntityVectors { get; }

    /// <summary>The relations, and their reciprocals behind them where there are some; for RotatE their angles. Read, do not write.</summary>
    public DenseMatrix RelationNumbers { get; }

    /// <summary>The score of a fact, as the answer to "(head, relation, ?)". O(factors).</summary>
    /// <param name="fact">The fact.</param>
    public float Score(Fact fact) => Score(new LinkQuery(fact.Head, fact.Relation), fact.Tail);

    /// <summary>The score of one answer to a query. O(factors).</summary>
    /// <param name="query">The query.</param>
    /// <param name="answer">An entity.</param>
    public float Score(LinkQuery query, int answer)
    {
        var vector = new float[Options.Factors];
        Compose(query, vector);
        var candidate = EntityVectors.Row(answer);
        var sum = 0.0;
        for (var index = 0; index < vector.Length; index++)
        {
            var difference = (double)vector[index] - candidate[index];
            sum += _geometry.IsDistance ? difference * difference : (double)vector[index] * candidate[index];
        }

        return (float)(_geometry.IsDistance ? -Math.Sqrt(sum) : sum);
    }

    /// <summary>Scores every entity as an answer to each query. <c>2 * queries * entities * factors</c> operations.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="scores">Receives the scores, <c>queries x entities</c>.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public void Score(ReadOnlySpan<LinkQuery> queries, DenseMatrix scores, int maxDegreeOfParallelism = 0)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Rows != queries.Length || scores.Columns != Entities.Count)
        {
            throw new ArgumentException($"{queries.Length} queries over {Entities.Count} entities need as large a matrix; given is one of {scores}.", nameof(scores));
        }

        var vectors = new DenseMatrix(queries.Length, Options.Factors);
        for (var row = 0; row < queries.Length; row++)
        {
            Compose(queries[row], vectors.Row(row));
        }

        MatrixProduct.Multiply(vectors, false, EntityVectors, true, scores, _geometry.IsDistance ? -2 : 1, maxDegreeOfParallelism: maxDegreeOfParallelism);
        if (!_geometry.IsDistance)
        {
            return;
        }

        ParallelBlocks.For(queries.Length, 8, maxDegreeOfParallelism, (start, end, _) =>
        {
            fixed (float* squares = _squares)
            {
                for (var row = start; row < end; row++)
                {
                    fixed (float* own = scores.Row(row))
                    {
                        Numerics.Learning.ElementKernels.Chosen.Add(squares, own, scores.Columns);
                        LinkKernels.Chosen.NegativeDistances(own, Square(vectors.Row(row)), scores.Columns);
                    }
                }
            }
        });
    }

    /// <summary>What the graph knows of items: the vectors of their entities.</summary>
    /// <param name="links">Item id and entity id of each item that has one. An entity that the graph does not have leaves its item out.</param>
    /// <exception cref="ArgumentException">An item comes twice, or none has an entity of the graph.</exception>
    public ItemEmbedding ItemVectors(IEnumerable<KeyValuePair<string, string>> links)
    {
        KeyValuePair<string, string>[] known = [.. links.Where(link => Entities.IndexOf(link.Value) >= 0)];
        var vectors = new DenseMatrix(known.Length, Options.Factors);
        for (var row = 0; row < known.Length; row++)
        {
            EntityVectors.Row(Entities.IndexOf(known[row].Value)).CopyTo(vectors.Row(row));
        }

        return new ItemEmbedding(ItemEmbedding.Graph, new IdMap(known.Select(link => link.Key)), vectors);
    }

    /// <summary>Writes the model.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Properties["options"] = Options.ToJson();
        writer.Properties["entities"] = Entities.Count;
        writer.Properties["relations"] = Relations.Count;
        writer.Write("entity-vectors", EntityVectors.Span, EntityVectors.Rows, EntityVectors.Columns);
        writer.Write("relation-numbers", RelationNumbers.Span, RelationNumbers.Rows, RelationNumbers.Columns);
        TextArray.Write(writer, EntityIds + "-ids", Entities.Ids.ToArray());
        TextArray.Write(writer, RelationIds + "-ids", Relations.Ids.ToArray());
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">The artifact is not such a model.</exception>
    public static LinkModel Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var json = reader.Properties["options"] as JsonObject ?? throw new InvalidDataException("The artifact has no 'options'; a model of link prediction has them.");
        LinkOptions options;
        try
        {
            options = LinkOptions.FromJson(json);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"The artifact's options are not those of link prediction: {exception.Message}", exception);
        }

        var (entities, relations) = (reader.IntProperty("entities"), reader.IntProperty("relations"));
        return new LinkModel(
            options,
            new IdMap(TextArray.Read(reader, EntityIds + "-ids")),
            new IdMap(TextArray.Read(reader, RelationIds + "-ids")),
            new DenseMatrix(entities, options.Factors, reader.ReadFloats("entity-vectors", entities, options.Factors)),
            Relation(relations * (options.Reciprocal ? 2 : 1), LinkGeometry.Of(options).RelationFactors));

        DenseMatrix Relation(int rows, int columns) => new(rows, columns, reader.ReadFloats("relation-numbers", rows, columns));
    }

    private void Compose(LinkQuery query, Span<float> vector)
    {
        var isInverse = !Options.Reciprocal && query.Relation >= Relations.Count;
        fixed (float* entity = EntityVectors.Row(query.Entity), relation = _vectors.Row(isInverse ? query.Relation - Relations.Count : query.Relation), target = vector)
        {
            _geometry.Compose(entity, relation, isInverse, target);
        }
    }

    private static float Square(ReadOnlySpan<float> vector)
    {
        fixed (float* numbers = vector)
        {
            return Numerics.Learning.ElementKernels.Chosen.Dot(numbers, numbers, vector.Length);
        }
    }
}
