using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

public class AllocationTests
{
    [Fact]
    public void No_operation_allocates_once_a_step_has_been_seen()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var table = parameters.AddNormal("table", new TensorShape(50, 8), 1, hasSparseGradient: true);
        var norm = new LayerNormLayer(parameters, "norm", 8);
        var network = new FeedForward(parameters, "network", Activation.Gelu, 0.2f, 8, 16, 8);
        var recurrent = new GruLayer(parameters, "recurrent", 8, 8);
        var convolution = new ConvolutionLayer(parameters, "convolution", 2, 4, 3, padding: 1);
        var batchNorm = new BatchNormLayer(parameters, "batch", 4);
        var tape = new Tape(parameters);
        int[] rows = [1, 5, 3, 40, 2, 7], starts = [0, 2, 2, 6], classes = [0, 5, 2, 1, 4, 3];
        float[] weights = [1, 2, 3, 4, 5, 6], pixels = new float[72], answers = new float[24];

        void Step()
        {
            tape.Reset(recording: true, training: true, seed: 3);
            var x = tape.Gather(table, rows);
            x = tape.AddDropout(x, network.Apply(tape, norm.Apply(tape, x)), 0.2f);
            var states = recurrent.Apply(tape, tape.Reshape(x, new TensorShape([3, 2, 8])));
            x = tape.Add(x, tape.Reshape(tape.Transpose(states, 0, 1), new TensorShape(6, 8)));
            var loss = tape.SoftmaxCrossEntropy(x, classes);
            var bags = tape.SegmentSum(table, rows, starts, weights);
            loss = tape.Add(loss, tape.BinaryCrossEntropy(bags, answers));
            loss = tape.Add(loss, tape.Bpr(tape.RowDot(x, x), tape.Mean(x, 1)));
            loss = tape.Add(loss, tape.InfoNce(tape.NormalizeRows(x), tape.Softmax(x), 0.5f));
            loss = tape.Add(loss, tape.Hinge(tape.LogSumExp(x), tape.Sum(tape.Slice(x, 1, 2, 3), 1)));
            loss = tape.Add(loss, tape.Triplet(x, tape.Scale(x, 2), tape.ScatterAdd(x, classes, 6), 1));
            var images = convolution.Apply(tape, tape.Input(new TensorShape([1, 6, 6, 2]), pixels));
            images = batchNorm.Apply(tape, images, tape.Detach(images), rectified: true);
            loss = tape.Add(loss, tape.Sum(tape.GlobalAveragePool(images)));
            images = tape.Concatenate(3, tape.MaxPool(images, 2), tape.AveragePool(images, 2));
            loss = tape.Add(loss, tape.Sum(tape.MultiplyElements(images, tape.Sigmoid(images))));
            tape.Backward(loss);
        }

        // The first steps also compile.
        for (var step = 0; step < 100; step++)
        {
            Step();
        }

        // The least of several: the runtime may compile a method anew in between.
        Enumerable.Range(0, 20).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
    }
}
