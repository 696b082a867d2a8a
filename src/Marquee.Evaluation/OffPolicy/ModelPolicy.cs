using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// A model with rules and re-rankers that serves the best candidate at each place, or, in a share of places, one drawn from the best few candidates left, each of them being as likely.
/// It knows of each user what they had done when a list was served.
/// </summary>
public sealed class ModelPolicy : IServingPolicy
{
    private readonly RecommendationPipeline _pipeline;
    private readonly HistoriesAt _histories;
    private readonly Func<int, long, HistoryContext> _contextOf;
    private readonly double _explore;
    private readonly int _depth;

    /// <summary>Puts a policy together.</summary>
    /// <param name="pipeline">Model, rules and re-rankers. Items of the history are left out, and so is what was seen.</param>
    /// <param name="histories">What users had done.</param>
    /// <param name="contextOf">The circumstances of a user at a moment; see <see cref="Snapshot.ContextOf"/>.</param>
    /// <param name="explore">Share of places that are explored, 0 to 1.</param>
    /// <param name="depth">From how many of the best candidates left an explored place is drawn, at least 1.</param>
    public ModelPolicy(RecommendationPipeline pipeline, HistoriesAt histories, Func<int, long, HistoryContext> contextOf, double explore = 0, int depth = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(explore);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(explore, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        _pipeline = pipeline;
        _histories = histories;
        _contextOf = contextOf;
        _explore = explore;
        _depth = explore > 0 ? depth : 1;
    }

    /// <inheritdoc/>
    public PlaceChances[] Decide(ServedList served)
    {
        var (history, seen) = _histories.Of(served.User, served.Time, _contextOf(served.User, served.Time));
        var best = _pipeline.Recommend(history, new RecommendationRequest { Count = served.Items.Length + _depth, Rules = [new ExcludeRule(seen)] });
        var left = best.Select(line => line.Item).ToList();
        var places = new PlaceChances[served.Items.Length];
        for (var place = 0; place < places.Length; place++)
        {
            var items = left.Take(_depth).ToArray();
            places[place] = new PlaceChances(items, Chances(items.Length));
            left.Remove(served.Items[place]);
        }

        return places;
    }

    private double[] Chances(int items)
    {
        var chances = new double[items];
        Array.Fill(chances, _explore / items);
        if (items > 0)
        {
            chances[0] += 1 - _explore;
        }

        return chances;
    }
}
