namespace Marquee.Numerics.Learning;

/// <summary>Losses that compare: what was chosen should score higher, or lie nearer, than what was not. All are sums.</summary>
public static class RankingLosses
{
    /// <summary>Bayesian personalized ranking: <c>sum of -log(sigmoid(positive - negative))</c> (Rendle et al., BPR, 2009).</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="positives">Scores of what was chosen.</param>
    /// <param name="negatives">Scores of what was not: as many, or a shape that fits (<c>n x 1</c> positives with <c>n x k</c> negatives).</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Bpr(this Tape tape, Tensor positives, Tensor negatives) => tape.Sum(tape.Softplus(tape.Subtract(negatives, positives)));

    /// <summary>The hinge: <c>sum of max(0, margin - (positive - negative))</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="positives">Scores of what was chosen.</param>
    /// <param name="negatives">Scores of what was not: as many, or a shape that fits (<c>n x 1</c> positives with <c>n x k</c> negatives).</param>
    /// <param name="margin">By how much a positive must be ahead to cost nothing.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Hinge(this Tape tape, Tensor positives, Tensor negatives, float margin = 1)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Sum(tape.Relu(tape.Add(tape.Subtract(negatives, positives), tape.Input(new TensorShape(), [margin]))));
    }

    /// <summary>The triplet loss: <c>sum over rows of max(0, |anchor - positive|^2 - |anchor - negative|^2 + margin)</c> (Schroff, Kalenichenko and Philbin, FaceNet, 2015).</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="anchors">Rows, <c>n x columns</c>.</param>
    /// <param name="positives">Rows that should lie near, the same shape.</param>
    /// <param name="negatives">Rows that should lie far, the same shape.</param>
    /// <param name="margin">By how much farther a negative must lie to cost nothing.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Triplet(this Tape tape, Tensor anchors, Tensor positives, Tensor negatives, float margin)
    {
        var (near, far) = (tape.Subtract(anchors, positives), tape.Subtract(anchors, negatives));
        return tape.Hinge(tape.RowDot(far, far), tape.RowDot(near, near), margin);
    }

    /// <summary>
    /// InfoNCE with the other rows of the batch as negatives: the cross-entropy of choosing, for each query, its own key among all keys by <c>query . key / temperature</c> (van den Oord, Li and Vinyals, 2018).
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="queries">Rows, <c>n x columns</c>; made by <see cref="RowNorms.NormalizeRows"/> where cosines are meant.</param>
    /// <param name="keys">Rows, <c>n x columns</c>: row <c>i</c> belongs to query <c>i</c>.</param>
    /// <param name="temperature">Above 0; the smaller, the more the hardest negatives count.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not positive.</exception>
    public static Tensor InfoNce(this Tape tape, Tensor queries, Tensor keys, float temperature)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        if (queries.Shape != keys.Shape || queries.Shape.Rank != 2)
        {
            throw new ArgumentException($"Queries and keys are matrices of the same shape, not {queries.Shape} and {keys.Shape}.", nameof(keys));
        }

        var logits = tape.Scale(tape.Multiply(queries, keys, transposeB: true), 1 / temperature);
        var targets = System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(tape.Scratch(queries.Shape[0]));
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = row;
        }

        return tape.SoftmaxCrossEntropy(logits, targets);
    }
}
