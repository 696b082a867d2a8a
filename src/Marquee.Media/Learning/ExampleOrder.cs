using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>In which order examples are learned from: drawn anew for each pass, in steps of as many as a batch has, each cut into slices. What is left over at the end of a pass waits for the next.</summary>
internal sealed class ExampleOrder
{
    private readonly int[] _order;
    private readonly LearningSlice[] _slices;
    private SplittableRandom _randomOfPass = new(0);

    /// <summary>An order of examples.</summary>
    /// <param name="examples">How many there are.</param>
    /// <param name="batchSize">Examples of a step, all where there are fewer.</param>
    /// <param name="sliceSize">Most examples of a slice.</param>
    public ExampleOrder(int examples, int batchSize, int sliceSize)
    {
        _order = [.. Enumerable.Range(0, examples)];
        Count = Math.Min(batchSize, examples);
        _slices = [.. Enumerable.Range(0, SlicesOf(Count, sliceSize)).Select(_ => new LearningSlice())];
    }

    /// <summary>Examples of a step.</summary>
    public int Count { get; }

    /// <summary>Steps in a pass.</summary>
    public int StepsInPass => Math.Max(1, _order.Length / Count);

    /// <summary>The slices of the step under way.</summary>
    public IReadOnlyList<LearningSlice> Slices => _slices;

    /// <summary>Chance of the step under way.</summary>
    public SplittableRandom Chance { get; } = new(0);

    /// <summary>How many slices a batch is cut into: each has at most so many examples, and at least two.</summary>
    public static int SlicesOf(int count, int sliceSize) => Math.Max(1, Math.Min((count + sliceSize - 1) / sliceSize, count / 2));

    /// <summary>Where a slice begins among the examples of a step.</summary>
    public int Start(int slice) => Count * slice / _slices.Length;

    /// <summary>Begins a pass.</summary>
    /// <param name="random">Chance of the pass.</param>
    /// <returns>How many steps it has.</returns>
    public int BeginEpoch(SplittableRandom random)
    {
        // From the same order each time: a resumed training must not depend on the passes before.
        _order.AsSpan().Sort();
        random.Split("order").Shuffle(_order.AsSpan());
        _randomOfPass = random.Split("views");
        return StepsInPass;
    }

    /// <summary>Begins a step.</summary>
    /// <param name="step">Which of the pass.</param>
    /// <returns>How many slices it has.</returns>
    public int BeginStep(int step)
    {
        Chance.BeginSplit(_randomOfPass, (ulong)step);
        for (var slice = 0; slice < _slices.Length; slice++)
        {
            _slices[slice].Begin(slice, _order.AsSpan((step * Count) + Start(slice), Start(slice + 1) - Start(slice)), Chance);
        }

        return _slices.Length;
    }
}
