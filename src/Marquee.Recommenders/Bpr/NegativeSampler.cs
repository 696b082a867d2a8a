using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Draws items that a user did not meet. After <see cref="Refresh"/> for any number of threads.</summary>
/// <remarks>
/// Adaptive sampling after Rendle and Freudenthaler, Improving Pairwise Learning for Item Recommendation from Implicit Feedback, WSDM 2014: draw a factor, with a probability in proportion to what it
/// means to the user (its size in the profile times its deviation over items); draw a place from a geometric distribution; take the item at that place when items are ordered by
/// that factor, in the direction in which the user likes it. The orders are those at the start of each epoch; the paper renews them after every <c>items * log(items)</c> draws.
/// </remarks>
internal sealed unsafe class NegativeSampler(BprOptions options, int items)
{
    // A user who met nearly all that is popular would be drawn for in vain.
    private const int MostTries = 32;

    private readonly int _items = items;
    private readonly double _meanPlace = Math.Max(1e-3, options.AdaptiveShare * items);
    private readonly float[] _deviations = new float[options.Factors];
    private readonly int[][] _orders = [.. Enumerable.Range(0, options.Sampling == BprSampling.Adaptive ? options.Factors : 0).Select(_ => new int[items])];

    /// <summary>Orders all items by each factor; only for adaptive sampling.</summary>
    public void Refresh(LearnedFactors targets, TrainingContext context) => ParallelBlocks.For(
        _orders.Length,
        1,
        context.MaxDegreeOfParallelism,
        () => new float[_items],
        (factor, _, _, keys) =>
        {
            var (sum, squares) = (0.0, 0.0);
            for (var item = 0; item < _items; item++)
            {
                var value = targets.Values[(nint)item * targets.Stride + factor];
                sum += value;
                squares += (double)value * value;
                keys[item] = -value;
                _orders[factor][item] = item;
            }

            _deviations[factor] = (float)Math.Sqrt(Math.Max(0, squares / _items - sum / _items * (sum / _items)));
            Array.Sort(keys, _orders[factor]);
        },
        context.CancellationToken);

    /// <summary>Prepares the draws for one user.</summary>
    /// <param name="profile">Sum of the source factors of their history.</param>
    /// <param name="cumulative">Receives how likely each factor or one before it is; one number a factor.</param>
    public void Weigh(ReadOnlySpan<float> profile, Span<float> cumulative)
    {
        if (options.Sampling != BprSampling.Adaptive)
        {
            return;
        }

        var sum = 0f;
        for (var factor = 0; factor < cumulative.Length; factor++)
        {
            sum += Math.Abs(profile[factor]) * _deviations[factor];
            cumulative[factor] = sum;
        }
    }

    /// <summary>One item that the user did not meet.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="profile">As in <see cref="Weigh"/>.</param>
    /// <param name="cumulative">As <see cref="Weigh"/> left it.</param>
    /// <param name="met">For each item whether they met; at least one is false.</param>
    public int Draw(SplittableRandom random, ReadOnlySpan<float> profile, ReadOnlySpan<float> cumulative, bool[] met)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var item = options.Sampling == BprSampling.Adaptive ? DrawAdaptively(random, profile, cumulative) : random.Next(_items);
            if (!met[item])
            {
                return item;
            }
        }

        var other = random.Next(_items);
        while (met[other])
        {
            other = (other + 1) % _items;
        }

        return other;
    }

    private int DrawAdaptively(SplittableRandom random, ReadOnlySpan<float> profile, ReadOnlySpan<float> cumulative)
    {
        var factor = cumulative.BinarySearch(random.NextSingle() * cumulative[^1]);
        factor = Math.Min(factor < 0 ? ~factor : factor, cumulative.Length - 1);
        // Inverse of the distribution function of an exponential distribution that ends with the catalogue.
        var place = (int)(-_meanPlace * Math.Log(1 - random.NextDouble() * (1 - Math.Exp(-_items / _meanPlace))));
        place = Math.Min(place, _items - 1);
        return _orders[factor][profile[factor] > 0 ? place : _items - 1 - place];
    }
}
