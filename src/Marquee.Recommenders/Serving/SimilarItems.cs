using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The items most like one, less what the rules forbid: hidden ones, and those that cannot be shown.</summary>
public sealed class SimilarItems
{
    private readonly IRecommender _model;
    private readonly IItemSimilarity _similarity;
    private readonly ICandidateRule[] _rules;

    /// <summary>Keeps to what the catalogue says: nothing hidden, and nothing that cannot be shown at the moment of asking.</summary>
    /// <param name="model">A model that knows which items are alike.</param>
    /// <param name="items">The catalogue by item index.</param>
    /// <exception cref="ArgumentException">The model knows no similar items.</exception>
    public SimilarItems(IRecommender model, IReadOnlyList<Item> items)
    {
        _model = model;
        _similarity = model as IItemSimilarity
            ?? throw new ArgumentException($"{model.GetType().Name} does not know which items are alike; a model with {nameof(IItemSimilarity)} is needed.", nameof(model));
        _rules = [new HiddenRule(items), new AvailabilityRule(items)];
    }

    /// <summary>The items most like one, best first. O(items).</summary>
    /// <param name="item">The item; one that the model does not know has no similar items.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="context">The moment of asking.</param>
    public IReadOnlyList<ScoredItem> Of(int item, int count, HistoryContext context)
    {
        var candidates = new CandidateSet(_model.ItemCount);
        var nobody = new History(default, context: context);
        foreach (var rule in _rules)
        {
            rule.Apply(nobody, candidates);
        }

        return [.. _similarity.Similar(item, _model.ItemCount).Where(similar => candidates.Contains(similar.Item)).Take(count)];
    }
}
