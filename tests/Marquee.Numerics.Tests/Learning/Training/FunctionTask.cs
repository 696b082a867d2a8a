using Marquee.Numerics.Learning;

namespace Marquee.Numerics.Tests.Learning;

/// <summary>The same number of steps and slices in every pass, with a loss that is a function.</summary>
internal sealed class FunctionTask(int steps, int slices, Func<Tape, int, int, Tensor> loss) : ILearningTask
{
    private int _step;

    public int? Promised { get; init; }

    public int MaximumSlices => Promised ?? slices;

    public int BeginEpoch(int epoch, SplittableRandom random) => steps;

    public int BeginStep(int step)
    {
        _step = step;
        return slices;
    }

    public Tensor Loss(Tape tape, int slice) => loss(tape, _step, slice);
}
