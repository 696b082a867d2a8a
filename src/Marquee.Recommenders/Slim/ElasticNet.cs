using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// Finds the weights with which some items predict another:
/// minimizes <c>|x_j - sum over i of w_i x_i|^2 / 2 + regularization / 2 |w|^2 + sparsity |w|_1</c> by coordinate descent. For one thread at a time.
/// </summary>
/// <remarks>
/// Source: Friedman, Hastie and Tibshirani, Regularization Paths for Generalized Linear Models via Coordinate Descent, 2010: the correlation of each candidate with what is
/// not yet explained is kept up to date from rows of the Gram matrix ("covariance updates"), and between sweeps over all candidates those with a weight are swept until they
/// stand still ("active set"). Each step costs one pass over one number a candidate, whatever the number of users.
/// </remarks>
internal sealed unsafe class ElasticNet
{
    // A change that moves no score in its fifth digit.
    private const float Tolerance = 1e-5f;

    private readonly GramRows _gram;
    private readonly SlimOptions _options;
    private readonly RowKernel _kernel = MatrixKernels.Default.Row;
    private readonly float[] _room;
    private readonly float[] _gains;
    private readonly int[] _candidates;
    private readonly float[] _bestGains;
    private readonly int[] _places;
    private readonly float[] _weights;
    private readonly float[] _unexplained;
    private readonly int[] _slots;
    private readonly List<int> _active = [];
    private readonly List<float[]> _rows = [];

    public ElasticNet(GramRows gram, SlimOptions options)
    {
        _gram = gram;
        _options = options;
        var items = gram.Diagonal.Length;
        var most = Math.Min(options.Neighbours, items);
        _room = new float[items];
        _gains = new float[items];
        _places = new int[items];
        Array.Fill(_places, -1);
        _candidates = new int[most];
        _bestGains = new float[most];
        _weights = new float[most];
        _unexplained = new float[most];
        _slots = new int[most];
    }

    /// <summary>The weights other than zero.</summary>
    /// <param name="target">The item to predict.</param>
    /// <returns>Items, ascending, and their weights.</returns>
    public (int[] Items, float[] Weights) Solve(int target)
    {
        var count = ChooseCandidates(target);
        for (var place = 0; place < count; place++)
        {
            _places[_candidates[place]] = place;
        }

        Descend(count);
        var found = _active.Where(place => _weights[place] != 0).OrderBy(place => _candidates[place]).ToArray();
        var result = (Array.ConvertAll(found, place => _candidates[place]), Array.ConvertAll(found, place => _weights[place]));
        for (var place = 0; place < count; place++)
        {
            _places[_candidates[place]] = -1;
        }

        return result;
    }

    /// <summary>Those that alone explain most of the target, and how much each has in common with it.</summary>
    private int ChooseCandidates(int target)
    {
        var row = _gram.Row(target, _room);
        // Where no weight is negative, what is unexplained only gets less: who has too little in common with the target never gets a weight.
        var threshold = _options.Nonnegative ? (float)_options.Sparsity : 0;
        for (var item = 0; item < row.Length; item++)
        {
            _gains[item] = row[item] > threshold ? row[item] * row[item] / (_gram.Diagonal[item] + (float)_options.Regularization) : 0;
        }

        _gains[target] = 0;
        var count = TopK.Select(_gains, _candidates, _bestGains);
        while (count > 0 && _bestGains[count - 1] <= 0)
        {
            count--;
        }

        for (var place = 0; place < count; place++)
        {
            _unexplained[place] = row[_candidates[place]];
        }

        return count;
    }

    private void Descend(int count)
    {
        Array.Clear(_weights, 0, count);
        Array.Fill(_slots, -1, 0, count);
        _active.Clear();
        for (var sweep = 0; sweep < _options.Epochs;)
        {
            var (change, largest) = (0f, 0f);
            for (var place = 0; place < count; place++)
            {
                Step(place, count, ref change, ref largest);
            }

            sweep++;
            if (change <= Tolerance * largest)
            {
                return;
            }

            for (change = float.MaxValue; sweep < _options.Epochs && change > Tolerance * largest; sweep++)
            {
                (change, largest) = (0, 0);
                foreach (var place in _active)
                {
                    Step(place, count, ref change, ref largest);
                }
            }
        }
    }

    /// <summary>The best weight of one candidate, all others held.</summary>
    private void Step(int place, int count, ref float change, ref float largest)
    {
        var diagonal = _gram.Diagonal[_candidates[place]];
        var common = _unexplained[place] + diagonal * _weights[place];
        var sparsity = (float)_options.Sparsity;
        var shrunk = common > sparsity ? common - sparsity : !_options.Nonnegative && common < -sparsity ? common + sparsity : 0;
        var weight = shrunk / (diagonal + (float)_options.Regularization);
        var step = weight - _weights[place];
        if (step != 0)
        {
            var factor = -step;
            fixed (float* row = RowOf(place, count), target = _unexplained)
            {
                _kernel.Add(row, 0, null, 1, &factor, count, target);
            }

            _weights[place] = weight;
            change = Math.Max(change, Math.Abs(step));
        }

        largest = Math.Max(largest, Math.Abs(weight));
    }

    private ReadOnlySpan<float> RowOf(int place, int count)
    {
        if (_slots[place] < 0)
        {
            _slots[place] = _active.Count;
            _active.Add(place);
            if (_rows.Count < _active.Count)
            {
                _rows.Add(new float[_candidates.Length]);
            }

            _gram.Gather(_candidates[place], _candidates.AsSpan(0, count), _places, _rows[_slots[place]].AsSpan(0, count));
        }

        return _rows[_slots[place]].AsSpan(0, count);
    }
}
