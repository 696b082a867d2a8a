using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Finds the factors of a history's user. For one thread at a time.</summary>
internal sealed class FoldIn(FixedSide items, AlsOptions options)
{
    private readonly AlsObjective _objective = AlsObjective.Of(options);
    private readonly CholeskyRowSolver _solver = new(items);
    private int[] _known = new int[256];
    private float[] _weights = new float[256];

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
        _solver.Solve(_known.AsSpan(0, count), weights, _objective.Penalty(weights, items.Factors.Rows), factors);
    }

    /// <summary>What each known entry adds to the score of an item.</summary>
    public ScoredItem[] Contributions(in History history, int item)
    {
        var count = KeepKnown(history);
        var sensitivity = new float[items.Factors.Columns];
        var shares = new float[count];
        if (count > 0)
        {
            // The system is symmetric: solving it for the item once serves all entries.
            var weights = _weights.AsSpan(0, count);
            _solver.Solve(_known.AsSpan(0, count), weights, _objective.Penalty(weights, items.Factors.Rows), items.Factors.Row(item), sensitivity);
            MatrixVector.DotRows(items.Factors, _known.AsSpan(0, count), sensitivity, shares);
        }

        // What was rejected shapes the shares of the others and brings nothing itself: it stands for 0.
        return [.. Enumerable.Range(0, count).Where(entry => _weights[entry] > 0).Select(entry => new ScoredItem(_known[entry], _weights[entry] * shares[entry]))];
    }

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
            Keep(history.Items[entry], SignedWeights.OfMet(history.Weights[entry], options));
        }

        for (var entry = 0; options.DislikeWeight > 0 && entry < history.DislikedItems.Length; entry++)
        {
            Keep(history.DislikedItems[entry], SignedWeights.OfRejected(history.DislikedWeights[entry], options));
        }

        return count;

        void Keep(int item, float weight)
        {
            if ((uint)item < (uint)items.Factors.Rows)
            {
                _known[count] = item;
                _weights[count++] = weight;
            }
        }
    }
}
