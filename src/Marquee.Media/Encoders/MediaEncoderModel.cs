using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>A trained encoder: makes one vector of each example, of the catalogue that it learned from or of another. Immutable, used from several threads at once.</summary>
public sealed class MediaEncoderModel
{
    /// <summary>Name before those of an encoder's parameters.</summary>
    internal const string EncoderName = "encoder";

    private const int ExamplesAtOnce = 32;
    private const int MeasuredAtOnce = 128;
    private const int MostMeasured = 4096;

    private readonly IEncoder _encoder;

    private MediaEncoderModel(EncoderDesign design, InputScale scale, ParameterSet parameters, IEncoder encoder) =>
        (Design, Scale, Parameters, _encoder) = (design, scale, parameters, encoder);

    /// <summary>How it was made.</summary>
    public EncoderDesign Design { get; }

    /// <summary>What it reads.</summary>
    public PlaneShape Input => Design.Input;

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions => _encoder.Dimensions;

    /// <summary>What was learned.</summary>
    internal ParameterSet Parameters { get; }

    /// <summary>How its inputs are scaled.</summary>
    internal InputScale Scale { get; }

    /// <summary>An encoder that has learned nothing: what training is measured against.</summary>
    /// <param name="design">How it is made.</param>
    /// <param name="examples">Examples whose scale it takes over.</param>
    /// <param name="seed">Seed of its numbers.</param>
    /// <exception cref="ArgumentException">The examples are not as the design reads them.</exception>
    public static MediaEncoderModel Untrained(EncoderDesign design, IExamples examples, ulong seed = 42)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(examples);
        Check(design, examples.Shape);
        var parameters = new ParameterSet(new SplittableRandom(seed).Split("media-encoder"));
        var model = new MediaEncoderModel(design, InputScale.Of(examples), parameters, design.Build(parameters, EncoderName));
        model.Measure(examples, default);
        return model;
    }

    /// <summary>The vectors of examples.</summary>
    /// <param name="examples">The examples, as <see cref="Input"/> says.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. The result is the same on any number.</param>
    /// <param name="cancellationToken">Checked every few examples.</param>
    /// <returns><c>examples x <see cref="Dimensions"/></c>.</returns>
    /// <exception cref="ArgumentException">The examples are of another shape.</exception>
    public DenseMatrix Embed(IExamples examples, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        Check(Design, examples.Shape);
        return Read(examples, Dimensions, (tape, batch, vectors) => _encoder.Encode(tape, batch).Values.CopyTo(vectors.Span), maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Vectors of examples that are read off the encoder in another way than its own.</summary>
    /// <param name="examples">The examples, as <see cref="Input"/> says.</param>
    /// <param name="readout">What is read.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. The result is the same on any number.</param>
    /// <param name="cancellationToken">Checked every few examples.</param>
    /// <returns>A row an example: the cells of the first stage that is read, then those of the next.</returns>
    /// <exception cref="ArgumentException">The examples are of another shape, or the encoder has no such stages or cells; an encoder without convolutions has none.</exception>
    public DenseMatrix Embed(IExamples examples, EncoderReadout readout, int maxDegreeOfParallelism = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(readout);
        Check(Design, examples.Shape);
        var encoder = _encoder as ConvolutionEncoder ?? throw new ArgumentException("Only an encoder of convolutions has stages to be read.", nameof(readout));
        return Read(examples, encoder.DimensionsOf(readout), (tape, batch, vectors) => encoder.Read(tape, batch, readout, vectors), maxDegreeOfParallelism, cancellationToken);
    }

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (writer.Properties["kind"], writer.Properties["design"]) = ("media-encoder", Design.ToJson());
        Scale.Save(writer);
        ParameterArrays.Write(writer, Parameters);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static MediaEncoderModel Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var design = EncoderDesign.FromJson(reader.Properties["design"] as JsonObject ?? throw new InvalidDataException("The artifact has no description of an encoder: it is not that of a media encoder, or is damaged."));
        var parameters = new ParameterSet(new SplittableRandom(0));
        var encoder = design.Build(parameters, EncoderName);
        ParameterArrays.Read(reader, parameters);
        return new MediaEncoderModel(design, InputScale.Load(reader, design.Input.Channels), parameters, encoder);
    }

    /// <summary>A model of what a training left in its parameters under a name.</summary>
    /// <param name="design">How it is made.</param>
    /// <param name="scale">Scales its inputs.</param>
    /// <param name="trained">What was learned.</param>
    /// <param name="name">Name before those of its parameters.</param>
    /// <param name="examples">What it was trained on: the statistics of its batches are measured on them as they are.</param>
    /// <param name="cancellationToken">Stops the measurement.</param>
    internal static MediaEncoderModel Of(EncoderDesign design, InputScale scale, ParameterSet trained, string name, IExamples examples, CancellationToken cancellationToken)
    {
        var parameters = new ParameterSet(new SplittableRandom(0));
        var encoder = design.Build(parameters, EncoderName);
        ParameterArrays.Copy(trained, name + ".", parameters, EncoderName + ".");
        var model = new MediaEncoderModel(design, scale, parameters, encoder);
        model.Measure(examples, cancellationToken);
        return model;
    }

    /// <summary>Reads examples batch by batch, each into its rows.</summary>
    private DenseMatrix Read(IExamples examples, int columns, Action<Tape, Tensor, DenseMatrix> write, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var result = new DenseMatrix(examples.Count, columns);
        ParallelBlocks.For(examples.Count, ExamplesAtOnce, maxDegreeOfParallelism, () => new Tape(Parameters), (start, end, _, tape) =>
        {
            tape.Reset(recording: false);
            write(tape, Batch(tape, examples, start, end, 1), result.Slice(start, end - start));
        }, cancellationToken);
        return result;
    }

    /// <summary>Measures what batches were normalised by in training, once, for use.</summary>
    private void Measure(IExamples examples, CancellationToken cancellationToken)
    {
        if (!Design.HasBatchStatistics)
        {
            return;
        }

        var count = Math.Min(MostMeasured, examples.Count);
        var batches = (count + MeasuredAtOnce - 1) / MeasuredAtOnce;
        var step = Math.Max(1, examples.Count / count);
        BatchStatistics.Measure(
            Parameters,
            batches,
            (tape, batch) => _encoder.Encode(tape, Batch(tape, examples, (int)((long)batch * count / batches), (int)((batch + 1L) * count / batches), step)),
            cancellationToken);
    }

    /// <summary>Examples of places from one to before another, a step apart, scaled.</summary>
    private Tensor Batch(Tape tape, IExamples examples, int start, int end, int step)
    {
        var shape = examples.Shape;
        var batch = tape.Input(new TensorShape([end - start, shape.Height, shape.Width, shape.Channels]));
        for (var place = start; place < end; place++)
        {
            examples.Read(place * step, batch.Values.Slice((place - start) * shape.Count, shape.Count));
        }

        Scale.Apply(batch.Values);
        return batch;
    }

    private static void Check(EncoderDesign design, PlaneShape examples)
    {
        if (!design.Reads(examples))
        {
            throw new ArgumentException($"The encoder reads {design.Input}, and the examples are {examples}: bring them to that size and number of channels first.", nameof(examples));
        }
    }
}
