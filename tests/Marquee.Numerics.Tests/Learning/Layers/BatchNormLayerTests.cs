using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class BatchNormLayerTests
{
    [Fact]
    public void Normalises_by_the_rows_at_hand_in_training_and_by_what_was_measured_afterwards()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new BatchNormLayer(parameters, "norm", 1);
        // Batches of 2 and of 4 numbers, of which the six together have mean 4.
        float[][] batches = [[1, 3], [2, 4, 6, 8]];
        BatchStatistics.Measure(parameters, 2, (tape, batch) => layer.Apply(tape, tape.Input(new TensorShape(batches[batch].Length, 1), batches[batch])));
        layer.Mean.Values[0].ShouldBe(4);
        // (9 + 1 + 4 + 0 + 4 + 16) / 6
        layer.Variance.Values[0].ShouldBe(34 / 6f, 1e-6f);

        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        layer.Apply(tape, tape.Input(new TensorShape(1, 1), [4 + MathF.Sqrt(34 / 6f)])).Value.ShouldBe(1, 1e-5);
        tape.Reset(recording: false, training: true);
        layer.Apply(tape, tape.Input(new TensorShape(2, 1), [100, 102])).Values.ToArray().ShouldBe([-1, 1], 1e-4);
    }

    [Fact]
    public void Deeper_layers_are_measured_on_what_earlier_ones_normalise_within_a_batch()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var (first, second) = (new BatchNormLayer(parameters, "first", 1), new BatchNormLayer(parameters, "second", 1));
        BatchStatistics.Measure(parameters, 3, (tape, batch) => second.Apply(tape, first.Apply(tape, tape.Input(new TensorShape(2, 1), [100 * batch - 5, 100 * batch + 5]))));
        first.Mean.Values[0].ShouldBe(100);
        second.Mean.Values[0].ShouldBe(0, 1e-6);
        second.Variance.Values[0].ShouldBe(1, 1e-5);
    }

    [Fact]
    public void No_step_of_training_moves_what_was_measured()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new BatchNormLayer(parameters, "norm", 2);
        layer.Mean.Values.Fill(3);
        layer.Variance.Values.Fill(5);
        var task = new FunctionTask(2, 2, (tape, _, _) => tape.Sum(tape.Square(layer.Apply(tape, tape.Input(new TensorShape(3, 2), [1, 2, 3, 5, 4, 9])))));
        new Learner(parameters, task, new Adam { LearningRate = 0.1, WeightDecay = 0.1 }, new LearnerOptions { Epochs = 3 }).Run();
        layer.Mean.Values.ToArray().ShouldBe([3, 3]);
        layer.Variance.Values.ToArray().ShouldBe([5, 5]);
        layer.Gain.Values[0].ShouldNotBe(1);
    }

    [Fact]
    public void A_measurement_that_is_cancelled_writes_nothing()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var layer = new BatchNormLayer(parameters, "norm", 1);
        using var source = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => BatchStatistics.Measure(parameters, 2, (tape, _) =>
        {
            layer.Apply(tape, tape.Input(new TensorShape(2, 1), [1, 2]));
            source.Cancel();
        }, source.Token));
        layer.Mean.Values[0].ShouldBe(0);
    }
}
