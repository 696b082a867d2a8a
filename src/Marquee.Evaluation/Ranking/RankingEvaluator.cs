using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>
/// Asks a model for a ranked list for every case of a task and measures the lists. Users go through in blocks: one batch of scores, then the lists, then the
/// metrics, so that memory stays at one block of scores a thread however many users there are.
/// </summary>
/// <remarks>
/// The whole catalogue is ranked but for the excluded items, unless a case gives candidates. Among equal scores relevant items come last. Blocks do not depend on the number of threads,
/// so neither do the figures.
/// </remarks>
public sealed class RankingEvaluator
{
    private const int BlockUsers = 128;

    private readonly IRankingMetric[] _metrics;
    private readonly IUserMetric[] _userMetrics;
    private readonly ICatalogueMetric[] _catalogueMetrics;
    private readonly int _maxDegreeOfParallelism;
    private readonly TimeProvider _time;
    private readonly int _listLength;

    /// <summary>Says what is measured.</summary>
    /// <param name="metrics">The metrics, each key once, in the order of the report.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <param name="time">The clock for <see cref="RankingResult.ScoreTime"/>; the system's where none is given.</param>
    public RankingEvaluator(IReadOnlyList<IRankingMetric> metrics, int maxDegreeOfParallelism = 0, TimeProvider? time = null)
    {
        _metrics = [.. metrics.DistinctBy(metric => metric.Key)];
        _userMetrics = [.. _metrics.OfType<IUserMetric>()];
        _catalogueMetrics = [.. _metrics.OfType<ICatalogueMetric>()];
        _maxDegreeOfParallelism = maxDegreeOfParallelism;
        _time = time ?? TimeProvider.System;
        _listLength = _metrics.Length == 0 ? 0 : _metrics.Max(metric => metric.ListLength);
    }

    /// <summary>Evaluates one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The cases.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    /// <exception cref="ArgumentException">The model knows more items than the task's catalogue.</exception>
    /// <exception cref="InvalidOperationException">The model gave a score that is no finite number.</exception>
    public RankingResult Evaluate(IRecommender model, RankingTask task, CancellationToken cancellationToken = default) =>
        Evaluate(model, task, [null], cancellationToken)[0];

    /// <summary>Evaluates one model's lists as they are and as re-rankers make them, scoring every user once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="task">The cases.</param>
    /// <param name="reRankers">What becomes of the lists: one result each; null leaves them as they are.</param>
    /// <param name="cancellationToken">Checked before each block of users.</param>
    /// <returns>One result for each re-ranker, in their order. Metrics of all scores, such as AUC, are the same in all of them.</returns>
    /// <exception cref="ArgumentException">The model knows more items than the task's catalogue.</exception>
    /// <exception cref="InvalidOperationException">The model gave a score that is no finite number.</exception>
    public IReadOnlyList<RankingResult> Evaluate(
        IRecommender model, RankingTask task, IReadOnlyList<IReRanker?> reRankers, CancellationToken cancellationToken = default)
    {
        if (model.ItemCount > task.Catalogue.Items)
        {
            throw new ArgumentException($"The model knows {model.ItemCount} items, the evaluation's catalogue has {task.Catalogue.Items}; they must come from the same data.", nameof(model));
        }

        var cases = task.Cases;
        // No list is longer than the catalogue, however many places a metric looks at.
        var listLength = Math.Min(_listLength, model.ItemCount);
        var depth = reRankers.Aggregate(listLength, (deepest, reRanker) => Math.Max(deepest, Math.Min(reRanker?.Depth(listLength) ?? 0, model.ItemCount)));
        var tallies = reRankers.Select(_ => new Tally(
            [.. _userMetrics.Select(_ => new double[cases.Count])], [.. _catalogueMetrics.Select(_ => new int[task.Catalogue.Items])])).ToArray();
        var ticks = new long[(cases.Count + BlockUsers - 1) / BlockUsers];
        var threads = Math.Min(ParallelBlocks.Threads(_maxDegreeOfParallelism), Math.Max(1, ticks.Length));
        ParallelBlocks.For(
            cases.Count,
            BlockUsers,
            threads,
            () => new Scratch(Math.Min(BlockUsers, cases.Count), model.ItemCount, depth),
            (start, end, block, scratch) =>
            {
                var began = _time.GetTimestamp();
                var scores = scratch.Scores.Slice(0, end - start);
                for (var index = start; index < end; index++)
                {
                    scratch.Histories[index - start] = cases[index].History;
                }

                model.Score(scratch.Histories.AsSpan(0, end - start), scores);
                for (var index = start; index < end; index++)
                {
                    RefuseNonFinite(scores.Row(index - start), cases[index]);
                    KeepCandidates(scores.Row(index - start), cases[index], scratch.Row);
                    scratch.Lengths[index - start] = RankedList.Fill(
                        scores.Row(index - start), cases[index].Relevant.Span, scratch.Lists[index - start], scratch.Kept[index - start]);
                }

                ticks[block] = _time.GetTimestamp() - began;
                for (var index = start; index < end; index++)
                {
                    var length = scratch.Lengths[index - start];
                    var best = scratch.Lists[index - start].AsSpan(0, length);
                    ScoredItem[]? candidates = null;
                    for (var variant = 0; variant < tallies.Length; variant++)
                    {
                        var list = best[..Math.Min(listLength, length)];
                        if (reRankers[variant] is { } reRanker)
                        {
                            candidates ??= Candidates(best, scratch.Kept[index - start]);
                            list = ReRank(reRanker, cases[index].History, candidates, listLength);
                        }

                        Expose(list, tallies[variant].Exposures);
                        var user = new RankedUser(list, cases[index].Relevant.Span, scores.Row(index - start), task.Catalogue, cases[index].History);
                        for (var metric = 0; metric < _userMetrics.Length; metric++)
                        {
                            tallies[variant].Values[metric][index] = _userMetrics[metric].Compute(user);
                        }
                    }
                }
            },
            cancellationToken);

        int[] users = [.. cases.Select(one => one.User)];
        string[] keys = [.. _metrics.Select(metric => metric.Key)];
        return [.. tallies.Select(tally => new RankingResult(
            users,
            keys,
            [.. _userMetrics.Zip(tally.Values, (metric, own) => new MetricValues(metric.Key, own))],
            _catalogueMetrics.Zip(tally.Exposures).ToDictionary(pair => pair.First.Key, pair => pair.First.Compute(pair.Second)),
            _time.GetElapsedTime(0, ticks.Sum() / threads)))];
    }

    private static ScoredItem[] Candidates(ReadOnlySpan<int> items, ReadOnlySpan<float> scores)
    {
        var candidates = new ScoredItem[items.Length];
        for (var rank = 0; rank < candidates.Length; rank++)
        {
            candidates[rank] = new ScoredItem(items[rank], scores[rank]);
        }

        return candidates;
    }

    /// <summary>The list that the serving pipeline would give with this re-ranker alone.</summary>
    private static int[] ReRank(IReRanker reRanker, in History history, ScoredItem[] candidates, int listLength)
    {
        // Another re-ranker may want more candidates; each sees as many as it would by itself.
        var own = new ArraySegment<ScoredItem>(candidates, 0, Math.Min(candidates.Length, Math.Max(listLength, reRanker.Depth(listLength))));
        var list = reRanker.ReRank(history, own, listLength);
        var items = new int[Math.Min(listLength, list.Count)];
        for (var rank = 0; rank < items.Length; rank++)
        {
            items[rank] = list[rank].Item;
        }

        return items;
    }

    private static void RefuseNonFinite(ReadOnlySpan<float> scores, RankingCase asked)
    {
        for (var item = 0; item < scores.Length; item++)
        {
            if (!float.IsFinite(scores[item]))
            {
                throw new InvalidOperationException($"The model scores item {item} for user {asked.User} as {scores[item]}; scores must be finite numbers.");
            }
        }
    }

    private static void KeepCandidates(Span<float> scores, RankingCase asked, float[] copy)
    {
        if (!asked.Candidates.IsEmpty)
        {
            scores.CopyTo(copy);
            scores.Fill(float.NegativeInfinity);
            foreach (var item in asked.Candidates.Span)
            {
                if (item < scores.Length)
                {
                    scores[item] = copy[item];
                }
            }
        }

        foreach (var item in asked.Excluded.Span)
        {
            if (item < scores.Length)
            {
                scores[item] = float.NegativeInfinity;
            }
        }
    }

    // Counts of whole numbers come out the same in whatever order the threads add to them.
    private void Expose(ReadOnlySpan<int> list, int[][] exposures)
    {
        for (var metric = 0; metric < exposures.Length; metric++)
        {
            foreach (var item in list[..Math.Min(_catalogueMetrics[metric].ListLength, list.Length)])
            {
                Interlocked.Increment(ref exposures[metric][item]);
            }
        }
    }

    /// <summary>What one variant of the lists comes to.</summary>
    /// <param name="Values">By user metric, by case.</param>
    /// <param name="Exposures">By catalogue metric, by item.</param>
    private sealed record Tally(double[][] Values, int[][] Exposures);

    private sealed class Scratch(int users, int items, int depth)
    {
        public DenseMatrix Scores { get; } = new(users, items);

        public History[] Histories { get; } = new History[users];

        public int[][] Lists { get; } = [.. Enumerable.Range(0, users).Select(_ => new int[depth])];

        public int[] Lengths { get; } = new int[users];

        public float[] Row { get; } = new float[items];

        public float[][] Kept { get; } = [.. Enumerable.Range(0, users).Select(_ => new float[depth])];
    }
}
