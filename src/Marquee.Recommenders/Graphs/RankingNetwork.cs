using System.Runtime.InteropServices;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>A family that learns by comparing, and may have tasks of its own beside that.</summary>
internal abstract class RankingNetwork(RankingGraphOptions options, ParameterSet parameters, int items) : GraphNetwork(options, parameters, items)
{
    /// <inheritdoc/>
    public sealed override Tensor Loss(Tape tape, ItemViews items, Tensor profiles, GraphSlice slice)
    {
        var loss = Compare(tape, profiles, items.Targets, slice);
        return OwnTasks(tape, items, profiles, slice) is { } more ? tape.Add(loss, more) : loss;
    }

    /// <summary>What the family's own tasks add; nothing where it has none.</summary>
    protected virtual Tensor? OwnTasks(Tape tape, ItemViews items, Tensor profiles, GraphSlice slice) => null;

    /// <summary>How well profiles tell what was met from what was not.</summary>
    protected Tensor Compare(Tape tape, Tensor profiles, Tensor targets, GraphSlice slice)
    {
        var biases = tape.Use(Biases);
        if (options.Loss == GraphLoss.Softmax)
        {
            return tape.MultinomialLoss(profiles, targets, biases, slice.Wanted, slice.Excluded);
        }

        var column = tape.Reshape(biases, new TensorShape(biases.Count, 1));
        return tape.Bpr(Scores(slice.Positives), Scores(slice.Negatives));

        Tensor Scores(List<int> rows)
        {
            var wanted = CollectionsMarshal.AsSpan(rows);
            var own = tape.Reshape(tape.RowDot(profiles, tape.Gather(targets, wanted)), new TensorShape(rows.Count, 1));
            return tape.Add(own, tape.Gather(column, wanted));
        }
    }
}
