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
    private readonly ExampleOrder _order;

    public SupervisedTask(IEncoder encoder, LinearLayer head, IExamples examples, ExampleLabels labels, IAugmentation? augmentation, InputScale scale, FineTuningOptions options)
    {
        (_encoder, _head, _examples, _labels, _augmentation, _scale) = (encoder, head, examples, labels, augmentation, scale);
        _order = new ExampleOrder(examples.Count, options.BatchSize, options.SliceSize);
    }

    /// <inheritdoc/>
    public int MaximumSlices => _order.Slices.Count;

    /// <summary>Steps in a pass; what is left over waits for the next.</summary>
    public int StepsInPass => _order.StepsInPass;

    /// <inheritdoc/>
    public int BeginEpoch(int epoch, SplittableRandom random) => _order.BeginEpoch(random);

    /// <inheritdoc/>
    public int BeginStep(int step) => _order.BeginStep(step);

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, int slice)
    {
        var own = _order.Slices[slice];
        var targets = MemoryMarshal.Cast<float, int>(tape.Scratch(own.Count));
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = _labels[own.Examples[row]];
        }

        var encoded = _encoder.Encode(tape, own.Views(tape, _examples, _augmentation, _scale, 1));
        return tape.Scale(tape.SoftmaxCrossEntropy(_head.Apply(tape, encoded), targets), 1f / _order.Count);
    }
}
