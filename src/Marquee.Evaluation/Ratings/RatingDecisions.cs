namespace Marquee.Evaluation;

/// <summary>What predicted ratings are worth when something is decided by them: which of the rated items to recommend, or what a user likes. Only items that the user rated in the test are looked at.</summary>
public static class RatingDecisions
{
    /// <summary>Precision and recall at k among the items that a user rated in the test, as in Surprise's documentation: the mean over users of both; F1 is that of the two means.</summary>
    /// <remarks>
    /// Of a user's rated items the k with the highest estimate are taken, and of these the ones whose estimate reaches the threshold are recommended; relevant are all that were given at least the threshold.
    /// Precision is 0 where nothing is recommended and recall is 0 where nothing is relevant, as there. Among equal estimates what is relevant comes last.
    /// </remarks>
    /// <param name="task">The ratings held out.</param>
    /// <param name="estimates">An estimate of each, case by case; a rating, or any score.</param>
    /// <param name="count">How many are taken.</param>
    /// <param name="threshold">From which rating on an item is relevant.</param>
    /// <param name="recommendFrom">From which estimate on an item is recommended; nothing to recommend all that are taken, where estimates are no ratings.</param>
    public static PrecisionRecall AmongRated(RatingTask task, float[][] estimates, int count, double threshold, double? recommendFrom)
    {
        var (precisions, recalls) = (0.0, 0.0);
        for (var user = 0; user < estimates.Length; user++)
        {
            var given = task.Cases[user].Ratings;
            var taken = Enumerable.Range(0, given.Length).OrderByDescending(item => estimates[user][item]).ThenBy(item => given.Span[item] >= threshold)
                .Take(count).Where(item => recommendFrom is null || estimates[user][item] >= recommendFrom).ToArray();
            var right = taken.Count(item => given.Span[item] >= threshold);
            var relevant = Enumerable.Range(0, given.Length).Count(item => given.Span[item] >= threshold);
            precisions += taken.Length == 0 ? 0 : (double)right / taken.Length;
            recalls += relevant == 0 ? 0 : (double)right / relevant;
        }

        return PrecisionRecall.Of(precisions / estimates.Length, recalls / estimates.Length);
    }

    /// <summary>All ratings in one pot: an item is taken for liked where its expected rating reaches the threshold, and is liked where the given one does.</summary>
    /// <param name="task">The ratings held out.</param>
    /// <param name="predicted">The expected rating of each, case by case.</param>
    /// <param name="threshold">From which rating on an item is liked.</param>
    public static PrecisionRecall Pooled(RatingTask task, float[][] predicted, double threshold)
    {
        var (taken, liked, right) = (0, 0, 0);
        for (var user = 0; user < predicted.Length; user++)
        {
            var given = task.Cases[user].Ratings.Span;
            for (var item = 0; item < given.Length; item++)
            {
                var (isTaken, isLiked) = (predicted[user][item] >= threshold, given[item] >= threshold);
                taken += isTaken ? 1 : 0;
                liked += isLiked ? 1 : 0;
                right += isTaken && isLiked ? 1 : 0;
            }
        }

        return PrecisionRecall.Of(taken == 0 ? 0 : (double)right / taken, liked == 0 ? 0 : (double)right / liked);
    }
}
