using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Moves a wave in time: what leaves at one end is lost, silence comes in at the other.</summary>
public sealed class TimeShift : IInPlaceAugmentation
{
    private readonly double _maximumShare;

    /// <summary>Moves by up to a share of the length either way.</summary>
    /// <param name="maximumShare">From 0 to 1. Default 0.1.</param>
    public TimeShift(double maximumShare = 0.1)
    {
        AugmentationChecks.InRange(maximumShare, 0, 1);
        _maximumShare = maximumShare;
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape) => AugmentationChecks.Wave(shape, nameof(TimeShift));

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var most = (int)(_maximumShare * view.Length);
        var shift = random.Next((2 * most) + 1) - most;
        if (shift > 0)
        {
            view[..^shift].CopyTo(view[shift..]);
            view[..shift].Clear();
        }
        else
        {
            view[-shift..].CopyTo(view);
            view[^-shift..].Clear();
        }
    }
}
