using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Examples as steps of a goal, with labelled examples beside them where there are some.</summary>
internal sealed class SelfSupervisedTask : ILearningTask
{
    private readonly GoalParts _parts;
    private readonly GoalNetwork _network;
    private readonly IAugmentation? _augmentation;
    private readonly LinearLayer? _head;
    private readonly int[] _order;
    private readonly int[] _labelled;
    private readonly int[] _taken;
    private readonly LearningSlice[] _slices;
    private readonly LearningSlice[] _labelledSlices;
    private readonly SplittableRandom _chance = new(0);
    private readonly int _count;
    private SplittableRandom _randomOfPass = new(0);
    private int _epoch;
    private int _steps;

    public SelfSupervisedTask(GoalParts parts, GoalNetwork network, IAugmentation? augmentation)
    {
        var options = parts.Options;
        (_parts, _network, _augmentation) = (parts, network, augmentation);
        _order = [.. Enumerable.Range(0, parts.Examples.Count)];
        _count = Math.Min(options.BatchSize, _order.Length);
        MaximumSlices = SlicesOf(_count, options.SliceSize);
        _slices = [.. Enumerable.Range(0, MaximumSlices).Select(_ => new LearningSlice())];
        _labelledSlices = [.. _slices.Select(_ => new LearningSlice())];
        _labelled = options is { Labels: { } labels, LabelWeight: > 0 } ? [.. _order.Where(example => labels[example] >= 0)] : [];
        _taken = new int[(_count / MaximumSlices) + 1];
        _head = _labelled.Length > 0 ? new LinearLayer(parts.Parameters, "label-head", network.Encoder.Dimensions, options.Labels!.Classes) : null;
    }

    /// <inheritdoc/>
    public int MaximumSlices { get; }

    /// <summary>Steps in a pass.</summary>
    public int StepsInPass => Math.Max(1, _order.Length / _count);

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _order.AsSpan().Sort();
        _labelled.AsSpan().Sort();
        random.Split("order").Shuffle(_order.AsSpan());
        random.Split("labelled").Shuffle(_labelled.AsSpan());
        _randomOfPass = random.Split("views");
        (_epoch, _steps) = (epoch, StepsInPass);
        return _steps;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        var done = ((long)_epoch * _steps) + step;
        _network.BeginStep(done, (double)done / ((double)_parts.Options.Epochs * _steps));
        _chance.BeginSplit(_randomOfPass, (ulong)step);
        for (var slice = 0; slice < MaximumSlices; slice++)
        {
            var (start, end) = (_count * slice / MaximumSlices, _count * (slice + 1) / MaximumSlices);
            _slices[slice].Begin(slice, _order.AsSpan((step * _count) + start, end - start), _chance);
            if (_labelled.Length > 0)
            {
                // Half as many as there are examples without: they come round again and again.
                var taken = _taken.AsSpan(0, Math.Max(1, (end - start) / 2));
                for (var index = 0; index < taken.Length; index++)
                {
                    taken[index] = _labelled[(int)((((long)step * _count) + start + index) % _labelled.Length)];
                }

                _labelledSlices[slice].Begin(MaximumSlices + slice, taken, _chance);
            }
        }

        return MaximumSlices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var own = _slices[slice];
        var loss = tape.Scale(_network.Loss(tape, own), (float)own.Count / _count);
        if (_head is null)
        {
            return loss;
        }

        var labelled = _labelledSlices[slice];
        var encoded = _network.Encoder.Encode(tape, labelled.Views(tape, _parts.Examples, _augmentation, _parts.Scale, 1));
        var targets = System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(tape.Scratch(labelled.Count));
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = _parts.Options.Labels![labelled.Examples[row]];
        }

        var wrong = tape.SoftmaxCrossEntropy(_head.Apply(tape, encoded), targets);
        return tape.Add(loss, tape.Scale(wrong, (float)(_parts.Options.LabelWeight / (labelled.Count * (double)MaximumSlices))));
    }

    /// <summary>How many slices a batch is cut into: each has at most so many examples, and at least two.</summary>
    internal static int SlicesOf(int count, int sliceSize) => Math.Max(1, Math.Min((count + sliceSize - 1) / sliceSize, count / 2));
}
