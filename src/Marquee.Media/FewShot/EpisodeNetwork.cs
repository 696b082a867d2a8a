using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Reads the examples of an episode, and compares vectors with prototypes on a tape.</summary>
internal static class EpisodeNetwork
{
    /// <summary>Examples as an encoder wants them: <c>examples x height x width x channels</c>.</summary>
    public static Tensor Read(Tape tape, IExamples examples, IReadOnlyList<int> indices, IAugmentation? augmentation, InputScale scale, SplittableRandom? random)
    {
        var shape = examples.Shape;
        var batch = tape.Input(new TensorShape([indices.Count, shape.Height, shape.Width, shape.Channels]));
        var example = augmentation is null ? default : tape.Scratch(shape.Count);
        for (var row = 0; row < indices.Count; row++)
        {
            var target = batch.Values.Slice(row * shape.Count, shape.Count);
            if (augmentation is null)
            {
                examples.Read(indices[row], target);
            }
            else
            {
                examples.Read(indices[row], example);
                augmentation.Apply(example, shape, target, random!.Split((ulong)row));
            }
        }

        scale.Apply(batch.Values);
        return batch;
    }

    /// <summary>Logits of the classes of queries: less the squared distance to each prototype, but for the length of the query, which is the same for all.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="support"><c>ways * shots x numbers</c>, class after class.</param>
    /// <param name="queries"><c>queries x numbers</c>.</param>
    /// <param name="ways">Number of classes.</param>
    /// <returns><c>queries x ways</c>.</returns>
    public static Tensor Logits(Tape tape, Tensor support, Tensor queries, int ways)
    {
        var columns = support.Shape.Columns;
        var prototypes = tape.Mean(tape.Reshape(support, new TensorShape([ways, support.Shape.Rows / ways, columns])), 1);
        var lengths = tape.Reshape(tape.RowDot(prototypes, prototypes), new TensorShape(1, ways));
        return tape.Subtract(tape.Scale(tape.Multiply(queries, prototypes, transposeB: true), 2), lengths);
    }
}
