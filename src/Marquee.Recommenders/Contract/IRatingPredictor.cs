using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A model that says what a user would rate an item, and how sure it is.</summary>
public interface IRatingPredictor
{
    /// <summary>The expected rating, in the scale of the training data, and its standard deviation.</summary>
    /// <param name="history">The user's history; weights are their ratings.</param>
    /// <param name="item">The item.</param>
    RatingPrediction Predict(in History history, int item);
}
