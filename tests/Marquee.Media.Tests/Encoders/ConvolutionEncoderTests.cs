using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media.Tests;

public class ConvolutionEncoderTests
{
    private static readonly ConvolutionEncoderOptions Small = new() { Widths = [4, 6], Blocks = 2 };

    [Theory]
    [InlineData(EncoderNormalization.Batch)]
    [InlineData(EncoderNormalization.Layer)]
    public void Makes_a_vector_of_each_example_whatever_the_size(EncoderNormalization normalization)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var encoder = new ConvolutionEncoder(parameters, "pictures", new PlaneShape(9, 7, 3), Small with { Normalization = normalization, StemStride = 2 });
        encoder.Dimensions.ShouldBe(6);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        encoder.Encode(tape, Noise(tape, 5, 9, 7, 3)).Shape.ShouldBe(new TensorShape(5, 6));
        encoder.Encode(tape, Noise(tape, 2, 1, 40, 3)).Shape.ShouldBe(new TensorShape(2, 6));
        Should.Throw<ArgumentException>(() => encoder.Encode(tape, Noise(tape, 2, 9, 7, 1))).Message.ShouldContain("x 3, not 2 x 9 x 7 x 1");
    }

    [Theory]
    [InlineData(EncoderNormalization.Batch)]
    [InlineData(EncoderNormalization.Layer)]
    public void Learns_to_tell_lying_stripes_from_standing_ones(EncoderNormalization normalization)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var encoder = new ConvolutionEncoder(parameters, "stripes", new PlaneShape(8, 8, 1), new ConvolutionEncoderOptions { Widths = [4, 8], Normalization = normalization });
        var head = new LinearLayer(parameters, "head", 8, 2);
        var stripes = new Stripes();
        new Learner(parameters, new StripesTask(stripes, encoder, head), new Adam { LearningRate = 0.01 }, new LearnerOptions { Epochs = 4 }).Run();
        encoder.MeasureStatistics(stripes, batchSize: 16);
        var tape = new Tape(parameters);
        tape.Reset(recording: false);
        var input = tape.Input(new TensorShape([32, 8, 8, 1]));
        for (var index = 0; index < 32; index++)
        {
            stripes.Read(1000 + index, input.Values.Slice(64 * index, 64));
        }

        var scores = head.Apply(tape, encoder.Encode(tape, input));
        Enumerable.Range(0, 32).Count(index => scores.Values[2 * index] > scores.Values[2 * index + 1] == (index % 2 == 0)).ShouldBeGreaterThanOrEqualTo(31);
    }

    [Fact]
    public void Counts_its_multiply_adds()
    {
        // Stem 9 * 1 * 2 at 64 places; a block of 2 * 9 * 2 * 2 at 64; a block of 9 * 2 * 3 + 9 * 3 * 3 + 2 * 3 at 16.
        var encoder = new ConvolutionEncoder(new ParameterSet(new SplittableRandom(1)), "e", new PlaneShape(8, 8, 1), new ConvolutionEncoderOptions { Widths = [2, 3] });
        encoder.MultiplyAdds.ShouldBe(64 * 18 + 64 * 72 + 16 * (54 + 81 + 6));
    }

    [Fact]
    public void Measuring_twice_gives_the_same_bits_and_layer_normalisation_needs_none()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        var encoder = new ConvolutionEncoder(parameters, "e", new PlaneShape(8, 8, 1), Small);
        encoder.MeasureStatistics(new Stripes(), batchSize: 8, maximumExamples: 50);
        var first = parameters.All.Select(parameter => parameter.Values.ToArray()).ToArray();
        encoder.MeasureStatistics(new Stripes(), batchSize: 8, maximumExamples: 50);
        parameters.All.Select(parameter => parameter.Values.ToArray()).ToArray().ShouldBe(first);
        parameters.All.Single(parameter => parameter.Name == "e.stem.norm.variance").Values.ToArray().ShouldAllBe(variance => variance > 0 && variance != 1);
    }

    [Fact]
    public void Options_that_are_not_possible_are_refused()
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        ConvolutionEncoder Make(ConvolutionEncoderOptions options, int channels = 1) => new(parameters, "e", new PlaneShape(8, 8, channels), options);
        Should.Throw<ArgumentException>(() => Make(new ConvolutionEncoderOptions { Widths = [] })).Message.ShouldContain("at least one stage");
        Should.Throw<ArgumentException>(() => Make(new ConvolutionEncoderOptions { StemSize = 4 })).Message.ShouldContain("odd height and width, not 4");
        Should.Throw<ArgumentException>(() => Make(new ConvolutionEncoderOptions { Blocks = 0 }));
        Should.Throw<ArgumentException>(() => Make(new ConvolutionEncoderOptions(), channels: 0)).Message.ShouldContain("8 x 8 x 0");
    }

    private static Tensor Noise(Tape tape, params int[] lengths)
    {
        var input = tape.Input(new TensorShape(lengths));
        var random = new SplittableRandom(5);
        foreach (ref var value in input.Values)
        {
            value = (float)random.NextGaussian();
        }

        return input;
    }

    /// <summary>Noise with stripes, standing in every other picture.</summary>
    private sealed class Stripes : IExamples
    {
        public int Count => 256;

        public PlaneShape Shape => new(8, 8, 1);

        public void Read(int index, Span<float> target)
        {
            var random = new SplittableRandom((ulong)index);
            var phase = index / 2 % 4;
            for (var place = 0; place < 64; place++)
            {
                var along = index % 2 == 0 ? place / 8 : place % 8;
                target[place] = ((along + phase) / 2 % 2) + 0.2f * (float)random.NextGaussian();
            }
        }
    }

    private sealed class StripesTask(Stripes stripes, ConvolutionEncoder encoder, LinearLayer head) : ILearningTask
    {
        public int MaximumSlices => 2;

        public int BeginEpoch(int epoch, SplittableRandom random) => stripes.Count / 32;

        public int BeginStep(int step)
        {
            _start = 32 * step;
            return MaximumSlices;
        }

        public Tensor Loss(Tape tape, int slice)
        {
            var input = tape.Input(new TensorShape([16, 8, 8, 1]));
            var classes = new int[16];
            for (var index = 0; index < 16; index++)
            {
                stripes.Read(_start + 16 * slice + index, input.Values.Slice(64 * index, 64));
                classes[index] = index % 2;
            }

            return tape.SoftmaxCrossEntropy(head.Apply(tape, encoder.Encode(tape, input)), classes);
        }

        private int _start;
    }
}
