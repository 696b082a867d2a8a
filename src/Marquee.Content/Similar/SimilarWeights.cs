namespace Marquee.Content;

/// <summary>How much each view counts in <see cref="SimilarView.Blend"/>. A weight is from 0 on; they are divided by their sum.</summary>
/// <param name="Theme">Weight of <see cref="SimilarView.Theme"/>.</param>
/// <param name="Audience">Weight of <see cref="SimilarView.Audience"/>.</param>
/// <param name="Graph">Weight of <see cref="SimilarView.Graph"/>.</param>
/// <param name="Text">Weight of <see cref="SimilarView.Text"/>.</param>
public sealed record SimilarWeights(double Theme = 1, double Audience = 1, double Graph = 0.5, double Text = 0.5)
{
    /// <summary>The weights of theme, audience, graph and text, which add up to 1.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    internal IReadOnlyList<(SimilarView View, double Weight)> Shares()
    {
        (SimilarView View, double Weight)[] weights = [(SimilarView.Theme, Theme), (SimilarView.Audience, Audience), (SimilarView.Graph, Graph), (SimilarView.Text, Text)];
        var sum = weights.Sum(one => one.Weight);
        return weights.All(one => one.Weight >= 0) && sum > 0 && double.IsFinite(sum)
            ? [.. weights.Select(one => (one.View, one.Weight / sum))]
            : throw new ArgumentException($"Weights of views must be numbers from 0 on, at least one above 0; given: {this}.");
    }
}
