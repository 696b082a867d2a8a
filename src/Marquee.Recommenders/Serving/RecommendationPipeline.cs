using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// From a history to a list: scores of one model, less what the rules forbid, the best of the rest, re-ranked, with explanations where they are asked for.
/// Immutable; may be called from many threads at once.
/// </summary>
/// <remarks>Items that are newer than the model (their index is <see cref="IRecommender.ItemCount"/> or more) are not recommended by it, but by <see cref="FreshItems"/> over it.</remarks>
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
    public Recommendation[] Recommend(in History history, RecommendationRequest request) => Recommend(history, request, new RecommendationScratch());

    /// <summary>As above, in memory that is there already: what is allocated is of the size of the answer (and of what the model itself needs).</summary>
    /// <param name="history">Who is asking.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="scratch">The memory; afterwards it holds the scores, as after <see cref="Score"/>.</param>
    public Recommendation[] Recommend(in History history, RecommendationRequest request, RecommendationScratch scratch)
    {
        Score(history, scratch);
        return Choose(history, request, scratch);
    }

    /// <summary>Scores all items for one history, so that several lists can be chosen from the same scores, such as the rows of a page.</summary>
    /// <param name="history">Who is asking.</param>
    /// <param name="scratch">Receives the scores.</param>
    public void Score(in History history, RecommendationScratch scratch) => _model.Score(history, scratch.Reserve(_model.ItemCount));

    /// <summary>The best items by scores that are there already. O(items); the scores stay.</summary>
    /// <param name="history">Who is asking: the history that was scored.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="scratch">What <see cref="Score"/> of this pipeline, or of another with the same model, filled.</param>
    /// <exception cref="ArgumentException">The scores are of a model with another number of items.</exception>
    public Recommendation[] Choose(in History history, RecommendationRequest request, RecommendationScratch scratch)
    {
        CheckScores(scratch);
        scratch.Candidates.Reset(_model.ItemCount);
        return Choose(history, request, scratch.CopyScores(), scratch.Candidates);
    }

    /// <summary>Puts given items in the order of their scores for one history, best first: those of them that the model knows and no rule forbids.</summary>
    /// <param name="history">Who is asking.</param>
    /// <param name="items">Item indices, in any order; one that comes twice is ranked once.</param>
    /// <param name="request">How many are wanted, whether those of the history may be among them, rules, reasons.</param>
    /// <param name="scratch">The memory; afterwards it holds the scores, as after <see cref="Score"/>.</param>
    public Recommendation[] Rank(in History history, ReadOnlySpan<int> items, RecommendationRequest request, RecommendationScratch scratch)
    {
        Score(history, scratch);
        scratch.Candidates.Reset(_model.ItemCount, items);
        return Choose(history, request, scratch.CopyScores(), scratch.Candidates);
    }

    /// <summary>The best items for each of many histories: the same lists as one by one, up to rounding of the scores, but scored together.</summary>
    /// <param name="histories">Who is asking.</param>
    /// <param name="request">What all of them ask for. One that leaves something to chance tries the same places with everybody; give each a seed of their own then.</param>
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
                    scratch.Candidates.Reset(_model.ItemCount);
                    lists[index] = Choose(histories[index], requestOf(index), scores.Row(index - start), scratch.Candidates);
                }
            },
            cancellationToken);
        return lists;
    }

    private Recommendation[] Choose(in History history, RecommendationRequest request, Span<float> scores, CandidateSet candidates)
    {
        Restrict(history, request, _rules, candidates);
        var depth = Math.Max(Depth(request.Count), request.Exploration?.Depth(request.Count) ?? 0);
        var best = ReRank(history, Best(scores, candidates, depth), request.Count);
        var explains = request.Explain ? _model as IExplains : null;
        var list = new Recommendation[Math.Min(request.Count, best.Count)];
        if (request.Exploration is { } exploration)
        {
            var (chosen, propensities) = (new ScoredItem[list.Length], new float[list.Length]);
            exploration.Fill(best, new SplittableRandom(request.Seed), chosen, propensities);
            for (var rank = 0; rank < list.Length; rank++)
            {
                list[rank] = Line(history, chosen[rank], propensities[rank]);
            }

            return list;
        }

        for (var rank = 0; rank < list.Length; rank++)
        {
            list[rank] = Line(history, best[rank], 1);
        }

        return list;

        Recommendation Line(in History history, ScoredItem line, float propensity) => new(line.Item, line.Score, explains?.Explain(history, line.Item), propensity);
    }

    /// <summary>Takes out what somebody has seen (where they did not ask for it) and what rules forbid.</summary>
    internal static void Restrict(in History history, RecommendationRequest request, ICandidateRule[] rules, CandidateSet candidates)
    {
        if (!request.IncludeSeen)
        {
            candidates.Remove(history.Items);
        }

        foreach (var rule in rules)
        {
            rule.Apply(history, candidates);
        }

        foreach (var rule in request.Rules)
        {
            rule.Apply(history, candidates);
        }
    }

    private void CheckScores(RecommendationScratch scratch)
    {
        if (scratch.Scores.Length != _model.ItemCount)
        {
            throw new ArgumentException($"The scores are of {scratch.Scores.Length} items, the model knows {_model.ItemCount}: call {nameof(Score)} first.", nameof(scratch));
        }
    }

    private int Depth(int count)
    {
        var depth = count;
        foreach (var reRanker in _reRankers)
        {
            depth = Math.Max(depth, reRanker.Depth(count));
        }

        return depth;
    }

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
