using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class AttentionTests
{
    private const int Columns = 6;

    // The last sequence is longer than a block of rows.
    private static readonly int[] Offsets = [0, 3, 3, 4, 104];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public void Weighs_values_as_the_formula_says(bool causal, int heads)
    {
        var parameters = new ParameterSet(new SplittableRandom(3));
        var input = parameters.AddNormal("input", new TensorShape(Offsets[^1], 3 * Columns), 1);
        var bias = causal ? parameters.AddNormal("bias", new TensorShape(heads, 5), 1) : null;
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        var output = tape.Attend(tape.Use(input), Offsets, heads, causal, dropout: 0.9, distanceBias: bias is null ? null : tape.Use(bias));
        var expected = Plain(input.ToMatrix(), heads, causal, bias?.ToMatrix());
        for (var index = 0; index < expected.Length; index++)
        {
            output.Values[index].ShouldBe((float)expected[index], 1e-4f);
        }
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 0.4)]
    [InlineData(false, 0)]
    public void Gradients_agree_with_differences(bool causal, double dropout) => GradientCheck.Verify(
        (tape, p) => tape.Attend(p[0], [0, 3, 3, 4, 9], heads: 2, causal, dropout), [new TensorShape(9, 12)], training: true, scale: 0.7);

    [Fact]
    public void Gradients_of_sequences_longer_than_a_block_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.Multiply(tape.Attend(tape.Multiply(p[0], p[1]), [0, 104], heads: 1), p[2]),
        [new TensorShape(104, 1), new TensorShape(1, 6), new TensorShape(2, 1)],
        scale: 0.5);

    [Fact]
    public void Gradients_of_biases_agree_with_differences()
    {
        int[] offsets = [0, 4, 9];
        var pairs = new PairBuckets();
        pairs.FillWithTimeGaps(offsets, [0, 0, 1000, 4000, 0, 3000, 3000, 1_000_000, 2_000_000]);
        GradientCheck.Verify(
            (tape, p) => tape.Attend(p[0], offsets, heads: 2, dropout: 0.3, distanceBias: p[1], pairBias: p[2], pairs: pairs),
            [new TensorShape(9, 12), new TensorShape(2, 3), new TensorShape(2, PairBuckets.TimeGapClasses)],
            training: true,
            scale: 0.7);
    }

    [Fact]
    public void A_sequence_does_not_see_its_neighbours()
    {
        var parameters = new ParameterSet(new SplittableRandom(3));
        var input = parameters.AddNormal("input", new TensorShape(9, 12), 1);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        var together = tape.Attend(tape.Use(input), [0, 4, 9], heads: 2).Values.ToArray();
        tape.Reset(recording: false);
        var alone = tape.Attend(tape.Input(new TensorShape(5, 12), input.Values[(4 * 12)..]), [0, 5], heads: 2).Values.ToArray();
        alone.ShouldBe(together[(4 * 4)..]);
    }

    [Fact]
    public void Nothing_is_allocated_once_a_step_has_been_seen()
    {
        var parameters = new ParameterSet(new SplittableRandom(3));
        var input = parameters.AddNormal("input", new TensorShape(104, 12), 1);
        var tape = new Tape(parameters);
        int[] offsets = [0, 4, 104];
        var targets = new float[104 * 4];

        void Step()
        {
            tape.Reset(recording: true, training: true, seed: 3);
            tape.Backward(tape.SquaredError(tape.Attend(tape.Use(input), offsets, heads: 2, dropout: 0.2), targets));
        }

        for (var step = 0; step < 100; step++)
        {
            Step();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Times_further_apart_are_of_higher_classes()
    {
        PairBuckets.TimeGapClass(-5).ShouldBe((byte)0);
        PairBuckets.TimeGapClass(999).ShouldBe((byte)0);
        PairBuckets.TimeGapClass(1000).ShouldBe((byte)1);
        PairBuckets.TimeGapClass(2000).ShouldBe((byte)3);
        PairBuckets.TimeGapClass(3000).ShouldBe((byte)4);
        PairBuckets.TimeGapClass(4000).ShouldBe((byte)5);
        PairBuckets.TimeGapClass(long.MaxValue).ShouldBe((byte)(PairBuckets.TimeGapClasses - 1));
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(3)));
        var input = tape.Input(new TensorShape(4, 12));
        input.Values.Clear();
        Should.Throw<ArgumentException>(() => tape.Attend(input, [0, 4], heads: 3)).Message.ShouldContain("4 x 12");
        Should.Throw<ArgumentException>(() => tape.Attend(input, [0, 3], heads: 2)).Message.ShouldContain("4");
        Should.Throw<ArgumentException>(() => tape.Attend(input, [0, 3, 2, 4], heads: 2)).Message.ShouldContain("offset 2");
        Should.Throw<ArgumentException>(() => tape.Attend(input, [0, 4], heads: 2, distanceBias: tape.Input(new TensorShape(3, 4)))).Message.ShouldContain("3 x 4");
        Should.Throw<ArgumentException>(() => tape.Attend(input, [0, 4], heads: 2, causal: false, distanceBias: tape.Input(new TensorShape(2, 4)))).Message.ShouldContain("causal");
    }

    private static double[] Plain(DenseMatrix input, int heads, bool causal, DenseMatrix? bias)
    {
        var width = Columns / heads;
        var output = new double[input.Rows * Columns];
        for (var sequence = 0; sequence + 1 < Offsets.Length; sequence++)
        {
            for (var head = 0; head < heads; head++)
            {
                for (var i = Offsets[sequence]; i < Offsets[sequence + 1]; i++)
                {
                    var seen = Enumerable.Range(Offsets[sequence], (causal ? i + 1 : Offsets[sequence + 1]) - Offsets[sequence]).ToArray();
                    var weights = seen.Select(j =>
                    {
                        var dot = Enumerable.Range(head * width, width).Sum(c => (double)input[i, c] * input[j, Columns + c]);
                        return Math.Exp((dot / Math.Sqrt(width)) + (bias is null ? 0 : bias[head, Math.Min(i - j, bias.Columns - 1)]));
                    }).ToArray();
                    for (var c = head * width; c < (head + 1) * width; c++)
                    {
                        output[(i * Columns) + c] = seen.Zip(weights, (j, weight) => weight * input[j, (2 * Columns) + c]).Sum() / weights.Sum();
                    }
                }
            }
        }

        return output;
    }
}
