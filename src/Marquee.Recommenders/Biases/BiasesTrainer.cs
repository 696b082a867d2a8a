using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Expected ratings from three numbers: the mean of all ratings, how far the item lies above it, and how far the user does. Each item's bias is the mean of what its ratings
/// lack after the users' biases, shrunk towards zero by its number of ratings; users' biases likewise; both in turn.
/// </summary>
/// <remarks>
/// Source: Koren, Factor in the Neighbors: Scalable and Accurate Collaborative Filtering, TKDD 2010, section 2.1 (decoupled estimates); repeated in turn this is alternating least squares.
/// An epoch costs O(ratings). Users are not part of the model: a user's bias is found anew from each history.
/// </remarks>
public static class BiasesTrainer
{
    /// <summary>Trains.</summary>
    public static BiasesModel Train(Snapshot snapshot, BiasesOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var ratings = TrainingRatings.Of(snapshot);
        var users = new float[ratings.ByUser.Rows];
        var items = new float[ratings.ByUser.Columns];
        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Estimate(ratings.ByItem, ratings.Mean, users, options.ItemShrinkage, items);
            Estimate(ratings.ByUser, ratings.Mean, items, options.UserShrinkage, users);
            context.Progress?.Report(new TrainingProgress(epoch, options.Epochs));
        }

        return new BiasesModel(
            options,
            RatingBasis.Of(ratings),
            items,
            [.. Enumerable.Range(0, items.Length).Select(ratings.ByItem.RowLength)],
            ResidualVariance(ratings, users, items));
    }

    private static void Estimate(SparseMatrix rows, double mean, float[] others, float shrinkage, float[] biases)
    {
        for (var row = 0; row < rows.Rows; row++)
        {
            var sum = 0.0;
            var indices = rows.RowIndices(row);
            var values = rows.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                sum += values[entry] - mean - others[indices[entry]];
            }

            biases[row] = (float)(sum / (shrinkage + indices.Length));
        }
    }

    private static float ResidualVariance(TrainingRatings ratings, float[] users, float[] items)
    {
        var sum = 0.0;
        for (var user = 0; user < users.Length; user++)
        {
            var rated = ratings.ByUser.RowIndices(user);
            var values = ratings.ByUser.RowValues(user);
            for (var entry = 0; entry < rated.Length; entry++)
            {
                var error = values[entry] - ratings.Mean - users[user] - items[rated[entry]];
                sum += error * error;
            }
        }

        return ratings.Count == 0 ? 0 : (float)(sum / ratings.Count);
    }
}
