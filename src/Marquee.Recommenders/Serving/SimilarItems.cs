using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>The items most like one, less what the rules forbid.</summary>
public sealed class SimilarItems
{
    private const int FewestLookedAt = 64;

    private readonly IRecommender _model;
    private readonly IItemSimilarity _similarity;
    private readonly ICandidateRule[] _rules;

    /// <summary>Keeps to given rules.</summary>
    /// <param name="model">A model that knows which items are alike.</param>
    /// <param name="rules">What is forbidden in every request.</param>
    /// <exception cref="ArgumentException">The model knows no similar items.</exception>
    public SimilarItems(IRecommender model, IEnumerable<ICandidateRule> rules)
    {
        _model = model;
        _similarity = model as IItemSimilarity
            ?? throw new ArgumentException($"{model.GetType().Name} does not know which items are alike; a model with {nameof(IItemSimilarity)} is needed.", nameof(model));
        _rules = [.. rules];
    }

    /// <summary>Keeps to what the catalogue says: nothing hidden, and nothing that cannot be shown at the moment of asking.</summary>
    /// <param name="model">A model that knows which items are alike.</param>
    /// <param name="items">The catalogue by item index.</param>
    /// <exception cref="ArgumentException">The model knows no similar items.</exception>
    public static SimilarItems ForCatalogue(IRecommender model, IReadOnlyList<Item> items) => new(model, [new HiddenRule(items), new AvailabilityRule(items)]);

    /// <summary>The items most like one, best first.</summary>
    /// <param name="item">The item; one that the model does not know has no similar items.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="context">The moment of asking.</param>
    public IReadOnlyList<ScoredItem> Of(int item, int count, HistoryContext context) => Of(item, new RecommendationRequest { Count = count, IncludeSeen = true }, new History(default, context: context));

    /// <summary>The items most like one, best first, as somebody asks for them.</summary>
    /// <param name="item">The item; one that the model does not know has no similar items.</param>
    /// <param name="request">How many, whether those of the history may be among them, and which rules hold besides. There are no reasons and nothing is left to chance.</param>
    /// <param name="history">Who is asking, when and where.</param>
    /// <param name="scratch">Memory to work in; new where none is given.</param>
    /// <remarks>Asks the model for some more than are wanted, and for ever more until enough of them are allowed.</remarks>
    public IReadOnlyList<ScoredItem> Of(int item, RecommendationRequest request, in History history, RecommendationScratch? scratch = null)
    {
        var candidates = scratch?.Candidates ?? new CandidateSet(0);
        candidates.Reset(_model.ItemCount);
        RecommendationPipeline.Restrict(history, request, _rules, candidates);
        for (var looked = Math.Max(FewestLookedAt, 2L * request.Count); ; looked *= 4)
        {
            var similar = _similarity.Similar(item, (int)Math.Min(looked, _model.ItemCount));
            var allowed = new List<ScoredItem>(Math.Min(request.Count, similar.Count));
            for (var rank = 0; rank < similar.Count && allowed.Count < request.Count; rank++)
            {
                if (candidates.Contains(similar[rank].Item))
                {
                    allowed.Add(similar[rank]);
                }
            }

            if (allowed.Count == request.Count || similar.Count < looked)
            {
                return allowed;
            }
        }
    }
}
