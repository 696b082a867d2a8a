using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders.Tests;

public sealed class InteractionGraphTests
{
    // User 0 met items 0 and 1, user 1 item 1; nobody met item 2.
    private static readonly InteractionGraph Small = new(new SparseMatrix(2, 3, [0, 2, 3], [0, 1, 1], [5, 1, 1]));

    [Fact]
    public void An_edge_counts_one_over_the_root_of_both_degrees()
    {
        Small.ByUser[0, 0].ShouldBe((float)(1 / Math.Sqrt(2 * 1)), 1e-6f);
        Small.ByUser[0, 1].ShouldBe((float)(1 / Math.Sqrt(2 * 2)), 1e-6f);
        Small.ByUser[1, 1].ShouldBe((float)(1 / Math.Sqrt(1 * 2)), 1e-6f);
        Small.ItemShares.ShouldBe([1f, (float)(1 / Math.Sqrt(2)), 0f]);
    }

    [Fact]
    public void Items_gather_from_those_that_were_met_with_them()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var gathered = Small.ToItems(tape, tape.Input(new TensorShape(3, 1), [1, 10, 100])).Values.ToArray();

        // User 0 holds 1/sqrt(2) + 10/2, user 1 holds 10/sqrt(2).
        var (first, second) = ((1 / Math.Sqrt(2)) + 5, 10 / Math.Sqrt(2));
        gathered[0].ShouldBe((float)(first / Math.Sqrt(2)), 1e-5f);
        gathered[1].ShouldBe((float)((first / 2) + (second / Math.Sqrt(2))), 1e-5f);
        gathered[2].ShouldBe(0);
    }

    [Fact]
    public void Dropped_edges_are_gone_and_the_others_as_they_were()
    {
        var whole = Large();
        foreach (var thinned in new[] { whole.Drop(0.3, new SplittableRandom(2)), whole.Prune(0.3, new SplittableRandom(2)) })
        {
            thinned.ByUser.NonZeros.ShouldBeInRange((int)(0.6 * whole.ByUser.NonZeros), (int)(0.8 * whole.ByUser.NonZeros));
            for (var user = 0; user < whole.ByUser.Rows; user++)
            {
                foreach (var item in thinned.ByUser.RowIndices(user))
                {
                    thinned.ByUser[user, item].ShouldBe(whole.ByUser[user, item]);
                }
            }
        }
    }

    [Fact]
    public void Pruning_leaves_out_edges_between_much_met_items_and_busy_users_more_often()
    {
        var whole = Large();
        var kept = Enumerable.Range(0, 50).SelectMany(seed => whole.Prune(0.5, new SplittableRandom((ulong)seed)).ByUser.Values.ToArray()).Average();
        kept.ShouldBeGreaterThan(1.03f * whole.ByUser.Values.ToArray().Average());
    }

    // User u met the first u + 1 of 20 items.
    private static InteractionGraph Large()
    {
        int[] offsets = [0, .. Enumerable.Range(0, 20).Select(user => (user + 1) * (user + 2) / 2)];
        int[] columns = [.. Enumerable.Range(0, 20).SelectMany(user => Enumerable.Range(0, user + 1))];
        return new InteractionGraph(new SparseMatrix(20, 20, offsets, columns, Array.ConvertAll(columns, _ => 1f)));
    }
}
