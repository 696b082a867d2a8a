using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Leaves some of a list to chance, so that it is learned what would happen to items that the model ranks lower, and says with which probability each item came where it is.</summary>
/// <remarks>
/// <para>
/// The list is filled from the top. At each place, with probability <see cref="Share"/>, the item is drawn evenly from the best <c>m</c> candidates left, where <c>m</c> is <see cref="Pool"/> or the number left if that is
/// less; else it is the best one left. So, given what stands above, the best one left comes with probability <c>1 - share + share / m</c> and each other of the <c>m</c> with <c>share / m</c>; these add up to 1, and the
/// product over the places is the probability of the list.
/// </para>
/// <para>Source: the epsilon-greedy policy (Sutton and Barto, Reinforcement Learning, 2018, section 2.2) place by place, as logged for off-policy evaluation by Swaminathan et al., Off-policy Evaluation for Slate Recommendation, 2017.</para>
/// </remarks>
public sealed record Exploration
{
    /// <summary>Decides how much is left to chance.</summary>
    /// <param name="share">Share of the places that are left to chance, 0 to 1.</param>
    /// <param name="pool">From how many of the best candidates left such a place is filled, at least 1; from 2 on it changes something.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Exploration(double share, int pool)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of places left to chance must be from 0 to 1.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(pool, 1);
        (Share, Pool) = (share, pool);
    }

    /// <summary>Share of the places that are left to chance, 0 to 1.</summary>
    public double Share { get; }

    /// <summary>From how many of the best candidates left such a place is filled.</summary>
    public int Pool { get; }

    /// <summary>How many of the best candidates can come into a list.</summary>
    /// <param name="count">The length of the list.</param>
    public int Depth(int count) => (int)Math.Min(int.MaxValue, (long)count + Pool - 1);

    /// <summary>Fills a list. O(places * pool).</summary>
    /// <param name="candidates">The best candidates, best first.</param>
    /// <param name="random">What is drawn from: two numbers for a place left to chance, one for any other.</param>
    /// <param name="items">Receives the items of the list; its length is how many are wanted.</param>
    /// <param name="propensities">Receives the probability of each given what stands above it; as long as <paramref name="items"/>.</param>
    /// <returns>How many items the list has: as many as were wanted, or as there are candidates.</returns>
    public int Fill(IReadOnlyList<ScoredItem> candidates, SplittableRandom random, Span<ScoredItem> items, Span<float> propensities)
    {
        var places = Math.Min(items.Length, candidates.Count);
        // The best candidates left, best first; what is taken is closed up by what follows.
        var pool = new ScoredItem[Math.Min(Pool, candidates.Count)];
        for (var rank = 0; rank < pool.Length; rank++)
        {
            pool[rank] = candidates[rank];
        }

        var (left, next) = (pool.Length, pool.Length);
        for (var place = 0; place < places; place++)
        {
            var chosen = random.NextDouble() < Share ? random.Next(left) : 0;
            items[place] = pool[chosen];
            propensities[place] = (float)((Share / left) + (chosen == 0 ? 1 - Share : 0));
            Array.Copy(pool, chosen + 1, pool, chosen, left - chosen - 1);
            if (next < candidates.Count)
            {
                pool[left - 1] = candidates[next++];
            }
            else
            {
                left--;
            }
        }

        return places;
    }
}
