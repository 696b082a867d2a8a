using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>
/// Items as vectors in one space, such as that of what they are about: near where they are alike. Immutable. Items are known by their ids, so that an embedding made once serves
/// every later snapshot; within a snapshot it is a named item feature (<see cref="Item.Features"/>) that recommenders learn from.
/// </summary>
/// <remarks>A row of zeros stands for an item of which nothing is known: it is near nothing, and becomes no feature.</remarks>
public sealed class ItemEmbedding
{
    /// <summary>What an embedding of summaries is named.</summary>
    public const string Text = "text";

    /// <summary>What an embedding of tags is named.</summary>
    public const string Tags = "tags";

    /// <summary>What an embedding of a graph of facts is named.</summary>
    public const string Graph = "graph";

    private readonly DenseMatrix _directions;

    /// <summary>Takes over vectors, which must not change any more.</summary>
    /// <param name="name">What it is of: <see cref="Text"/>, <see cref="Tags"/>, <see cref="Graph"/> or any other word; the name of the item feature.</param>
    /// <param name="items">The ids of the items by row.</param>
    /// <param name="vectors">A row for each item, zeros where nothing is known; <c>items x dimensions</c>.</param>
    /// <exception cref="ArgumentException">The name is empty, there are more or fewer rows than items, there is no dimension, or a number is not finite.</exception>
    public ItemEmbedding(string name, IdMap items, DenseMatrix vectors)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Rows != items.Count || vectors.Columns == 0)
        {
            throw new ArgumentException($"{items.Count} items need as many vectors of at least one number; given is a matrix of {vectors}.", nameof(vectors));
        }

        _directions = vectors.Clone();
        for (var row = 0; row < vectors.Rows; row++)
        {
            var length = LengthOf(vectors.Row(row));
            if (!double.IsFinite(length))
            {
                throw new ArgumentException($"The vector of item '{items[row]}' holds a number that is not finite.", nameof(vectors));
            }

            Scale(_directions.Row(row), length);
        }

        (Name, Items, Vectors) = (name, items, vectors);
    }

    /// <summary>What it is of; the name of the item feature.</summary>
    public string Name { get; }

    /// <summary>Ids of the items by row.</summary>
    public IdMap Items { get; }

    /// <summary>The vectors, <c>items x dimensions</c>. Read, do not write.</summary>
    public DenseMatrix Vectors { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions => Vectors.Columns;

    /// <summary>How many items have a vector other than zeros. O(items x dimensions).</summary>
    public int KnownCount => Enumerable.Range(0, Items.Count).Count(Knows);

    /// <summary>The vector of an item.</summary>
    /// <param name="item">Its row.</param>
    public ReadOnlySpan<float> VectorOf(int item) => Vectors.Row(item);

    /// <summary>The vector of an item scaled to length 1; zeros where nothing is known.</summary>
    /// <param name="item">Its row.</param>
    public ReadOnlySpan<float> DirectionOf(int item) => _directions.Row(item);

    /// <summary>Whether anything is known of an item.</summary>
    /// <param name="item">Its row.</param>
    public bool Knows(int item) => Vectors.Row(item).ContainsAnyExcept(0f);

    /// <summary>The cosine of the vectors of two items, from -1 to 1; 0 where nothing is known of one.</summary>
    /// <param name="one">Row of the one.</param>
    /// <param name="other">Row of the other.</param>
    public float Similarity(int one, int other)
    {
        var sum = 0.0;
        for (var column = 0; column < Dimensions; column++)
        {
            sum += (double)_directions[one, column] * _directions[other, column];
        }

        return (float)sum;
    }

    /// <summary>The items nearest to one by cosine, nearest first, without itself and those of which nothing is known. O(items x dimensions).</summary>
    /// <param name="item">Its row.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<NearItem> Nearest(int item, int count) => Nearest(Vectors.Row(item), count, item);

    /// <summary>The items nearest to a vector by cosine, nearest first, without those of which nothing is known: for something that is no item yet. O(items x dimensions).</summary>
    /// <param name="vector">As many numbers as the embedding has dimensions; for zeros there is nothing near.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="except">Row of an item that is left out; -1 for none.</param>
    /// <exception cref="ArgumentException">The vector has more or fewer numbers.</exception>
    public IReadOnlyList<NearItem> Nearest(ReadOnlySpan<float> vector, int count, int except = -1)
    {
        if (vector.Length != Dimensions)
        {
            throw new ArgumentException($"The embedding '{Name}' has {Dimensions} dimensions; the vector has {vector.Length} numbers.", nameof(vector));
        }

        if (count <= 0 || !vector.ContainsAnyExcept(0f))
        {
            return [];
        }

        var direction = vector.ToArray();
        Scale(direction, LengthOf(vector));
        var similarities = new float[Items.Count];
        MatrixVector.Multiply(_directions, direction, similarities, maxDegreeOfParallelism: 1);
        for (var row = 0; row < similarities.Length; row++)
        {
            if (row == except || !Knows(row))
            {
                similarities[row] = float.NegativeInfinity;
            }
        }

        var (rows, values) = (new int[Math.Min(count, similarities.Length)], new float[Math.Min(count, similarities.Length)]);
        var found = TopK.Select(similarities, rows, values);
        return [.. Enumerable.Range(0, found).Where(rank => values[rank] > float.NegativeInfinity).Select(rank => new NearItem(rows[rank], Math.Clamp(values[rank], -1, 1)))];
    }

    /// <summary>The same vectors for other items: a row for each id, zeros for those that this embedding does not have.</summary>
    /// <param name="items">The ids, such as those of a snapshot.</param>
    public ItemEmbedding For(IdMap items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var vectors = new DenseMatrix(items.Count, Dimensions);
        for (var row = 0; row < items.Count; row++)
        {
            if (Items.TryGetIndex(items[row], out var own))
            {
                VectorOf(own).CopyTo(vectors.Row(row));
            }
        }

        return new ItemEmbedding(Name, items, vectors);
    }

    /// <summary>The vectors that the items of a snapshot have as a feature; nothing where none has it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="name">Name of the feature.</param>
    /// <exception cref="InvalidDataException">Two items have vectors of different lengths.</exception>
    public static ItemEmbedding? OfFeature(Snapshot snapshot, string name)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        DenseMatrix? vectors = null;
        for (var item = 0; item < snapshot.Items.Count; item++)
        {
            if (!snapshot.Items[item].Features.TryGet(name, out var vector))
            {
                continue;
            }

            vectors ??= new DenseMatrix(snapshot.Items.Count, vector.Length);
            if (vector.Length != vectors.Columns)
            {
                throw new InvalidDataException($"The feature '{name}' of item '{snapshot.ItemIds[item]}' has {vector.Length} numbers; that of earlier items has {vectors.Columns}. Compute it anew for all items.");
            }

            vector.Span.CopyTo(vectors.Row(item));
        }

        return vectors is null ? null : new ItemEmbedding(name, snapshot.ItemIds, vectors);
    }

    /// <summary>A snapshot whose items carry these vectors as a feature: in the place of one of that name, and none where nothing is known.</summary>
    /// <param name="snapshot">The snapshot; items that this embedding does not have lose the feature.</param>
    public Snapshot AddTo(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.WithItems([.. snapshot.Items.Select(AddTo)]);
    }

    /// <summary>An item that carries its vector as a feature, in the place of one of that name; none where nothing is known.</summary>
    /// <param name="item">The item.</param>
    public Item AddTo(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var features = item.Features.Where(feature => feature.Key != Name);
        if (Items.TryGetIndex(item.Id, out var row) && Knows(row))
        {
            features = features.Append(new(Name, Vectors.Memory.Slice(row * Dimensions, Dimensions)));
        }

        return item with { Features = new FeatureMap(features) };
    }

    /// <summary>Writes the vectors of items that still exist.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        int[] kept = [.. Enumerable.Range(0, Items.Count).Where(row => !Items.IsErased(row))];
        var vectors = new DenseMatrix(kept.Length, Dimensions);
        for (var row = 0; row < kept.Length; row++)
        {
            VectorOf(kept[row]).CopyTo(vectors.Row(row));
        }

        writer.Properties["name"] = Name;
        writer.Properties["items"] = kept.Length;
        writer.Properties["dimensions"] = Dimensions;
        TextArray.Write(writer, "ids", [.. kept.Select(row => Items[row])]);
        writer.Write("vectors", vectors.Span, kept.Length, Dimensions);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static ItemEmbedding Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (count, dimensions) = (reader.IntProperty("items"), reader.IntProperty("dimensions"));
        var ids = TextArray.Read(reader, "ids");
        return ids.Length == count && dimensions > 0
            ? new ItemEmbedding(reader.TextProperty("name"), new IdMap(ids), new DenseMatrix(count, dimensions, reader.ReadFloats("vectors", count, dimensions)))
            : throw new InvalidDataException($"The embedding should have {count} items of {dimensions} dimensions; there are {ids.Length} ids.");
    }

    private static double LengthOf(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    private static void Scale(Span<float> vector, double length)
    {
        foreach (ref var value in vector)
        {
            value = length > 0 ? (float)(value / length) : 0;
        }
    }
}
