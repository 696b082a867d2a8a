using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media.Tests;

public class EncoderReadoutTests
{
    private static readonly MediaEncoderModel Model = MediaEncoderModel.Untrained(
        new ConvolutionDesign(new PlaneShape(8, 8, 2), new ConvolutionEncoderOptions { Widths = [3, 5] }), new Planes(6));

    [Fact]
    public void One_cell_of_the_last_stage_is_the_vector_of_the_encoder() =>
        Model.Embed(new Planes(6), new EncoderReadout()).Span.ToArray().ShouldBe(Model.Embed(new Planes(6)).Span.ToArray(), 1e-5);

    [Fact]
    public void Cells_of_even_size_have_the_encoders_vector_as_their_mean()
    {
        var (whole, quarters) = (Model.Embed(new Planes(6)), Model.Embed(new Planes(6), new EncoderReadout { Grid = 2 }));
        quarters.Columns.ShouldBe(20);
        for (var example = 0; example < 6; example++)
        {
            for (var channel = 0; channel < 5; channel++)
            {
                Enumerable.Range(0, 4).Average(cell => quarters[example, (5 * cell) + channel]).ShouldBe(whole[example, channel], 1e-5);
            }
        }
    }

    [Fact]
    public void Earlier_stages_stand_before_later_ones()
    {
        var (both, last) = (Model.Embed(new Planes(6), new EncoderReadout { Stages = 2, Grid = 2 }), Model.Embed(new Planes(6), new EncoderReadout { Grid = 2 }));
        both.Columns.ShouldBe(4 * (3 + 5));
        for (var example = 0; example < 6; example++)
        {
            both.Row(example)[12..].ToArray().ShouldBe(last.Row(example).ToArray());
        }
    }

    [Fact]
    public void Cells_are_read_row_by_row()
    {
        var tape = new Tape(new ParameterSet(new SplittableRandom(1)));
        tape.Reset(recording: false);
        var planes = tape.Input(new TensorShape([1, 2, 3, 1]));
        ((float[])[1, 2, 4, 10, 20, 40]).CopyTo(planes.Values);
        var vectors = new DenseMatrix(1, 5);
        GridMeans.Write(planes, 2, vectors, 1).ShouldBe(4);
        vectors.Row(0).ToArray().ShouldBe([0, 1, 3, 10, 30]);
        Should.Throw<ArgumentException>(() => GridMeans.Write(planes, 3, vectors, 0)).Message.ShouldContain("2 x 3 places has no grid of 3 x 3");
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        Should.Throw<ArgumentException>(() => Model.Embed(new Planes(6), new EncoderReadout { Stages = 3 })).Message.ShouldContain("2 stages, and 3");
        Should.Throw<ArgumentException>(() => Model.Embed(new Planes(6), new EncoderReadout { Grid = 0 }));
        Should.Throw<ArgumentException>(() => Model.Embed(new Planes(6), new EncoderReadout { Grid = 5 }));
        var perceptron = MediaEncoderModel.Untrained(new PerceptronDesign(new PlaneShape(8, 8, 2)), new Planes(6));
        Should.Throw<ArgumentException>(() => perceptron.Embed(new Planes(6), new EncoderReadout())).Message.ShouldContain("convolutions");
    }

    /// <summary>Noise, each example its own.</summary>
    private sealed class Planes(int count) : IExamples
    {
        public int Count { get; } = count;

        public PlaneShape Shape => new(8, 8, 2);

        public void Read(int index, Span<float> target)
        {
            var random = new SplittableRandom(9).Split((ulong)index);
            foreach (ref var value in target)
            {
                value = random.NextSingle();
            }
        }
    }
}
