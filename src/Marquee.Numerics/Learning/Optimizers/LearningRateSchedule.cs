namespace Marquee.Numerics.Learning;

/// <summary>How the learning rate changes in the course of a training: a factor of the optimiser's own rate for each step.</summary>
public abstract class LearningRateSchedule
{
    private LearningRateSchedule()
    {
    }

    /// <summary>The same rate throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new Function((_, _) => 1);

    /// <summary>Half a cosine, from 1 at the beginning to a share at the end (Loshchilov and Hutter, SGDR, 2017).</summary>
    /// <param name="final">The share at the end, from 0 (the default) to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside of its range.</exception>
    public static LearningRateSchedule Cosine(double final = 0)
    {
        if (final is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(final), final, "The share of the learning rate at the end is from 0 to 1.");
        }

        return new Function((_, progress) => final + (1 - final) * (1 + Math.Cos(Math.PI * progress)) / 2);
    }

    /// <summary>Rises in a straight line to 1 at the last of some steps, then falls with one over the square root of the step (Vaswani et al., Attention Is All You Need, 2017).</summary>
    /// <param name="warmUpSteps">Steps until the rate is 1; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step.</exception>
    public static LearningRateSchedule InverseSquareRoot(int warmUpSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(warmUpSteps, 1);
        return new Function((step, _) => Math.Min((step + 1.0) / warmUpSteps, Math.Sqrt(warmUpSteps / (step + 1.0))));
    }

    /// <summary>Multiplied by a factor each time some steps are done.</summary>
    /// <param name="steps">How many; at least 1.</param>
    /// <param name="factor">The factor, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside of its range.</exception>
    public static LearningRateSchedule Stepwise(int steps, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (factor is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor of the learning rate is above 0 and at most 1.");
        }

        return new Function((step, _) => Math.Pow(factor, step / steps));
    }

    /// <summary>This schedule, multiplied in the first steps by what rises in a straight line to 1 (Goyal et al., Accurate, Large Minibatch SGD, 2017).</summary>
    /// <param name="steps">At which step the rate is the whole of this schedule's; 0 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public LearningRateSchedule AfterWarmUp(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return steps == 0 ? this : new Function((step, progress) => Math.Min(1, (step + 1.0) / steps) * Factor(step, progress));
    }

    /// <summary>Multiplies the optimiser's learning rate in a step.</summary>
    /// <param name="step">Steps done before it, in all passes.</param>
    /// <param name="progress">Share of the training that is done before it, from 0 to below 1.</param>
    public abstract double Factor(int step, double progress);

    private sealed class Function(Func<int, double, double> factor) : LearningRateSchedule
    {
        public override double Factor(int step, double progress) => factor(step, progress);
    }
}
