using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class DropoutsTests
{
    [Fact]
    public void Gradients_agree_with_differences() =>
        GradientCheck.Verify((tape, p) => tape.Dropout(tape.Add(p[0], p[0]), 0.4f), [new TensorShape(5, 7)], training: true);

    [Fact]
    public void Gradients_with_a_residual_agree_with_differences()
    {
        GradientCheck.Verify((tape, p) => tape.AddDropout(p[0], p[1], 0.4f), [new TensorShape(5, 7), new TensorShape(5, 7)], training: true);
        GradientCheck.Verify((tape, p) => tape.AddDropout(p[0], p[0], 0.4f), [new TensorShape(5, 7)], training: true);
    }

    [Fact]
    public void Drops_the_share_asked_for_and_scales_the_rest()
    {
        var output = Run(1, 0.25f, 40_000);
        output.Distinct().Order().ShouldBe([0, 1 / 0.75f]);
        // Four standard deviations.
        (output.Count(number => number == 0) / 40_000.0).ShouldBe(0.25, 0.009);
    }

    [Fact]
    public void Each_call_and_each_seed_has_its_own_chance_and_the_same_seed_the_same()
    {
        Run(1, 0.5f, 1000).ShouldBe(Run(1, 0.5f, 1000));
        Agreement(Run(1, 0.5f, 10_000), Run(2, 0.5f, 10_000)).ShouldBe(0.5, 0.03);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false, training: true, seed: 1);
        var ones = tape.Input(new TensorShape(10_000), Enumerable.Repeat(1f, 10_000).ToArray());
        Agreement(tape.Dropout(ones, 0.5f).Values.ToArray(), tape.Dropout(ones, 0.5f).Values.ToArray()).ShouldBe(0.5, 0.03);
    }

    [Fact]
    public void Does_nothing_where_the_tape_does_not_train()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(3), [1, 2, 3]);
        tape.Dropout(input, 0.5f).ShouldBeSameAs(input);
        tape.AddDropout(input, input, 0.5f).Values.ToArray().ShouldBe([2, 4, 6]);
    }

    [Fact]
    public void Refuses_to_drop_everything()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape(3));
        Should.Throw<ArgumentOutOfRangeException>(() => tape.Dropout(input, 1)).Message.ShouldContain("less than 1");
        Should.Throw<ArgumentOutOfRangeException>(() => tape.Dropout(input, float.NaN));
        Should.Throw<ArgumentException>(() => tape.AddDropout(input, tape.Input(new TensorShape(1, 3)), 0.5f)).Message.ShouldContain("3 and an input of 1 x 3");
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void Every_width_and_length_gives_the_bits_of_the_scalar_form(string width)
    {
        var chance = new DropoutChance(5, 0.3f);
        var source = RandomMatrices.Dense(1, 60, 1);
        var addend = RandomMatrices.Dense(1, 60, 2);
        for (var count = 0; count <= 59; count++)
        {
            float[] expected = new float[count + 1], actual = new float[count + 1];
            fixed (float* from = source.Span, plus = addend.Span, first = expected, second = actual)
            {
                foreach (var added in new[] { false, true })
                {
                    DropoutKernel.For(SimdWidth.Scalar).Drop(chance, from, added ? plus : null, first, count);
                    DropoutKernel.For(Enum.Parse<SimdWidth>(width)).Drop(chance, from, added ? plus : null, second, count);
                    actual.ShouldBe(expected);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public unsafe void A_part_is_dropped_as_within_the_whole(string width)
    {
        var chance = new DropoutChance(5, 0.5f);
        float[] source = [.. Enumerable.Repeat(1f, 100)], whole = new float[100], part = new float[60];
        fixed (float* from = source, ofWhole = whole, ofPart = part)
        {
            var kernel = DropoutKernel.For(Enum.Parse<SimdWidth>(width));
            kernel.Drop(chance, from, null, ofWhole, 100);
            kernel.Drop(chance, from + 37, null, ofPart, 60, firstPlace: 37);
        }

        part.ShouldBe(whole[37..97]);
        part.Distinct().Count().ShouldBe(2);
    }

    private static double Agreement(float[] left, float[] right) => left.Zip(right).Count(pair => pair.First == pair.Second) / (double)left.Length;

    private static float[] Run(ulong seed, float rate, int count)
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false, training: true, seed);
        return tape.Dropout(tape.Input(new TensorShape(count), Enumerable.Repeat(1f, count).ToArray()), rate).Values.ToArray();
    }
}
