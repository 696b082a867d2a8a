using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Finds the factors of a history's user. For one thread at a time.</summary>
internal sealed class FoldIn
{
    private readonly FixedSide _items;
    private readonly AlsOptions _options;
    private readonly AlsObjective _objective;
    private readonly CholeskyRowSolver _exact;
    private readonly RowSolver _solver;
    private int[] _known = new int[256];
    private float[] _weights = new float[256];

    /// <summary>Prepares for histories of a model.</summary>
    /// <param name="items">The items.</param>
    /// <param name="options">The options of the model.</param>
    /// <param name="preconditioner">As <see cref="PreconditionerOf"/> gave it.</param>
    public FoldIn(FixedSide items, AlsOptions options, DenseMatrix? preconditioner)
    {
        (_items, _options, _objective) = (items, options, AlsObjective.Of(options));
        _exact = new CholeskyRowSolver(items);
        _solver = preconditioner is null ? _exact : new PreconditionedRowSolver(items, preconditioner, CommonPenalty(items, options), _exact);
    }

    /// <summary>What all histories of a model have in common, to be found once; nothing where that does not pay.</summary>
    public static DenseMatrix? PreconditionerOf(FixedSide items, AlsOptions options) => PreconditionedRowSolver.Precondition(items, CommonPenalty(items, options));

    /// <summary>Writes the factors; zeros where the history holds no known item.</summary>
    public void Find(in History history, Span<float> factors)
    {
        var count = KeepKnown(history);
        if (_weights.AsSpan(0, count).IndexOfAnyInRange(float.Epsilon, float.PositiveInfinity) < 0)
        {
            factors.Clear();
            return;
        }

        var weights = _weights.AsSpan(0, count);
        _solver.Solve(_known.AsSpan(0, count), weights, _objective.Penalty(weights, _items.Factors.Rows), factors);
    }

    /// <summary>What each known entry adds to the score of an item.</summary>
    public ScoredItem[] Contributions(in History history, int item)
    {
        var count = KeepKnown(history);
        var sensitivity = new float[_items.Factors.Columns];
        var shares = new float[count];
        if (count > 0)
        {
            // The system is symmetric: solving it for the item once serves all entries.
            var weights = _weights.AsSpan(0, count);
            _exact.Solve(_known.AsSpan(0, count), weights, _objective.Penalty(weights, _items.Factors.Rows), _items.Factors.Row(item), sensitivity);
            MatrixVector.DotRows(_items.Factors, _known.AsSpan(0, count), sensitivity, shares);
        }

        // What was rejected shapes the shares of the others and brings nothing itself: it stands for 0.
        return [.. Enumerable.Range(0, count).Where(entry => _weights[entry] > 0).Select(entry => new ScoredItem(_known[entry], _weights[entry] * shares[entry]))];
    }

    // That of an empty history: no history has less.
    private static float CommonPenalty(FixedSide items, AlsOptions options) => AlsObjective.Of(options).Penalty([], items.Factors.Rows);

    private int KeepKnown(in History history)
    {
        var most = history.Count + history.DislikedItems.Length;
        if (_known.Length < most)
        {
            _known = new int[most];
            _weights = new float[most];
        }

        var count = 0;
        for (var entry = 0; entry < history.Count; entry++)
        {
            Keep(history.Items[entry], SignedWeights.OfMet(history.Weights[entry], _options));
        }

        for (var entry = 0; _options.DislikeWeight > 0 && entry < history.DislikedItems.Length; entry++)
        {
            Keep(history.DislikedItems[entry], SignedWeights.OfRejected(history.DislikedWeights[entry], _options));
        }

        return count;

        void Keep(int item, float weight)
        {
            if ((uint)item < (uint)_items.Factors.Rows)
            {
                _known[count] = item;
                _weights[count++] = weight;
            }
        }
    }
}
