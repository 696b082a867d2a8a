namespace Marquee.Numerics.Learning;

/// <summary>Attention within sequences of any lengths that lie end to end, without padding.</summary>
public static unsafe class Attention
{
    /// <summary>
    /// Scaled dot-product attention with several heads: for each place <c>i</c> and head the mean of the values of the places of its sequence, weighted by
    /// <c>softmax over j of (query(i) . key(j) / sqrt(width) + biases)</c>.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">
    /// <c>places x 3 columns</c>: queries, keys and values side by side, each with the heads side by side, so that one product makes all of them.
    /// </param>
    /// <param name="offsets">The place where each sequence starts, and the number of places behind the last.</param>
    /// <param name="heads">Number of heads; divides the columns.</param>
    /// <param name="causal">Whether a place sees only itself and those before it.</param>
    /// <param name="dropout">The share of weights that are set to zero, the others growing to make up for it; only where the tape trains.</param>
    /// <param name="distanceBias">
    /// <c>heads x distances</c> or nothing: what is added where <c>j</c> lies so many places before <c>i</c>; the last column stands for all further ones too. Only where causal.
    /// </param>
    /// <param name="pairBias"><c>heads x 256</c> at most, or nothing: what is added for the bucket of a pair of places. Only where causal.</param>
    /// <param name="pairs">The buckets for <paramref name="pairBias"/>; not to be changed before the tape is reset.</param>
    /// <returns><c>places x columns</c>, the heads side by side.</returns>
    /// <remarks>
    /// <para><c>4 * columns</c> floating-point operations for each pair of places that see each other (and of some around the diagonal), and twice that for the gradient. Keeps the weights:
    /// <c>4 * heads</c> bytes for each pair of places of a sequence, seen or not.</para>
    /// <para>Source: Vaswani et al., Attention Is All You Need, 2017; biases by distance after Shaw et al., 2018, and Raffel et al., 2020.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Attend(
        this Tape tape,
        Tensor input,
        ReadOnlySpan<int> offsets,
        int heads,
        bool causal = true,
        double dropout = 0,
        Tensor? distanceBias = null,
        Tensor? pairBias = null,
        PairBuckets? pairs = null)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        Check(input.Shape, offsets, heads, dropout);
        Check(heads, causal, distanceBias, pairBias, pairs);
        var columns = input.Shape.Columns / 3;
        var requiresGradient = input.RequiresGradient || distanceBias is { RequiresGradient: true } || pairBias is { RequiresGradient: true };
        var output = tape.NewTensor(new TensorShape(input.Shape.Rows, columns), requiresGradient);
        dropout = tape.IsTraining ? dropout : 0;
        var weights = new AttentionWeights
        {
            Input = input,
            DistanceBias = distanceBias,
            PairBias = pairBias,
            Pairs = pairs,
            Offsets = tape.Integers(offsets),
            Sequences = offsets.Length - 1,
            Heads = heads,
            Columns = columns,
            IsCausal = causal,
            Dropout = dropout > 0 ? DropoutChance.OfKeys(tape.NextSeed(), dropout) : default,
        };
        weights.Forward(tape, output);
        if (output.RequiresGradient)
        {
            tape.Record<AttendOperation>(output).Weights = weights;
        }

        return output;
    }

    private static void Check(TensorShape shape, ReadOnlySpan<int> offsets, int heads, double dropout)
    {
        if (shape.Rank != 2 || shape.Columns % 3 != 0 || heads < 1 || shape.Columns / 3 % heads != 0)
        {
            throw new ArgumentException($"Queries, keys and values of {heads} heads are a matrix with three times a multiple of {heads} columns, not {shape}.", nameof(shape));
        }

        if (dropout is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "Dropout is a share of at least 0 and less than 1.");
        }

        for (var index = 0; index < offsets.Length; index++)
        {
            if (offsets[index] < (index == 0 ? 0 : offsets[index - 1]) || (index == 0 && offsets[0] != 0))
            {
                throw new ArgumentException($"Offsets start at 0 and never fall; offset {index} is {offsets[index]}.", nameof(offsets));
            }
        }

        if (offsets.Length == 0 || offsets[^1] != shape.Rows)
        {
            throw new ArgumentException($"The last offset is the number of places, {shape.Rows}.", nameof(offsets));
        }
    }

    private static void Check(int heads, bool causal, Tensor? distanceBias, Tensor? pairBias, PairBuckets? pairs)
    {
        if (!causal && (distanceBias ?? pairBias) is not null)
        {
            throw new ArgumentException("Biases are those of earlier places: they belong to causal attention.", nameof(causal));
        }

        CheckBias(heads, distanceBias);
        CheckBias(heads, pairBias);
        if (pairBias is null != pairs is null)
        {
            throw new ArgumentException("A bias for pairs and their buckets belong together.", nameof(pairs));
        }
    }

    private static void CheckBias(int heads, Tensor? bias)
    {
        if (bias is not null && (bias.Shape.Rank != 2 || bias.Shape.Rows != heads || bias.Shape.Columns == 0))
        {
            throw new ArgumentException($"A bias has a row for each of {heads} heads, unlike {bias.Shape}.", nameof(bias));
        }
    }

    private sealed class AttendOperation : Operation
    {
        public AttentionWeights Weights;

        protected internal override void Backward(Tape tape) => Weights.Backward(tape, Output);
    }
}
