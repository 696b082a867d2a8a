using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Live;

/// <summary>The vectors of one feature over all items of a catalogue, ready to be compared: the mean item taken away, each of length 1. Immutable.</summary>
/// <remarks>Of vectors of several lengths under one name the most frequent length counts, the others are near nothing; so it is in the models that read features.</remarks>
internal sealed class ModalityVectors
{
    private readonly int[] _items;
    private readonly DenseMatrix _directions;
    private readonly bool[] _says;

    private ModalityVectors(int[] items, DenseMatrix directions, bool[] says) => (_items, _directions, _says) = (items, directions, says);

    /// <summary>Reads a feature that at least one item has. O(items x numbers).</summary>
    public static ModalityVectors Of(IReadOnlyList<Item> items, string name)
    {
        ReadOnlyMemory<float>[] vectors = [.. items.Select(item => item.Features.TryGet(name, out var vector) ? vector : default)];
        var length = vectors.Where(vector => !vector.IsEmpty).CountBy(vector => vector.Length).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
        int[] kept = [.. Enumerable.Range(0, vectors.Length).Where(item => vectors[item].Length == length)];
        var sums = new double[length];
        foreach (var item in kept)
        {
            var vector = vectors[item].Span;
            for (var column = 0; column < length; column++)
            {
                sums[column] += vector[column];
            }
        }

        var (directions, says) = (new DenseMatrix(kept.Length, length), new bool[kept.Length]);
        for (var row = 0; row < kept.Length; row++)
        {
            says[row] = Direct(vectors[kept[row]].Span, sums, kept.Length, directions.Row(row));
        }

        return new ModalityVectors(kept, directions, says);
    }

    /// <summary>The items nearest to one by cosine, nearest first, without itself, those that may not be shown, and those that are as the mean item is. One pass over all vectors.</summary>
    /// <param name="item">Item index.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="isAllowed">Whether an item may be shown.</param>
    public IEnumerable<(int Item, double Similarity)> Nearest(int item, int count, Func<int, bool> isAllowed)
    {
        var own = Array.BinarySearch(_items, item);
        if (own < 0 || !_says[own])
        {
            return [];
        }

        var similarities = new float[_items.Length];
        MatrixVector.Multiply(_directions, _directions.Row(own), similarities, maxDegreeOfParallelism: 1);
        for (var row = 0; row < similarities.Length; row++)
        {
            if (row == own || !_says[row] || !isAllowed(_items[row]))
            {
                similarities[row] = float.NegativeInfinity;
            }
        }

        var (rows, values) = (new int[Math.Min(count, similarities.Length)], new float[Math.Min(count, similarities.Length)]);
        var found = TopK.Select(similarities, rows, values);
        return Enumerable.Range(0, found).Where(rank => values[rank] > float.NegativeInfinity).Select(rank => (_items[rows[rank]], Math.Clamp((double)values[rank], -1, 1)));
    }

    /// <summary>Writes where a vector lies as seen from the mean; whether it lies anywhere else.</summary>
    private static bool Direct(ReadOnlySpan<float> vector, double[] sums, int count, Span<float> direction)
    {
        var (squares, all) = (0.0, 0.0);
        for (var column = 0; column < vector.Length; column++)
        {
            var distance = vector[column] - (sums[column] / count);
            squares += distance * distance;
            all += (double)vector[column] * vector[column];
        }

        // What is left of equal vectors is rounding, and points nowhere.
        if (squares <= 1e-12 * all)
        {
            return false;
        }

        var norm = Math.Sqrt(squares);
        for (var column = 0; column < vector.Length; column++)
        {
            direction[column] = (float)((vector[column] - (sums[column] / count)) / norm);
        }

        return true;
    }
}
