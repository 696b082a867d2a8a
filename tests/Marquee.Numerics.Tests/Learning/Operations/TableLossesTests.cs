using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class TableLossesTests
{
    [Fact]
    public void Cross_entropy_is_that_of_the_softmax_without_what_cannot_come()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var hidden = tape.Input(new TensorShape(3, 1), [1, 2, 3]);
        var table = tape.Input(new TensorShape(4, 1), [.1f, .2f, -.3f, .5f]);
        // Place 0 foretells row 2 and then, half as much, row 0; place 1 has no target; place 2 foretells row 3, and row 1 cannot come.
        var targets = new TableTargets([2, 0, 3, 1], [0, 0, 2], [2, 0, 3], [1, .5f]) { ExcludedStarts = [0, 0, 3], ExcludedEnds = [0, 0, 4] };
        var first = Math.Log(Math.Exp(.1) + Math.Exp(.2) + Math.Exp(-.3) + Math.Exp(.5)) - ((-.3 + (.5 * .1)) / 1.5);
        var third = Math.Log(Math.Exp(.3) + Math.Exp(-.9) + Math.Exp(1.5)) - 1.5;
        tape.TableCrossEntropy(hidden, table, targets, scale: 2).Value.ShouldBe((float)(2 * (first + third)), 1e-5f);
    }

    [Fact]
    public void Gradients_of_cross_entropy_agree_with_differences() => GradientCheck.Verify(
        (tape, p) => tape.TableCrossEntropy(
            p[0], p[1], new TableTargets([2, 0, 3, 1, 6], [0, 0, 2, 3], [2, 0, 3, 4], [1, .5f]) { ExcludedStarts = [3, 3, 3, 4], ExcludedEnds = [5, 3, 5, 5] }, scale: 0.3),
        [new TensorShape(4, 3), new TensorShape(7, 3)]);

    [Fact]
    public void Gradients_of_more_places_than_are_held_at_a_time_are_those_of_the_parts()
    {
        const int places = 2000;
        const int rows = 3000;
        var parameters = new ParameterSet(new SplittableRandom(1));
        var (hidden, table) = (parameters.AddNormal("hidden", new TensorShape(places, 2), 1), parameters.AddNormal("table", new TensorShape(rows, 2), 1));
        var chance = new SplittableRandom(2);
        var targets = Enumerable.Range(0, places).Select(_ => chance.Next(rows)).ToArray();
        var tape = new Tape(parameters);
        tape.Reset(recording: true);
        var whole = tape.TableCrossEntropy(tape.Use(hidden), tape.Use(table), Each(targets));
        var loss = whole.Value;
        tape.Backward(whole);
        var (ofHidden, ofTable) = (tape.Gradients[hidden].Values.ToArray(), tape.Gradients[table].Values.ToArray());
        var losses = 0f;
        for (var first = 0; first < places; first += 50)
        {
            tape.Reset(recording: true);
            var part = tape.TableCrossEntropy(tape.Gather(hidden, [.. Enumerable.Range(first, 50)]), tape.Use(table), Each(targets[first..(first + 50)]));
            losses += part.Value;
            tape.Backward(part);
            Subtract(tape.Gradients[hidden].Values, ofHidden);
            Subtract(tape.Gradients[table].Values, ofTable);
        }

        loss.ShouldBe(losses, losses * 1e-5f);
        ofHidden.Max(Math.Abs).ShouldBeLessThan(1e-4f);
        ofTable.Max(Math.Abs).ShouldBeLessThan(1e-3f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_of_a_sampled_loss_agree_with_differences(bool softmax) => GradientCheck.Verify(
        (tape, p) => tape.SampledLoss(
            p[0], p[1], p[2],
            new TableTargets([0, 0, 1, 3], [0, 0, 0, 0], [1, 0, 1, 1], [1]) { ExcludedStarts = [2, 2, 2, 3], ExcludedEnds = [4, 2, 2, 4] },
            softmax ? SampledLossForm.Softmax(5, 100) : SampledLossForm.Binary(5, 100, .75),
            scale: 0.3),
        [new TensorShape(4, 3), new TensorShape(4, 3), new TensorShape(5, 3)]);

    [Fact]
    public void Sampled_cross_entropy_with_every_row_drawn_is_the_whole_one()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var hidden = tape.Input(new TensorShape(1, 1), [2]);
        var table = tape.Input(new TensorShape(4, 1), [.1f, .2f, -.3f, .5f]);
        var positive = tape.Input(new TensorShape(1, 1), [.2f]);
        var sampled = tape.SampledLoss(
            hidden, positive, table, new TableTargets([1], [0], [1], [1]) { ExcludedStarts = [0], ExcludedEnds = [1] }, SampledLossForm.Softmax(3, 3));
        sampled.Value.ShouldBe(tape.TableCrossEntropy(hidden, table, Each([1])).Value, 1e-6f);
    }

    [Fact]
    public void Binary_cross_entropy_weighs_the_target_as_gSASRec_does()
    {
        // 256 of 3,415 others: alpha = .07496, beta = alpha (.75 (1 - 1 / alpha) + 1 / alpha) = .30622.
        SampledLossForm.Binary(256, 3415, .75).Correction.ShouldBe(.30622, 1e-5);
        SampledLossForm.Binary(256, 3415, 0).Correction.ShouldBe(1, 1e-12);
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var loss = tape.SampledLoss(
            tape.Input(new TensorShape(1, 1), [1]), tape.Input(new TensorShape(1, 1), [.5f]), tape.Input(new TensorShape(2, 1), [-1, 2]),
            new TableTargets([0], [0], [1], [1]), SampledLossForm.Binary(256, 3415, .75));
        loss.Value.ShouldBe((float)((.30622 * Math.Log(1 + Math.Exp(-.5))) + Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(2))), 1e-5f);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        var hidden = tape.Input(new TensorShape(1, 2), [2, 1]);
        var table = tape.Input(new TensorShape(2, 2), [1, 2, 3, 4]);
        Should.Throw<ArgumentOutOfRangeException>(() => tape.TableCrossEntropy(hidden, table, Each([2]))).Message.ShouldContain("rows 0 to 1");
        Should.Throw<ArgumentException>(() => tape.TableCrossEntropy(hidden, table, Each([0, 1]))).Message.ShouldContain("1 places");
        Should.Throw<ArgumentException>(() => tape.TableCrossEntropy(hidden, tape.Input(new TensorShape(2, 3)), Each([0]))).Message.ShouldContain("2 x 3");
        Should.Throw<ArgumentException>(() => tape.TableCrossEntropy(hidden, table, new TableTargets([1], [0], [2], [1]))).Message.ShouldContain("0 to 2");
    }

    private static TableTargets Each(int[] targets) =>
        new(targets, Enumerable.Range(0, targets.Length).ToArray(), Enumerable.Range(1, targets.Length).ToArray(), new float[] { 1 });

    private static void Subtract(ReadOnlySpan<float> part, float[] whole)
    {
        for (var index = 0; index < whole.Length; index++)
        {
            whole[index] -= part[index];
        }
    }
}
