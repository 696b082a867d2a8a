using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Media.Tests;

public sealed class ItemMediaEncoderTests : IDisposable
{
    private static readonly ConvolutionEncoderOptions _small = new() { Widths = [8, 16] };
    private static readonly SelfSupervisedOptions _quick = new() { Epochs = 30, LearningRate = 0.003, BatchSize = 20, SliceSize = 20, ProjectorHidden = 16, ProjectorDimensions = 8, MaxDegreeOfParallelism = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Learns_from_pictures_of_any_size_and_reads_others_after_it_was_written()
    {
        var paths = Enumerable.Range(0, 24).Select(Stripes).ToArray();
        var preparation = new PicturePreparation(16, 16);
        var encoder = ItemMediaEncoder.Train(preparation, preparation.Read(paths[..20]), _small, _quick);
        var artifact = new MemoryArtifact();
        encoder.Save(artifact);

        var loaded = ItemMediaEncoder.Load(artifact.Open());

        loaded.Preparation.ShouldBe(preparation);
        var vectors = loaded.Embed(paths);
        vectors.Span.SequenceEqual(encoder.Embed(paths).Span).ShouldBeTrue();

        // Pictures that nobody showed it: lying stripes are nearer to lying ones than to standing ones.
        Cosine(vectors, 20, 22).ShouldBeGreaterThan(Cosine(vectors, 20, 21));
        Cosine(vectors, 21, 23).ShouldBeGreaterThan(Cosine(vectors, 21, 22));
    }

    [Fact]
    public void Reads_sounds_of_any_length_as_spectrograms_of_one()
    {
        var preparation = new SoundPreparation(0.5, 8000, 16);
        string[] paths = [Tone("short", 0.2, 440), Tone("long", 1.5, 440), Tone("high", 1.5, 1760)];

        var examples = preparation.Read(paths);

        examples.Shape.ShouldBe(new PlaneShape(25, 16, 1));
        var (first, second, third) = (Middle(examples, 0), Middle(examples, 1), Middle(examples, 2));
        Loudest(first).ShouldBe(Loudest(second));
        Loudest(third).ShouldBeGreaterThan(Loudest(second));
    }

    [Fact]
    public void Statistics_without_learning_have_mean_0_and_deviation_1_over_the_files()
    {
        var vectors = MediaStatistics.Of([.. Enumerable.Range(0, 6).Select(Stripes)]);

        vectors.Columns.ShouldBe(PictureFeatures.Dimensions);
        for (var column = 0; column < vectors.Columns; column++)
        {
            var numbers = Enumerable.Range(0, 6).Select(row => (double)vectors.Row(row)[column]).ToList();
            numbers.Sum().ShouldBe(0, 1e-4);
            var deviation = Math.Sqrt(numbers.Average(number => number * number));
            (deviation == 0 || Math.Abs(deviation - 1) < 1e-3).ShouldBeTrue($"number {column} deviates by {deviation}");
        }
    }

    [Fact]
    public void Names_the_file_that_cannot_be_read()
    {
        string[] paths = [Stripes(0), _folder.Write("broken.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0])];

        Should.Throw<MediaException>(() => new PicturePreparation().Read(paths)).Message.ShouldContain("broken.jpg");
    }

    [Fact]
    public void Refuses_an_encoder_that_says_nothing_of_files()
    {
        var artifact = new MemoryArtifact();
        MediaEncoderModel.Untrained(new ConvolutionDesign(new PlaneShape(8, 8, 1), _small), new TableExamples(new DenseMatrix(2, 64), new PlaneShape(8, 8, 1))).Save(artifact);

        Should.Throw<InvalidDataException>(() => ItemMediaEncoder.Load(artifact.Open())).Message.ShouldContain("how pictures or sounds are prepared");
    }

    // Stripes that lie in even files and stand in odd ones, of other greys and sizes each.
    private string Stripes(int number)
    {
        var random = new SplittableRandom((ulong)number);
        var (width, height) = (16 + random.Next(8), 16 + random.Next(8));
        var (dark, light) = (random.Next(100), 155 + random.Next(100));
        var samples = new int[height * width * 3];
        for (var index = 0; index < samples.Length; index++)
        {
            var (line, place) = (index / 3 / width, index / 3 % width);
            samples[index] = (number % 2 == 0 ? line : place) / 3 % 2 == 0 ? dark : light;
        }

        return _folder.Write($"{number}.png", PngWriter.Write(width, height, 8, 2, false, samples, random));
    }

    private string Tone(string name, double seconds, double frequency) =>
        _folder.Write($"{name}.wav", Waves.File(8000, [.. Enumerable.Range(0, (int)(seconds * 8000)).Select(moment => (short)(8000 * Math.Sin(2 * Math.PI * frequency * moment / 8000)))]));

    private static float[] Middle(IExamples examples, int index)
    {
        var numbers = new float[examples.Shape.Count];
        examples.Read(index, numbers);
        return numbers.AsSpan(examples.Shape.Height / 2 * examples.Shape.Width, examples.Shape.Width).ToArray();
    }

    private static int Loudest(float[] bands) => bands.IndexOf(bands.Max());

    private static double Cosine(DenseMatrix vectors, int first, int second)
    {
        double Dot(int a, int b) => Enumerable.Range(0, vectors.Columns).Sum(column => (double)vectors.Row(a)[column] * vectors.Row(b)[column]);
        return Dot(first, second) / Math.Sqrt(Dot(first, first) * Dot(second, second));
    }
}
