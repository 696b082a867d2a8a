using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>The networks of a goal in training.</summary>
internal abstract class GoalNetwork(IEncoder encoder)
{
    /// <summary>The encoder that is kept.</summary>
    public IEncoder Encoder { get; } = encoder;

    /// <summary>Before each step, on one thread.</summary>
    /// <param name="step">Steps before it, in all passes.</param>
    /// <param name="progress">Share of the training that is done.</param>
    public virtual void BeginStep(long step, double progress)
    {
    }

    /// <summary>The loss of a slice, a mean over its examples. Called from several threads at once, each with another slice.</summary>
    public abstract Tensor Loss(Tape tape, LearningSlice slice);
}
