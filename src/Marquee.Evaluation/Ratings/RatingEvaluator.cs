using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// RMSE and MAE of predicted ratings, pooled over all ratings as the literature does: <c>sqrt(mean of (predicted - given)^2)</c> and <c>mean of |predicted - given|</c>; and the share of all ratings that lies within
/// the 90% intervals (5% quantile to 95% quantile, <see cref="RatingDistribution.Covers"/>), which is .9 where a model is as sure as it may be, more where it is too cautious.
/// </summary>
/// <remarks>
/// The values by user are the user's mean squared and mean absolute error, each user counting by the number of ratings, so that intervals are drawn over users although the mean is over
/// ratings. Predictions are taken as the model gives them: the models here keep them inside the scale, as the published ones do.
/// </remarks>
public static class RatingEvaluator
{
    private const int BlockUsers = 32;
    private const double IntervalProbability = 0.9;

    /// <summary>What <see cref="Evaluate(IRatingPredictor, RatingTask, int, CancellationToken)"/> gives, by key.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["rmse", "mae", "within90"];

    /// <summary>Evaluates one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The ratings held out.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    /// <returns><c>rmse</c>, <c>mae</c> and <c>within90</c>, one value for each case.</returns>
    public static IReadOnlyList<MetricValues> Evaluate(IRatingPredictor model, RatingTask task, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default) =>
        Evaluate(task, Predict(model, task, maxDegreeOfParallelism, cancellationToken));

    /// <summary>How likely each rating was, for every rating held out, case by case.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The ratings held out.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    public static RatingDistribution[][] Predict(IRatingPredictor model, RatingTask task, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        var predicted = new RatingDistribution[task.Cases.Count][];
        ParallelBlocks.For(
            predicted.Length,
            BlockUsers,
            maxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var index = start; index < end; index++)
                {
                    var one = task.Cases[index];
                    predicted[index] = model.Distributions(one.History, one.Items.Span, one.Times.Span);
                }
            },
            cancellationToken);
        return predicted;
    }

    /// <summary>The errors of predictions, and how many ratings lie within the intervals.</summary>
    /// <param name="task">The ratings held out.</param>
    /// <param name="predicted">What was said of them, case by case.</param>
    internal static IReadOnlyList<MetricValues> Evaluate(RatingTask task, RatingDistribution[][] predicted)
    {
        var counts = task.Cases.Select(one => (double)one.Items.Length).ToArray();
        var errors = task.Cases.Zip(predicted, (one, own) => one.Ratings.ToArray().Zip(own, (given, expected) => expected.Mean - (double)given).ToArray()).ToArray();
        return
        [
            new MetricValues("rmse", [.. errors.Select(own => own.Average(error => error * error))], counts, rootOfMean: true),
            new MetricValues("mae", [.. errors.Select(own => own.Average(Math.Abs))], counts),
            new MetricValues("within90", [.. task.Cases.Zip(predicted, (one, own) => one.Ratings.ToArray().Zip(own, (given, expected) => expected.Covers(given, IntervalProbability)).Average())], counts),
        ];
    }
}
