using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// RMSE and MAE of predicted ratings, pooled over all ratings as the literature does: <c>sqrt(mean of (predicted - given)^2)</c> and <c>mean of |predicted - given|</c>.
/// </summary>
/// <remarks>
/// The values by user are the user's mean squared and mean absolute error, each user counting by the number of ratings, so that intervals are drawn over users although the mean is over
/// ratings. Predictions are taken as they are, not cut to the scale.
/// </remarks>
public static class RatingEvaluator
{
    /// <summary>Evaluates one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cases">The ratings held out, in any order.</param>
    /// <returns><c>rmse</c> and <c>mae</c>, with the users in ascending order.</returns>
    public static IReadOnlyList<MetricValues> Evaluate(IRatingPredictor model, IEnumerable<RatingCase> cases)
    {
        var users = new SortedDictionary<int, (double Squares, double Absolutes, int Count)>();
        foreach (var one in cases)
        {
            var error = model.Predict(one.History, one.Item).Mean - (double)one.Rating;
            var (squares, absolutes, count) = users.GetValueOrDefault(one.User);
            users[one.User] = (squares + (error * error), absolutes + Math.Abs(error), count + 1);
        }

        var counts = users.Values.Select(user => (double)user.Count).ToArray();
        return
        [
            new MetricValues("rmse", [.. users.Values.Select(user => user.Squares / user.Count)], counts, rootOfMean: true),
            new MetricValues("mae", [.. users.Values.Select(user => user.Absolutes / user.Count)], counts),
        ];
    }
}
