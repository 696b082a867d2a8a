using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// A model that says what a user would rate an item, and how sure it is. It learns from the ratings of its training data (<see cref="InteractionMatrix.Ratings"/>) and looks at those of a
/// history (<see cref="History.Ratings"/>), however they are weighed. Where the training data hold no rating at all it takes weights for ratings, in training and in histories alike.
/// </summary>
public interface IRatingPredictor
{
    /// <summary>The smallest and the largest rating of the training data; no expectation lies outside.</summary>
    RatingScale Scale { get; }

    /// <summary>The expected ratings of some items by one user, and their standard deviations.</summary>
    /// <param name="history">The user's history; items that the model does not know count nothing, and without any rating the user is taken for an average one.</param>
    /// <param name="items">The items; one that the model does not know is taken for an average one.</param>
    /// <param name="predictions">Receives a prediction for each of them, in the scale of the training data.</param>
    void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions);

    /// <summary>The expected rating of one item; many are cheaper together.</summary>
    /// <param name="history">The user's history.</param>
    /// <param name="item">The item.</param>
    RatingPrediction Predict(in History history, int item)
    {
        var prediction = default(RatingPrediction);
        Predict(history, [item], new Span<RatingPrediction>(ref prediction));
        return prediction;
    }

    /// <summary>How likely each rating of some items by one user is.</summary>
    /// <param name="history">The user's history.</param>
    /// <param name="items">The items; one that the model does not know is taken for an average one.</param>
    /// <param name="times">When each is rated, in milliseconds since 1970 UTC, for models that know dates; nothing for the moment of asking (<see cref="HistoryContext.Now"/>).</param>
    /// <returns>A distribution for each of them; its mean is the expected rating. Normal ones around <see cref="Predict(in History, ReadOnlySpan{int}, Span{RatingPrediction})"/> where the model knows no better.</returns>
    RatingDistribution[] Distributions(in History history, ReadOnlySpan<int> items, ReadOnlySpan<long> times = default)
    {
        var predictions = new RatingPrediction[items.Length];
        Predict(history, items, predictions);
        return Array.ConvertAll(predictions, prediction => RatingDistribution.Normal(prediction, Scale));
    }
}
