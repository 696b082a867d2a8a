using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// The same list for everyone: items by the number of users who met them, or by the sum of their weights. The line that every personal model has to beat.
/// </summary>
/// <remarks>Time O(interactions), memory O(items). Involves no chance.</remarks>
public static class MostPopularTrainer
{
    /// <summary>Counts.</summary>
    public static MostPopularModel Train(Snapshot snapshot, MostPopularOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var matrix = snapshot.Interactions.ByUser;
        var scores = new double[matrix.Columns];
        for (var entry = 0; entry < matrix.NonZeros; entry++)
        {
            scores[matrix.ColumnIndices[entry]] += options.Measure == PopularityMeasure.Users ? 1 : matrix.Values[entry];
        }

        context.Progress?.Report(new TrainingProgress(1, 1));
        return new MostPopularModel(options, Array.ConvertAll(scores, score => (float)score));
    }
}
