using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>What <see cref="TaggingTrainer"/> learned: labels of examples of several modalities. Immutable, used from several threads at once.</summary>
public sealed class TaggingModel
{
    private const int ExamplesAtOnce = 64;

    private readonly ParameterSet _parameters;
    private readonly TaggingNetwork _network;
    private readonly int _labels;
    private readonly (string Name, PlaneShape Shape)[] _modalities;

    internal TaggingModel(ModalExamples examples, int labels, ParameterSet parameters, TaggingNetwork network) =>
        (_modalities, _labels, _parameters, _network) = ([.. examples.Modalities.Select(modality => (modality.Name, modality.Examples.Shape))], labels, parameters, network);

    /// <summary>Numbers of the vector that labels are foretold from.</summary>
    public int Dimensions => _network.Dimensions;

    /// <summary>The log-odds of all labels, <c>examples x labels</c>.</summary>
    /// <param name="examples">Examples of the same modalities in the same order; some may be missing.</param>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor. The result is the same on any number.</param>
    /// <exception cref="ArgumentException">The modalities are others.</exception>
    public DenseMatrix Score(ModalExamples examples, int maxDegreeOfParallelism = 0) => Run(examples, _labels, maxDegreeOfParallelism, (tape, batch, rows) => _network.Run(tape, batch, rows, null, null));

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
    public DenseMatrix Weights(ModalExamples examples, int maxDegreeOfParallelism = 0) => Run(examples, _modalities.Length, maxDegreeOfParallelism, (tape, batch, rows) => _network.Run(tape, batch, null, null, rows));

    private DenseMatrix Run(ModalExamples examples, int columns, int maxDegreeOfParallelism, Action<Tape, ModalBatch, DenseMatrix> write)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (!examples.Modalities.Select(modality => (modality.Name, modality.Examples.Shape)).SequenceEqual(_modalities))
        {
            throw new ArgumentException(
                $"The model knows {Words(_modalities)}, and the examples have {Words(examples.Modalities.Select(modality => (modality.Name, modality.Examples.Shape)))}; one that is missing must be there by name.", nameof(examples));
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
