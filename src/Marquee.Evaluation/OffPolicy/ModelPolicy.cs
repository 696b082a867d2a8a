using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// A model with rules and re-rankers that serves the best candidate at each place, or leaves a share of the places to chance. It knows of each user what they had done when a list was served.
/// </summary>
public sealed class ModelPolicy : IServingPolicy
{
    private readonly RecommendationPipeline _pipeline;
    private readonly HistoriesAt _histories;
    private readonly Func<int, long, HistoryContext> _contextOf;
    private readonly Exploration _exploration;

    /// <summary>Puts a policy together.</summary>
    /// <param name="pipeline">Model, rules and re-rankers. What a user has seen is left out besides.</param>
    /// <param name="histories">What users had done.</param>
    /// <param name="contextOf">The circumstances of a user at a moment; see <see cref="Snapshot.ContextOf"/>.</param>
    /// <param name="exploration">What is left to chance; nothing for no place.</param>
    public ModelPolicy(RecommendationPipeline pipeline, HistoriesAt histories, Func<int, long, HistoryContext> contextOf, Exploration? exploration = null)
    {
        _pipeline = pipeline;
        _histories = histories;
        _contextOf = contextOf;
        _exploration = exploration ?? new Exploration(share: 0, pool: 1);
    }

    /// <inheritdoc/>
    public PlaceChances[] Decide(ServedList served)
    {
        var (history, seen) = _histories.Of(served.User, served.Time, _contextOf(served.User, served.Time));
        // What was served above may be any of them, so as many more are wanted as there are places.
        var best = _pipeline.Recommend(history, new RecommendationRequest { Count = served.Items.Length + _exploration.Pool, Rules = [new ExcludeRule(seen)] });
        var left = best.Select(line => line.Item).ToList();
        var places = new PlaceChances[served.Items.Length];
        for (var place = 0; place < places.Length; place++)
        {
            var items = left.Take(_exploration.Pool).ToArray();
            places[place] = new PlaceChances(items, Chances(items.Length));
            left.Remove(served.Items[place]);
        }

        return places;
    }

    private double[] Chances(int items)
    {
        var chances = new double[items];
        Array.Fill(chances, _exploration.Share / items);
        if (items > 0)
        {
            chances[0] += 1 - _exploration.Share;
        }

        return chances;
    }
}
