namespace Marquee.Content;

/// <summary>The nearest others of each item, nearest first, where two are equally near the one of the lower index first.</summary>
/// <param name="items">Number of items.</param>
/// <param name="count">Neighbours of each.</param>
public sealed class NeighbourTable(int items, int count)
{
    private readonly int[] _indices = new int[(long)items * count <= Array.MaxLength ? items * count : throw new NotSupportedException($"{items} items with {count} neighbours each are more than one array holds.")];
    private readonly float[] _squares = new float[items * count];

    /// <summary>Number of items.</summary>
    public int Items { get; } = items;

    /// <summary>Neighbours of each item.</summary>
    public int Count { get; } = count;

    /// <summary>The neighbours of an item.</summary>
    public ReadOnlySpan<int> Of(int item) => _indices.AsSpan(item * Count, Count);

    /// <summary>The squared distances of an item's neighbours, ascending.</summary>
    public ReadOnlySpan<float> SquaredDistances(int item) => _squares.AsSpan(item * Count, Count);

    internal Span<int> IndicesOf(int item) => _indices.AsSpan(item * Count, Count);

    internal Span<float> SquaresOf(int item) => _squares.AsSpan(item * Count, Count);
}
