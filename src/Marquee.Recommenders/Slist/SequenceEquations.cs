using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The normal equations of predicting what comes next from memories that fade: <c>S^T S</c> and <c>S^T T</c>, summed over pairs of places of a sequence.</summary>
/// <remarks>
/// <para>There is a row for each place <c>t</c> of a sequence of <c>L</c> items but the last. Memory <c>m</c> holds what was met up to there,
/// <c>S_m(t, i at p) = scale(m) decay(m)^(t - p)</c>, scaled so that its squares add up to 1 over a long sequence; the target holds what came after,
/// <c>T(t, j at q) = (1 - targetDecay) targetDecay^(q - t - 1)</c>. Summing over <c>t</c> in closed form leaves one number for each pair of places:</para>
/// <para><c>S_m^T S_n (i at p, j at q) = scale(m) scale(n) d^|q - p| * sum over r below L - 1 - max(p, q) of (decay(m) decay(n))^r</c>, where <c>d</c> is the decay of the
/// memory with the earlier place; <c>S_m^T T (i at p, j at q) = scale(m) (1 - targetDecay) * sum over r below q - p of decay(m)^r targetDecay^(q - p - 1 - r)</c>.</para>
/// <para>Pairs further apart than where the fading falls below 1/10000 are left out. Time: interactions times that distance, in parallel over items.</para>
/// </remarks>
/// <param name="sequences">The sequences.</param>
/// <param name="decays">Decay of each memory, below 1.</param>
/// <param name="context">Threads and cancellation.</param>
internal sealed unsafe class SequenceEquations(ItemSequences sequences, double[] decays, TrainingContext context)
{
    private const int ItemsPerBlock = 8;
    private const double Negligible = 1e-4;

    private readonly int _items = sequences.ItemCount;
    private readonly double[] _scales = Array.ConvertAll(decays, decay => Math.Sqrt(1 - decay * decay));

    /// <summary>The upper triangle of <c>S^T S</c>, memories one after the other: <c>(memories * items) x (memories * items)</c>. Below it are zeros or copies.</summary>
    public DenseMatrix Gram()
    {
        var gram = new DenseMatrix(decays.Length * _items, decays.Length * _items);
        var fading = Array.ConvertAll(decays, decay => Powers(decay));
        for (var first = 0; first < decays.Length; first++)
        {
            for (var second = first; second < decays.Length; second++)
            {
                var places = PlacesToCome(decays[first] * decays[second], _scales[first] * _scales[second]);
                var (ofFirst, ofSecond, top, left) = (fading[first], fading[second], first * _items, second * _items);
                ForEachItem(item => AddGram(item, ofFirst, ofSecond, places, gram.Row(top + item).Slice(left, _items)));
            }
        }

        return gram;
    }

    /// <summary><c>S^T T</c>, <c>(memories * items) x items</c>.</summary>
    public DenseMatrix Targets(double targetDecay)
    {
        var targets = new DenseMatrix(decays.Length * _items, _items);
        for (var memory = 0; memory < decays.Length; memory++)
        {
            var weights = Distances(decays[memory], targetDecay, _scales[memory]);
            var top = memory * _items;
            ForEachItem(item => AddTargets(item, weights, targets.Row(top + item)));
        }

        return targets;
    }

    /// <summary>What an item that was just met holds in each memory.</summary>
    public float Scale(int memory) => (float)_scales[memory];

    private void ForEachItem(Action<int> body) =>
        ParallelBlocks.For(
            _items,
            ItemsPerBlock,
            context.MaxDegreeOfParallelism,
            (start, end, _) =>
            {
                for (var item = start; item < end; item++)
                {
                    body(item);
                }
            },
            context.CancellationToken);

    private void AddGram(int item, float[] ofFirst, float[] ofSecond, float[] placesToCome, Span<float> row)
    {
        var items = sequences.Items;
        fixed (float* sums = row)
        {
            foreach (var place in sequences.PlacesOf(item))
            {
                var (start, end) = (sequences.Starts[place], sequences.Ends[place]);
                var last = Math.Min(end, place + ofFirst.Length);
                for (var other = place; other < last; other++)
                {
                    sums[items[other]] += ofFirst[other - place] * placesToCome[end - 1 - other];
                }

                var first = Math.Max(start, place - ofSecond.Length + 1);
                var own = placesToCome[end - 1 - place];
                for (var other = first; other < place; other++)
                {
                    sums[items[other]] += ofSecond[place - other] * own;
                }
            }
        }
    }

    private void AddTargets(int item, float[] weights, Span<float> row)
    {
        var items = sequences.Items;
        fixed (float* sums = row)
        {
            foreach (var place in sequences.PlacesOf(item))
            {
                var last = Math.Min(sequences.Ends[place], place + weights.Length);
                for (var other = place + 1; other < last; other++)
                {
                    sums[items[other]] += weights[other - place];
                }
            }
        }
    }

    private float[] Powers(double decay)
    {
        var powers = new List<float>();
        for (var power = 1.0; powers.Count == 0 || (powers.Count < sequences.LongestSequence && power >= Negligible); power *= decay)
        {
            powers.Add((float)power);
        }

        return [.. powers];
    }

    /// <summary>For each number of places that come after a pair: the fading summed over them.</summary>
    private float[] PlacesToCome(double decay, double scale)
    {
        var sums = new float[sequences.LongestSequence + 1];
        var (sum, power) = (0.0, 1.0);
        for (var places = 1; places < sums.Length; places++)
        {
            sum += power;
            power *= decay;
            sums[places] = (float)(scale * sum);
        }

        return sums;
    }

    /// <summary>For each distance of a target from an item before it: the weight of the pair; nothing at distance 0.</summary>
    private float[] Distances(double decay, double targetDecay, double scale)
    {
        var weights = new List<float> { 0 };
        var (weight, power) = (1.0, targetDecay);
        while (weights.Count < sequences.LongestSequence && weight >= Negligible)
        {
            weights.Add((float)(scale * (1 - targetDecay) * weight));
            weight = decay * weight + power;
            power *= targetDecay;
        }

        return [.. weights];
    }
}
