using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What comes after what: for each item, how often each other one came among the next few items of the same user.</summary>
/// <remarks>
/// <para><c>c(i, j) = sum over users who met i at place p and j at q, p below q and q - p within the window, of windowDecay^(q - p - 1) * 2^(-gap / gapHalfLife)</c>, where the gap is the
/// time between them (where either time is unknown, its factor is 1); with direction both, <c>c(i, j) + c(j, i)</c>. Then
/// <c>P(i, j) = c(i, j) / ((sum over k of c(i, k) + shrinkage) * users(j)^popularityExponent)</c>, of which each item keeps its largest.</para>
/// <para>A user's items are in the order of their latest time; of equal times the one that appears later in the data is the later one, and items without a time come first.</para>
/// <para>Source: Rendle, Freudenthaler and Schmidt-Thieme, Factorizing Personalized Markov Chains, WWW 2010, for the chain over items without its factors; the window and its decay as in the
/// sequential rules of Ludewig and Jannach, Evaluation of Session-based Recommendation Algorithms, 2018; the popularity exponent as in RP3beta (Paudel et al. 2017).
/// Time: interactions * window, plus items^2 to look for the largest; memory O(items * neighbours). Involves no chance.</para>
/// </remarks>
public static class MarkovTrainer
{
    private const int ItemsPerBlock = 16;
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;

    /// <summary>Counts.</summary>
    public static MarkovModel Train(Snapshot snapshot, MarkovOptions options, TrainingContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        var sequences = ItemSequences.Of(snapshot);
        var items = sequences.ItemCount;
        var penalties = new double[items];
        for (var item = 0; item < items; item++)
        {
            penalties[item] = Math.Pow(Math.Max(1, sequences.PlacesOf(item).Length), -options.PopularityExponent);
        }

        var transitions = SparseRows.Compute(
            items, ItemsPerBlock, () => new Scratch(items, Math.Min(options.Neighbours, items)), (item, scratch) => After(item, sequences, penalties, options, scratch), context);
        return new MarkovModel(options, transitions);
    }

    private static (int[] Items, float[] Values) After(int item, ItemSequences sequences, double[] penalties, MarkovOptions options, Scratch scratch)
    {
        var sums = scratch.Sums;
        Array.Clear(sums);
        foreach (var place in sequences.PlacesOf(item))
        {
            // A difference of places does not overflow where a sum of a place and a large window would.
            var (weight, after) = (1.0, Math.Min(options.Window, sequences.Ends[place] - 1 - place));
            for (var other = place + 1; other <= place + after; other++, weight *= options.WindowDecay)
            {
                sums[sequences.Items[other]] += weight * Near(sequences, place, other, options.GapHalfLife);
            }

            if (options.Direction == MarkovDirection.Both)
            {
                (weight, var before) = (1.0, Math.Min(options.Window, place - sequences.Starts[place]));
                for (var other = place - 1; other >= place - before; other--, weight *= options.WindowDecay)
                {
                    sums[sequences.Items[other]] += weight * Near(sequences, other, place, options.GapHalfLife);
                }
            }
        }

        var total = sums.Sum() + options.Shrinkage;
        for (var other = 0; other < sums.Length; other++)
        {
            scratch.Scores[other] = sums[other] > 0 ? (float)(sums[other] / total * penalties[other]) : 0;
        }

        return SparseRows.LargestPositive(scratch.Scores, scratch.BestItems, scratch.BestScores);
    }

    private static double Near(ItemSequences sequences, int earlier, int later, double halfLife) =>
        halfLife == 0 || sequences.Times[earlier] == EventLog.NoTime || sequences.Times[later] == EventLog.NoTime
            ? 1
            : Math.Pow(2, (sequences.Times[earlier] - sequences.Times[later]) / MillisecondsOfDay / halfLife);

    private sealed class Scratch(int items, int neighbours)
    {
        public double[] Sums { get; } = new double[items];

        public float[] Scores { get; } = new float[items];

        public int[] BestItems { get; } = new int[neighbours];

        public float[] BestScores { get; } = new float[neighbours];
    }
}
