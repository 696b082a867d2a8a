namespace Marquee.Numerics.Learning;

/// <summary>LambdaRank: pairs of one query pull apart as strongly as exchanging them would change NDCG@k.</summary>
/// <remarks>
/// <para>For a pair with <c>label(i) > label(j)</c>, at least one of them among the first <c>k</c> by score, <c>rho = 1 / (1 + e^(s(i) - s(j)))</c> and
/// <c>delta = |gain(i) - gain(j)| * |discount(i) - discount(j)| / idealDCG@k</c>, where <c>gain = 2^label - 1</c> and <c>discount = 1 / log2(rank + 2)</c>, 0 from rank <c>k</c> on: the
/// gradient of <c>i</c> falls by <c>delta * rho</c>, that of <c>j</c> rises by it, both curvatures rise by <c>delta * rho * (1 - rho)</c>. All of a query is then multiplied by <c>log2(1 + S) / S</c>
/// with <c>S</c> the sum of its <c>2 * delta * rho</c>, so that no query shouts the others down. Equal scores rank by row.</para>
/// <para>Source: Burges, From RankNet to LambdaRank to LambdaMART: An Overview, MSR-TR-2010-82; cut and normalisation as in LightGBM. O(relevant * rows) for each query, and sorting it.</para>
/// </remarks>
public sealed class LambdaRankObjective : IBoostingObjective
{
    private const int QueriesPerBlock = 16;

    private readonly float[] _gains;
    private readonly float[] _margins;
    private readonly int[] _offsets;
    private readonly double[] _ideals;
    private readonly double[] _discounts;
    private readonly int _longest;

    /// <summary>Takes a label for each row, rows of a query together.</summary>
    /// <param name="labels">How relevant each row is, from 0 to 30; a row's gain is <c>2^label - 1</c>.</param>
    /// <param name="queryOffsets">Where each query begins, and behind them the number of rows. Ascending; a query may be empty.</param>
    /// <param name="depth">Length of the lists that count.</param>
    /// <param name="margins">What each row scores already: trees then learn what to add to it. Nothing where they start from nothing.</param>
    /// <exception cref="ArgumentException">There are no rows, a label or margin is outside its range, or the offsets are not as they must be.</exception>
    public LambdaRankObjective(ReadOnlySpan<float> labels, ReadOnlySpan<int> queryOffsets, int depth, ReadOnlySpan<float> margins = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        _gains = Array.ConvertAll(Targets.Checked(labels, label => label is >= 0 and <= 30, "from 0 to 30"), label => MathF.Pow(2, label) - 1);
        _margins = margins.IsEmpty ? new float[_gains.Length] : Targets.Checked(margins, float.IsFinite, "a finite number");
        if (_margins.Length != _gains.Length)
        {
            throw new ArgumentException($"{_gains.Length} rows need as many margins, or none; {_margins.Length} were given.", nameof(margins));
        }

        _offsets = queryOffsets.ToArray();
        if (_offsets.Length < 2 || _offsets[0] != 0 || _offsets[^1] != labels.Length || _offsets.Zip(_offsets.Skip(1)).Any(pair => pair.First > pair.Second))
        {
            throw new ArgumentException($"Queries must begin at 0, ascend, and end at the number of rows, {labels.Length}.", nameof(queryOffsets));
        }

        Depth = depth;
        _discounts = [.. Enumerable.Range(0, depth).Select(rank => 1 / Math.Log2(rank + 2))];
        _ideals = new double[_offsets.Length - 1];
        for (var query = 0; query < _ideals.Length; query++)
        {
            var gains = _gains[_offsets[query].._offsets[query + 1]];
            Array.Sort(gains, static (left, right) => right.CompareTo(left));
            _ideals[query] = gains.Take(depth).Select((gain, rank) => gain * _discounts[rank]).Sum();
            _longest = Math.Max(_longest, gains.Length);
        }
    }

    /// <summary>Length of the lists that count.</summary>
    public int Depth { get; }

    /// <inheritdoc/>
    public int Rows => _gains.Length;

    /// <inheritdoc/>
    public double InitialScore => 0;

    /// <inheritdoc/>
    public ReadOnlySpan<int> GroupOffsets => _offsets;

    /// <inheritdoc/>
    public void Differentiate(ReadOnlyMemory<double> scores, Memory<float> gradients, Memory<float> curvatures, int maxDegreeOfParallelism) =>
        ParallelBlocks.For(_ideals.Length, QueriesPerBlock, maxDegreeOfParallelism, () => new Scratch(_longest), (start, end, _, scratch) =>
        {
            for (var query = start; query < end; query++)
            {
                var rows = _offsets[query].._offsets[query + 1];
                Differentiate(query, scratch.Add(scores.Span[rows], _margins.AsSpan(rows)), gradients.Span[rows], curvatures.Span[rows], scratch);
            }
        });

    /// <inheritdoc/>
    /// <remarks>1 less the mean NDCG over the queries with something relevant; 1 where there are none.</remarks>
    public double Loss(ReadOnlyMemory<double> scores, int maxDegreeOfParallelism)
    {
        var found = new double[_ideals.Length];
        ParallelBlocks.For(_ideals.Length, QueriesPerBlock, maxDegreeOfParallelism, () => new Scratch(_longest), (start, end, _, scratch) =>
        {
            for (var query = start; query < end; query++)
            {
                var rows = _offsets[query].._offsets[query + 1];
                var order = scratch.Rank(scratch.Add(scores.Span[rows], _margins.AsSpan(rows)));
                for (var rank = 0; _ideals[query] > 0 && rank < Math.Min(Depth, order.Length); rank++)
                {
                    found[query] += _gains[rows.Start.Value + order[rank]] * _discounts[rank] / _ideals[query];
                }
            }
        });
        var asked = _ideals.Count(ideal => ideal > 0);
        return asked == 0 ? 1 : 1 - found.Sum() / asked;
    }

    private void Differentiate(int query, ReadOnlySpan<double> scores, Span<float> gradients, Span<float> curvatures, Scratch scratch)
    {
        gradients.Clear();
        curvatures.Clear();
        if (_ideals[query] <= 0)
        {
            return;
        }

        var gains = _gains.AsSpan(_offsets[query], scores.Length);
        var order = scratch.Rank(scores);
        var first = scratch.First.AsSpan(0, scores.Length);
        var second = scratch.Second.AsSpan(0, scores.Length);
        first.Clear();
        second.Clear();
        var total = 0.0;
        for (var rank = 0; rank < Math.Min(Depth, order.Length); rank++)
        {
            var upper = order[rank];
            for (var other = rank + 1; other < order.Length; other++)
            {
                var lower = order[other];
                if (gains[upper] == gains[lower])
                {
                    continue;
                }

                var (better, worse) = gains[upper] > gains[lower] ? (upper, lower) : (lower, upper);
                var discount = other < Depth ? _discounts[rank] - _discounts[other] : _discounts[rank];
                var delta = (gains[better] - gains[worse]) * discount / _ideals[query];
                var rho = 1 / (1 + Math.Exp(scores[better] - scores[worse]));
                var (force, curvature) = (delta * rho, delta * rho * (1 - rho));
                first[better] -= force;
                first[worse] += force;
                second[better] += curvature;
                second[worse] += curvature;
                total += 2 * force;
            }
        }

        var unit = total > 0 ? Math.Log2(1 + total) / total : 0;
        for (var row = 0; row < first.Length; row++)
        {
            gradients[row] = (float)(unit * first[row]);
            curvatures[row] = (float)(unit * second[row]);
        }
    }

    private sealed class Scratch(int rows)
    {
        private readonly double[] _keys = new double[rows];
        private readonly int[] _order = new int[rows];
        private readonly double[] _sums = new double[rows];

        public double[] First { get; } = new double[rows];

        public double[] Second { get; } = new double[rows];

        /// <summary>Scores with the margins.</summary>
        public ReadOnlySpan<double> Add(ReadOnlySpan<double> scores, ReadOnlySpan<float> margins)
        {
            for (var row = 0; row < scores.Length; row++)
            {
                _sums[row] = scores[row] + margins[row];
            }

            return _sums.AsSpan(0, scores.Length);
        }

        /// <summary>The rows of a query, largest score first, equal scores by row.</summary>
        public ReadOnlySpan<int> Rank(ReadOnlySpan<double> scores)
        {
            var keys = _keys.AsSpan(0, scores.Length);
            var order = _order.AsSpan(0, scores.Length);
            for (var row = 0; row < order.Length; row++)
            {
                (keys[row], order[row]) = (-scores[row], row);
            }

            keys.Sort(order);

            // The sort is not stable.
            for (int start = 0, end; start < order.Length; start = end)
            {
                for (end = start + 1; end < order.Length && keys[end] == keys[start]; end++)
                {
                }

                order[start..end].Sort();
            }

            return order;
        }
    }
}
