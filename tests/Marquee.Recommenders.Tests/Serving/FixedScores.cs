using Marquee.Data;

namespace Marquee.Recommenders.Tests;

/// <summary>Gives every history the same scores, and adds a hundredth for each item of it, so that batch and single can be told apart from nothing at all.</summary>
internal sealed class FixedScores(params float[] scores) : IRecommender, IExplains
{
    public int ItemCount => scores.Length;

    public void Score(in History history, Span<float> target)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            target[item] = scores[item] + history.Count / 100f;
        }
    }

    public Explanation Explain(in History history, int item) =>
        Explanation.OfSum(item, scores[item], history.Items.ToArray().Select(seen => new ScoredItem(seen, .01f)));
}
