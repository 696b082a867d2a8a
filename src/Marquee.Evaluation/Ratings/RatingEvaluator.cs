using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// RMSE and MAE of predicted ratings, pooled over all ratings as the literature does: <c>sqrt(mean of (predicted - given)^2)</c> and <c>mean of |predicted - given|</c>.
/// </summary>
/// <remarks>
/// The values by user are the user's mean squared and mean absolute error, each user counting by the number of ratings, so that intervals are drawn over users although the mean is over
/// ratings. Predictions are taken as the model gives them: the models here keep them inside the scale, as the published ones do.
/// </remarks>
public static class RatingEvaluator
{
    private const int BlockUsers = 32;

    /// <summary>What <see cref="Evaluate(IRatingPredictor, RatingTask, int, CancellationToken)"/> gives, by key.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["rmse", "mae"];

    /// <summary>Evaluates one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The ratings held out.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    /// <returns><c>rmse</c> and <c>mae</c>, one value for each case.</returns>
    public static IReadOnlyList<MetricValues> Evaluate(IRatingPredictor model, RatingTask task, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default) =>
        Evaluate(task, Predict(model, task, maxDegreeOfParallelism, cancellationToken));

    /// <summary>The expected rating of every rating held out, case by case.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The ratings held out.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    public static float[][] Predict(IRatingPredictor model, RatingTask task, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        var predicted = new float[task.Cases.Count][];
        ParallelBlocks.For(
            predicted.Length,
            BlockUsers,
            maxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var index = start; index < end; index++)
                {
                    var one = task.Cases[index];
                    var predictions = new RatingPrediction[one.Items.Length];
                    model.Predict(one.History, one.Items.Span, predictions);
                    predicted[index] = Array.ConvertAll(predictions, prediction => prediction.Mean);
                }
            },
            cancellationToken);
        return predicted;
    }

    /// <summary>The errors of predictions.</summary>
    /// <param name="task">The ratings held out.</param>
    /// <param name="predicted">What was expected of them, case by case.</param>
    internal static IReadOnlyList<MetricValues> Evaluate(RatingTask task, float[][] predicted)
    {
        var counts = task.Cases.Select(one => (double)one.Items.Length).ToArray();
        var errors = task.Cases.Zip(predicted, (one, own) => one.Ratings.ToArray().Zip(own, (given, expected) => expected - (double)given).ToArray()).ToArray();
        return
        [
            new MetricValues("rmse", [.. errors.Select(own => own.Average(error => error * error))], counts, rootOfMean: true),
            new MetricValues("mae", [.. errors.Select(own => own.Average(Math.Abs))], counts),
        ];
    }
}
