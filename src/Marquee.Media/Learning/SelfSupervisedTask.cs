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
    private readonly ExampleOrder _order;
    private readonly int[] _labelled;
    private readonly int[] _taken;
    private readonly LearningSlice[] _labelledSlices;
    private int _epoch;
    private int _steps;

    public SelfSupervisedTask(GoalParts parts, GoalNetwork network, IAugmentation? augmentation)
    {
        var options = parts.Options;
        (_parts, _network, _augmentation) = (parts, network, augmentation);
        _order = new ExampleOrder(parts.Examples.Count, options.BatchSize, options.SliceSize);
        _labelledSlices = [.. _order.Slices.Select(_ => new LearningSlice())];
        _labelled = options is { Labels: { } labels, LabelWeight: > 0 } ? [.. Enumerable.Range(0, parts.Examples.Count).Where(example => labels[example] >= 0)] : [];
        _taken = new int[(_order.Count / MaximumSlices) + 1];
        _head = _labelled.Length > 0 ? new LinearLayer(parts.Parameters, "label-head", network.Encoder.Dimensions, options.Labels!.Classes) : null;
    }

    /// <inheritdoc/>
    public int MaximumSlices => _order.Slices.Count;

    /// <summary>Steps in a pass.</summary>
    public int StepsInPass => _order.StepsInPass;

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random)
    {
        _labelled.AsSpan().Sort();
        random.Split("labelled").Shuffle(_labelled.AsSpan());
        (_epoch, _steps) = (epoch, _order.BeginEpoch(random));
        return _steps;
    }

    /// <inheritdoc/>
    public int BeginStep(int step)
    {
        var done = ((long)_epoch * _steps) + step;
        _network.BeginStep(done, (double)done / ((double)_parts.Options.Epochs * _steps));
        var slices = _order.BeginStep(step);
        for (var slice = 0; slice < slices && _labelled.Length > 0; slice++)
        {
            // Half as many as there are examples without: they come round again and again.
            var taken = _taken.AsSpan(0, Math.Max(1, _order.Slices[slice].Count / 2));
            for (var index = 0; index < taken.Length; index++)
            {
                taken[index] = _labelled[(int)((((long)step * _order.Count) + _order.Start(slice) + index) % _labelled.Length)];
            }

            _labelledSlices[slice].Begin(slices + slice, taken, _order.Chance);
        }

        return slices;
    }

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var own = _order.Slices[slice];
        var loss = tape.Scale(_network.Loss(tape, own), (float)own.Count / _order.Count);
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
}
