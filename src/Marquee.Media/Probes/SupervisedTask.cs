using System.Runtime.InteropServices;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Labelled examples as steps: the mean cross-entropy of their classes.</summary>
internal sealed class SupervisedTask : ILearningTask
{
    private readonly IEncoder _encoder;
    private readonly LinearLayer _head;
    private readonly IExamples _examples;
    private readonly ExampleLabels _labels;
    private readonly IAugmentation? _augmentation;
    private readonly InputScale _scale;
    private readonly int[] _order;
    private readonly int _count;
    private readonly LearningSlice[] _slices;
    private readonly SplittableRandom _chance = new(0);
    private SplittableRandom _randomOfPass = new(0);

    public SupervisedTask(IEncoder encoder, LinearLayer head, IExamples examples, ExampleLabels labels, IAugmentation? augmentation, InputScale scale, FineTuningOptions options)
    {
        (_encoder, _head, _examples, _labels, _augmentation, _scale) = (encoder, head, examples, labels, augmentation, scale);
        _order = [.. Enumerable.Range(0, examples.Count)];
        _count = Math.Min(options.BatchSize, _order.Length);
        MaximumSlices = SelfSupervisedTask.SlicesOf(_count, options.SliceSize);
        _slices = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new LearningSlice())];
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <summary>Steps in a pass; what is left over waits for the next.</summary>
    public int StepsInPass => Math.Max(1, _order.Length / _count);

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _order.AsSpan().Sort();
        random.Split("order").Shuffle(_order.AsSpan());
        _randomOfPass = random.Split("views");
        return StepsInPass;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        _chance.BeginSplit(_randomOfPass, (ulong)step);
        for (var slice = 0; slice < MaximumSlices; slice++)
        {
            var (start, end) = (_count * slice / MaximumSlices, _count * (slice + 1) / MaximumSlices);
            _slices[slice].Begin(slice, _order.AsSpan((step * _count) + start, end - start), _chance);
        }

        return MaximumSlices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var own = _slices[slice];
        var targets = MemoryMarshal.Cast<float, int>(tape.Scratch(own.Count));
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = _labels[own.Examples[row]];
        }

        var encoded = _encoder.Encode(tape, own.Views(tape, _examples, _augmentation, _scale, 1));
        return tape.Scale(tape.SoftmaxCrossEntropy(_head.Apply(tape, encoded), targets), 1f / _count);
    }
}
