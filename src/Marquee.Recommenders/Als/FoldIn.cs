using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Finds the factors of a history's user. For one thread at a time.</summary>
internal sealed class FoldIn(FixedSide items, AlsObjective objective)
{
    private readonly CholeskyRowSolver _solver = new(items);
    private int[] _known = new int[256];
    private float[] _weights = new float[256];

    /// <summary>Writes the factors; zeros where the history holds no known item.</summary>
    public void Find(in History history, Span<float> factors)
    {
        var count = KeepKnown(history);
        if (count == 0)
        {
            factors.Clear();
            return;
        }

        var weights = _weights.AsSpan(0, count);
        _solver.Solve(_known.AsSpan(0, count), weights, objective.Penalty(weights, items.Factors.Rows), factors);
    }

    /// <summary>What each known entry adds to the score of an item, largest first.</summary>
    public ScoredItem[] Contributions(in History history, int item)
    {
        var count = KeepKnown(history);
        var sensitivity = new float[items.Factors.Columns];
        var shares = new float[count];
        if (count > 0)
        {
            // The system is symmetric: solving it for the item once serves all entries.
            var weights = _weights.AsSpan(0, count);
            _solver.Solve(_known.AsSpan(0, count), weights, objective.Penalty(weights, items.Factors.Rows), items.Factors.Row(item), sensitivity);
            MatrixVector.DotRows(items.Factors, _known.AsSpan(0, count), sensitivity, shares);
        }

        var contributions = new ScoredItem[count];
        for (var entry = 0; entry < count; entry++)
        {
            contributions[entry] = new ScoredItem(_known[entry], _weights[entry] * shares[entry]);
        }

        return contributions;
    }

    private int KeepKnown(in History history)
    {
        if (_known.Length < history.Count)
        {
            _known = new int[history.Count];
            _weights = new float[history.Count];
        }

        var count = 0;
        for (var entry = 0; entry < history.Count; entry++)
        {
            var item = history.Items[entry];
            if ((uint)item < (uint)items.Factors.Rows)
            {
                _known[count] = item;
                _weights[count] = history.Weights[entry];
                count++;
            }
        }

        return count;
    }
}
