using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>One model trained on one fold, with what it says of the ratings held out.</summary>
internal sealed class F1Fold
{
    /// <summary>Asks the model everything once.</summary>
    public F1Fold(IModel model, RatingTask ratings, ExperimentSettings settings)
    {
        Model = model;
        Ratings = ratings;
        Settings = settings;
        Predicted = model is IRatingPredictor predictor ? [.. RatingEvaluator.Predict(predictor, ratings, settings.MaxDegreeOfParallelism, settings.CancellationToken).Select(own => Array.ConvertAll(own, one => one.Mean))] : null;
        var scores = new float[model.ItemCount];
        Scores = [.. ratings.Cases.Select(one =>
        {
            settings.CancellationToken.ThrowIfCancellationRequested();
            model.Score(one.History, scores);
            return Array.ConvertAll(one.Items.ToArray(), item => scores[item]);
        })];
    }

    /// <summary>The model.</summary>
    public IModel Model { get; }

    /// <summary>The fold.</summary>
    public RatingTask Ratings { get; }

    /// <summary>Threads, clock, cancellation.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>The expected rating of each rating held out, case by case; nothing where the model predicts none.</summary>
    public float[][]? Predicted { get; }

    /// <summary>The score of each item whose rating is held out, case by case.</summary>
    public float[][] Scores { get; }
}
