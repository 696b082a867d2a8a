namespace Marquee.Media;

/// <summary>Some of a set of examples.</summary>
public sealed class ExampleSubset : IExamples
{
    private readonly IExamples _all;
    private readonly int[] _indices;

    /// <summary>The examples of given indices.</summary>
    /// <param name="all">The set.</param>
    /// <param name="indices">Which of them, in the order of the subset; may repeat.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public ExampleSubset(IExamples all, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(indices);
        foreach (var index in indices)
        {
            if ((uint)index >= (uint)all.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"There are examples 0 to {all.Count - 1}.");
            }
        }

        (_all, _indices) = (all, [.. indices]);
    }

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <inheritdoc/>
    public PlaneShape Shape => _all.Shape;

    /// <inheritdoc/>
    public void Read(int index, Span<float> target) => _all.Read(_indices[index], target);
}
