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
        Check(design.Input, examples.Shape);
        var parameters = new ParameterSet(new SplittableRandom(seed).Split("media-encoder"));
        return new MediaEncoderModel(design, InputScale.Of(examples), parameters, design.Build(parameters, EncoderName));
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
        Check(Input, examples.Shape);
        var result = new DenseMatrix(examples.Count, Dimensions);
        ParallelBlocks.For(examples.Count, ExamplesAtOnce, maxDegreeOfParallelism, () => new Tape(Parameters), (start, end, _, tape) =>
        {
            tape.Reset(recording: false);
            var batch = tape.Input(new TensorShape([end - start, Input.Height, Input.Width, Input.Channels]));
            for (var example = start; example < end; example++)
            {
                examples.Read(example, batch.Values.Slice((example - start) * Input.Count, Input.Count));
            }

            Scale.Apply(batch.Values);
            _encoder.Encode(tape, batch).Values.CopyTo(result.Slice(start, end - start).Span);
        }, cancellationToken);
        return result;
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
    internal static MediaEncoderModel Of(EncoderDesign design, InputScale scale, ParameterSet trained, string name)
    {
        var parameters = new ParameterSet(new SplittableRandom(0));
        var encoder = design.Build(parameters, EncoderName);
        ParameterArrays.Copy(trained, name + ".", parameters, EncoderName + ".");
        return new MediaEncoderModel(design, scale, parameters, encoder);
    }

    private static void Check(PlaneShape input, PlaneShape examples)
    {
        if (input != examples)
        {
            throw new ArgumentException($"The encoder reads {input}, and the examples are {examples}: bring them to that size and number of channels first.", nameof(examples));
        }
    }
}
