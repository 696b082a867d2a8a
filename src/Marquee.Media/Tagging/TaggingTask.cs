using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Examples as steps: their labels are foretold.</summary>
internal sealed class TaggingTask : ILearningTask
{
    // A slice costs a pass over all weights of the heads, which are many.
    private const int SliceSize = 128;

    private readonly LabelSets _labels;
    private readonly TaggingNetwork _network;
    private readonly TaggingOptions _options;
    private readonly int[] _order;
    private readonly ModalBatch[] _batches;
    private int _first;
    private int _count;

    public TaggingTask(ModalExamples examples, LabelSets labels, TaggingNetwork network, TaggingOptions options)
    {
        (_labels, _network, _options) = (labels, network, options);
        _order = [.. Enumerable.Range(0, examples.Count)];
        MaximumSlices = (options.BatchSize + SliceSize - 1) / SliceSize;
        _batches = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new ModalBatch(examples))];
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _order.AsSpan().Sort();
        random.Shuffle(_order.AsSpan());
        return (_order.Length + _options.BatchSize - 1) / _options.BatchSize;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        _first = step * _options.BatchSize;
        _count = Math.Min(_options.BatchSize, _order.Length - _first);
        return (_count + SliceSize - 1) / SliceSize;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var indices = _order.AsSpan(_first + (slice * SliceSize), Math.Min(SliceSize, _count - (slice * SliceSize)));
        _network.Read(tape, _batches[slice], indices, _options.Fusion.ModalityDropout);
        return tape.Scale(_network.Loss(tape, _batches[slice], _labels, indices), 1f / _count);
    }
}
