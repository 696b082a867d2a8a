using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>The examples of one slice of a step, and what one thread needs to make views of them.</summary>
internal sealed class LearningSlice
{
    private readonly SplittableRandom _random = new(0);
    private readonly SplittableRandom _draw = new(0);
    private int[] _indices = [];
    private float[] _example = [];

    /// <summary>Which slice of the step it is.</summary>
    public int Number { get; private set; }

    /// <summary>How many examples it has.</summary>
    public int Count { get; private set; }

    /// <summary>Which examples.</summary>
    public ReadOnlySpan<int> Examples => _indices.AsSpan(0, Count);

    /// <summary>Begins a slice.</summary>
    /// <param name="number">Which slice of the step.</param>
    /// <param name="examples">Which examples.</param>
    /// <param name="chance">Chance of the step.</param>
    public void Begin(int number, ReadOnlySpan<int> examples, SplittableRandom chance)
    {
        if (_indices.Length < examples.Length)
        {
            _indices = new int[examples.Length];
        }

        examples.CopyTo(_indices);
        (Number, Count) = (number, examples.Length);
        _random.BeginSplit(chance, (ulong)number);
    }

    /// <summary>The draw of a view: the same for the same example's place and view, however often it is asked for.</summary>
    public SplittableRandom Draw(int position, int view)
    {
        _draw.BeginSplit(_random, ((ulong)view << 32) | (uint)position);
        return _draw;
    }

    /// <summary>Views of all examples, scaled: all first ones, then all second ones.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="from">The examples.</param>
    /// <param name="augmentation">Makes the views; nothing leaves the examples as they are.</param>
    /// <param name="scale">Scales them.</param>
    /// <param name="views">How many of each example.</param>
    /// <returns><c>views * examples x height x width x channels</c>.</returns>
    public Tensor Views(Tape tape, IExamples from, IAugmentation? augmentation, InputScale scale, int views)
    {
        var source = from.Shape;
        var shape = augmentation?.ShapeOf(source) ?? source;
        var batch = tape.Input(new TensorShape([views * Count, shape.Height, shape.Width, shape.Channels]));
        for (var position = 0; position < Count; position++)
        {
            var example = Read(from, position);
            for (var view = 0; view < views; view++)
            {
                var target = batch.Values.Slice(((view * Count) + position) * shape.Count, shape.Count);
                if (augmentation is null)
                {
                    example.CopyTo(target);
                }
                else
                {
                    augmentation.Apply(example, source, target, Draw(position, view));
                }
            }
        }

        scale.Apply(batch.Values);
        return batch;
    }

    /// <summary>An example as it is; good until the next is read.</summary>
    public Span<float> Read(IExamples from, int position)
    {
        if (_example.Length < from.Shape.Count)
        {
            _example = new float[from.Shape.Count];
        }

        var example = _example.AsSpan(0, from.Shape.Count);
        from.Read(_indices[position], example);
        return example;
    }
}
