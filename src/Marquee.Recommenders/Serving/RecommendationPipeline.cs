using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// From a history to a list: scores of one model, less what the rules forbid, the best of the rest, re-ranked, with explanations where they are asked for.
/// Immutable; may be called from many threads at once.
/// </summary>
/// <remarks>Items that are newer than the model (their index is <see cref="IRecommender.ItemCount"/> or more) are not recommended by it.</remarks>
public sealed class RecommendationPipeline
{
    private const int HistoriesPerBlock = 64;

    private readonly IRecommender _model;
    private readonly ICandidateRule[] _rules;
    private readonly IReRanker[] _reRankers;

    /// <summary>Puts a pipeline together.</summary>
    /// <param name="model">Gives the scores.</param>
    /// <param name="rules">What is forbidden in every request.</param>
    /// <param name="reRankers">Applied one after the other to what is left.</param>
    public RecommendationPipeline(IRecommender model, IEnumerable<ICandidateRule>? rules = null, IEnumerable<IReRanker>? reRankers = null)
    {
        _model = model;
        _rules = [.. rules ?? []];
        _reRankers = [.. reRankers ?? []];
    }

    /// <summary>A pipeline that keeps to what the catalogue says: nothing hidden, and nothing that cannot be shown at the moment of asking.</summary>
    /// <param name="model">Gives the scores.</param>
    /// <param name="items">The catalogue by item index.</param>
    /// <param name="reRankers">Applied one after the other to what is left.</param>
    public static RecommendationPipeline ForCatalogue(IRecommender model, IReadOnlyList<Item> items, IEnumerable<IReRanker>? reRankers = null) =>
        new(model, [new HiddenRule(items), new AvailabilityRule(items)], reRankers);

    /// <summary>The best items for one history, best first; of equal scores the lower index first.</summary>
    /// <param name="history">Who is asking.</param>
    /// <param name="request">What is asked for.</param>
    public Recommendation[] Recommend(in History history, RecommendationRequest request)
    {
        var scores = ArrayPool<float>.Shared.Rent(_model.ItemCount);
        try
        {
            var ofItems = scores.AsSpan(0, _model.ItemCount);
            _model.Score(history, ofItems);
            return Choose(history, request, ofItems, new CandidateSet(_model.ItemCount));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>The best items for each of many histories: the same lists as one by one, up to rounding of the scores, but scored together.</summary>
    /// <param name="histories">Who is asking.</param>
    /// <param name="request">What all of them ask for.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between blocks of histories.</param>
    public Recommendation[][] RecommendMany(
        IReadOnlyList<History> histories, RecommendationRequest request, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default) =>
        RecommendMany(histories, _ => request, maxDegreeOfParallelism, cancellationToken);

    /// <summary>As above, with a request for each history.</summary>
    /// <param name="histories">Who is asking.</param>
    /// <param name="requestOf">What the history at an index asks for; called from many threads at once.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="cancellationToken">Stops between blocks of histories.</param>
    public Recommendation[][] RecommendMany(
        IReadOnlyList<History> histories, Func<int, RecommendationRequest> requestOf, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        var lists = new Recommendation[histories.Count][];
        ParallelBlocks.For(
            histories.Count,
            HistoriesPerBlock,
            maxDegreeOfParallelism,
            () => new Scratch(_model.ItemCount),
            (start, end, _, scratch) =>
            {
                for (var index = start; index < end; index++)
                {
                    scratch.Histories[index - start] = histories[index];
                }

                var scores = scratch.Scores.Slice(0, end - start);
                _model.Score(scratch.Histories.AsSpan(0, end - start), scores);
                for (var index = start; index < end; index++)
                {
                    scratch.Candidates.Reset();
                    lists[index] = Choose(histories[index], requestOf(index), scores.Row(index - start), scratch.Candidates);
                }
            },
            cancellationToken);
        return lists;
    }

    private Recommendation[] Choose(in History history, RecommendationRequest request, Span<float> scores, CandidateSet candidates)
    {
        if (!request.IncludeSeen)
        {
            candidates.Remove(history.Items);
        }

        foreach (var rule in _rules)
        {
            rule.Apply(history, candidates);
        }

        foreach (var rule in request.Rules)
        {
            rule.Apply(history, candidates);
        }

        var best = ReRank(history, Best(scores, candidates, Depth(request.Count)), request.Count);
        var explains = request.Explain ? _model as IExplains : null;
        var list = new Recommendation[Math.Min(request.Count, best.Count)];
        for (var rank = 0; rank < list.Length; rank++)
        {
            list[rank] = new Recommendation(best[rank].Item, best[rank].Score, explains?.Explain(history, best[rank].Item));
        }

        return list;
    }

    private int Depth(int count) => _reRankers.Aggregate(count, (depth, reRanker) => Math.Max(depth, reRanker.Depth(count)));

    private static ScoredItem[] Best(Span<float> scores, CandidateSet candidates, int count)
    {
        // Not more are asked for than there are candidates, so none of the masked ones is selected: NaN is below every number.
        candidates.Mask(scores, float.NaN);
        var wanted = Math.Min(count, candidates.Count);
        var items = ArrayPool<int>.Shared.Rent(wanted);
        var values = ArrayPool<float>.Shared.Rent(wanted);
        TopK.Select(scores, items.AsSpan(0, wanted), values.AsSpan(0, wanted));
        var best = new ScoredItem[wanted];
        for (var rank = 0; rank < wanted; rank++)
        {
            best[rank] = new ScoredItem(items[rank], values[rank]);
        }

        ArrayPool<int>.Shared.Return(items);
        ArrayPool<float>.Shared.Return(values);
        return best;
    }

    private IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
    {
        foreach (var reRanker in _reRankers)
        {
            candidates = reRanker.ReRank(history, candidates, count);
        }

        return candidates;
    }

    private sealed class Scratch(int items)
    {
        public History[] Histories { get; } = new History[HistoriesPerBlock];

        public DenseMatrix Scores { get; } = new(HistoriesPerBlock, items);

        public CandidateSet Candidates { get; } = new(items);
    }
}
