using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>What <see cref="TaggingTrainer"/> learned: labels of examples of several modalities. Immutable, used from several threads at once.</summary>
public sealed class TaggingModel
{
    private const int ExamplesAtOnce = 64;

    private const int MeasuredAtOnce = 128;
    private const int MostMeasured = 8192;

    private readonly TaggingDesign _design;
    private readonly IReadOnlyList<InputScale> _scales;
    private readonly ParameterSet _parameters;
    private readonly TaggingNetwork _network;

    internal TaggingModel(TaggingDesign design, int labels, IReadOnlyList<InputScale> scales, ParameterSet parameters, TaggingNetwork network) =>
        (_design, LabelCount, _scales, _parameters, _network) = (design, labels, scales, parameters, network);

    /// <summary>Names of the modalities, in order.</summary>
    public IReadOnlyList<string> Modalities => [.. _design.Modalities.Select(modality => modality.Name)];

    /// <summary>Number of labels.</summary>
    public int LabelCount { get; }

    /// <summary>Numbers of the vector that labels are foretold from.</summary>
    public int Dimensions => _network.Dimensions;

    /// <summary>The log-odds of all labels, <c>examples x labels</c>.</summary>
    /// <param name="examples">Examples of the same modalities in the same order; some may be missing.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. The result is the same on any number.</param>
    /// <exception cref="ArgumentException">The modalities are others.</exception>
    public DenseMatrix Score(ModalExamples examples, int maxDegreeOfParallelism = 0) => Run(examples, LabelCount, maxDegreeOfParallelism, (tape, batch, rows) => _network.Run(tape, batch, rows, null, null));

    /// <summary>The vectors that labels are foretold from, <c>examples x <see cref="Dimensions"/></c>: features of an item.</summary>
    /// <param name="examples">Examples of the same modalities in the same order; some may be missing.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The modalities are others.</exception>
    public DenseMatrix Encode(ModalExamples examples, int maxDegreeOfParallelism = 0) => Run(examples, Dimensions, maxDegreeOfParallelism, (tape, batch, rows) => _network.Run(tape, batch, null, rows, null));

    /// <summary>How much each modality counts for each example, <c>examples x modalities</c>: from 0 to 1, together 1, and 0 for what is missing.</summary>
    /// <param name="examples">Examples of the same modalities in the same order; some may be missing.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    /// <exception cref="ArgumentException">The modalities are others.</exception>
    /// <exception cref="InvalidOperationException">The form of fusion knows no weights: numbers stand side by side.</exception>
    public DenseMatrix Weights(ModalExamples examples, int maxDegreeOfParallelism = 0) => _design.Fusion.Form is FusionForm.Attention or FusionForm.Hierarchical or FusionForm.Late
        ? Run(examples, _design.Modalities.Count, maxDegreeOfParallelism, (tape, batch, rows) => _network.Run(tape, batch, null, null, rows))
        : throw new InvalidOperationException($"Fusion of the form {_design.Fusion.Form} knows no weights of modalities: numbers stand side by side.");

    /// <summary>Writes everything.</summary>
    /// <param name="writer">Where to.</param>
    public void Save(ArtifactWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        (writer.Properties["kind"], writer.Properties["labels"], writer.Properties["design"]) = ("tagging", LabelCount, _design.ToJson());
        for (var modality = 0; modality < _scales.Count; modality++)
        {
            _scales[modality].Save(writer.Part($"scale-{modality}"));
        }

        ParameterArrays.Write(writer, _parameters);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="InvalidDataException">Something is missing or does not fit together.</exception>
    public static TaggingModel Load(ArtifactReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var design = TaggingDesign.FromJson(reader.Properties["design"] as JsonObject ?? throw new InvalidDataException("The artifact has no description of a tagging model: it is not one, or is damaged."));
        InputScale[] scales = [.. design.Encoders.Select((encoder, modality) => InputScale.Load(reader.Part($"scale-{modality}"), encoder.Input.Channels))];
        var parameters = new ParameterSet(new SplittableRandom(0));
        var labels = reader.IntProperty("labels");
        var network = design.Build(parameters, scales, new LabelSets(labels, []));
        ParameterArrays.Read(reader, parameters);
        return new TaggingModel(design, labels, scales, parameters, network);
    }

    /// <summary>Measures what batches were normalised by in training, once, for use, where an encoder does so.</summary>
    internal void Measure(ModalExamples examples, CancellationToken cancellationToken)
    {
        if (!_design.Encoders.Any(encoder => encoder.HasBatchStatistics))
        {
            return;
        }

        var count = Math.Min(MostMeasured, examples.Count);
        var batch = new ModalBatch(examples);
        BatchStatistics.Measure(
            _parameters,
            (count + MeasuredAtOnce - 1) / MeasuredAtOnce,
            (tape, number) =>
            {
                var start = number * MeasuredAtOnce;
                _network.Read(tape, batch, [.. Enumerable.Range(start, Math.Min(MeasuredAtOnce, count - start)).Select(place => (int)((long)place * examples.Count / count))], 0);
                _network.Encode(tape, batch);
            },
            cancellationToken);
    }

    private DenseMatrix Run(ModalExamples examples, int columns, int maxDegreeOfParallelism, Action<Tape, ModalBatch, DenseMatrix> write)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (!examples.Modalities.Select(modality => (modality.Name, modality.Examples.Shape)).SequenceEqual(_design.Modalities))
        {
            throw new ArgumentException(
                $"The model knows {Words(_design.Modalities)}, and the examples have {Words(examples.Modalities.Select(modality => (modality.Name, modality.Examples.Shape)))}; one that is missing must be there by name.", nameof(examples));
        }

        var result = new DenseMatrix(examples.Count, columns);
        ParallelBlocks.For(examples.Count, ExamplesAtOnce, maxDegreeOfParallelism, () => (Tape: new Tape(_parameters), Batch: new ModalBatch(examples)), (start, end, _, scratch) =>
        {
            scratch.Tape.Reset(recording: false);
            _network.Read(scratch.Tape, scratch.Batch, [.. Enumerable.Range(start, end - start)], 0);
            write(scratch.Tape, scratch.Batch, result.Slice(start, end - start));
        });
        return result;
    }

    private static string Words(IEnumerable<(string Name, PlaneShape Shape)> modalities) => string.Join(", ", modalities.Select(modality => $"{modality.Name} ({modality.Shape})"));
}
