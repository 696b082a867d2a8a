using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The frozen graph of items that look and sound alike: each points to its nearest by the cosine of their features.</summary>
/// <remarks>Source: Zhang et al., Mining Latent Structures for Multimedia Recommendation (LATTICE), MM 2021; frozen and without weights after Zhou and Shen, A Tale of Two Graphs (FREEDOM), MM 2023.</remarks>
internal static class NearestItems
{
    /// <summary>The graphs of all modalities as one, weighted: <c>sum over modalities of weight * D^-1/2 S D^-1/2</c>, where the entries of <c>S</c> are 1. O(items^2 * features).</summary>
    /// <param name="modalities">The modalities; without any no item points to another.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="neighbours">How many nearest items each points to.</param>
    /// <param name="context">Threads, cancellation.</param>
    public static SparseMatrix Of(IReadOnlyList<ItemModality> modalities, int items, int neighbours, TrainingContext context)
    {
        var total = modalities.Sum(modality => modality.Weight);
        var graphs = modalities.Select(modality => (Modality: modality, Graph: Of(modality.Rows, neighbours, context with { Progress = null }))).ToArray();
        var (offsets, columns, values) = (new int[items + 1], new List<int>(), new List<float>());
        var sums = new SortedDictionary<int, float>();
        for (var row = 0; row < items; row++)
        {
            sums.Clear();
            foreach (var (modality, graph) in graphs)
            {
                foreach (var column in graph.RowIndices(row))
                {
                    // Every row that has neighbours has as many, unless few are positive.
                    var degrees = (double)graph.RowLength(row) * Math.Max(1, graph.RowLength(column));
                    sums[column] = sums.GetValueOrDefault(column) + (float)(modality.Weight / total / Math.Sqrt(degrees));
                }
            }

            columns.AddRange(sums.Keys);
            values.AddRange(sums.Values);
            offsets[row + 1] = columns.Count;
        }

        return new SparseMatrix(items, items, offsets, [.. columns], [.. values]);
    }

    private static SparseMatrix Of(DenseMatrix rows, int neighbours, TrainingContext context) => NearestRows.Compute(
        rows.Rows,
        neighbours,
        (item, cosines) =>
        {
            MatrixVector.Multiply(rows, rows.Row(item), cosines, maxDegreeOfParallelism: 1);
            cosines[item] = 0;
        },
        context);
}
