using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Content;

/// <summary>Items as steps: their categories are foretold, each a question of yes or no.</summary>
internal sealed class CategoryTask : ILearningTask
{
    private const int MostSlices = 4;

    private readonly CategoryTargets _targets;
    private readonly CategoryOptions _options;
    private readonly ItemNetwork _network;
    private readonly int[] _order;
    private readonly ItemBatch[] _batches;
    private SplittableRandom _randomOfPass = new(0);
    private int _count;

    public CategoryTask(ItemInputs inputs, CategoryTargets targets, ItemTerms terms, WordVectors vectors, ItemNetwork network, CategoryOptions options)
    {
        (_targets, _network, _options) = (targets, network, options);
        _order = [.. Enumerable.Range(0, inputs.Count)];
        MaximumSlices = Math.Min(MostSlices, options.BatchSize);
        _batches = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new ItemBatch(inputs, terms, vectors))];
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _order.AsSpan().Sort();
        random.Split("order").Shuffle(_order.AsSpan());
        _randomOfPass = random.Split("words");
        return (_order.Length + _options.BatchSize - 1) / _options.BatchSize;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        var first = step * _options.BatchSize;
        _count = Math.Min(_options.BatchSize, _order.Length - first);
        var slices = Math.Min(MaximumSlices, _count);
        var random = _randomOfPass.Split((ulong)step);
        for (var slice = 0; slice < slices; slice++)
        {
            var start = _count * slice / slices;
            _batches[slice].Take(_order.AsSpan(first + start, (_count * (slice + 1) / slices) - start));
            _batches[slice].DropWords(_options.WordDropout, random);
        }

        return slices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var batch = _batches[slice];
        var logits = _network.Score(tape, _network.Encode(tape, batch), batch);
        var categories = _targets.Names.Count;
        var labels = tape.Scratch(batch.Items.Count * categories);
        labels.Clear();
        for (var row = 0; row < batch.Items.Count; row++)
        {
            foreach (var category in _targets.Of(batch.Items[row]))
            {
                labels[(row * categories) + category] = 1;
            }
        }

        return tape.Scale(tape.BinaryCrossEntropy(logits, labels), 1f / _count);
    }
}
