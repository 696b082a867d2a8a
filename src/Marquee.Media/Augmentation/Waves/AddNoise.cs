using Marquee.Numerics;

namespace Marquee.Media;

/// <summary>Adds white Gaussian noise to a wave, so many decibels below it. A silent wave stays silent.</summary>
public sealed class AddNoise : IInPlaceAugmentation
{
    private readonly double _minimumRatio;
    private readonly double _maximumRatio;

    /// <summary>Adds noise with a ratio of signal to noise drawn evenly from a range.</summary>
    /// <param name="minimumRatio">Power of the wave over that of the noise in decibels, from -100. Default 10.</param>
    /// <param name="maximumRatio">Up to 200. Default 40.</param>
    public AddNoise(double minimumRatio = 10, double maximumRatio = 40)
    {
        AugmentationChecks.InRange(minimumRatio, maximumRatio, -100, 200, "ratio");
        (_minimumRatio, _maximumRatio) = (minimumRatio, maximumRatio);
    }

    /// <inheritdoc/>
    public void Check(PlaneShape shape) => AugmentationChecks.Wave(shape, nameof(AddNoise));

    /// <inheritdoc/>
    public void Apply(Span<float> view, PlaneShape shape, SplittableRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var ratio = _minimumRatio + (random.NextDouble() * (_maximumRatio - _minimumRatio));
        var power = 0.0;
        foreach (double sample in view)
        {
            power += sample * sample;
        }

        var deviation = Math.Sqrt(power / view.Length * Math.Pow(10, -ratio / 10));
        foreach (ref var sample in view)
        {
            sample += (float)(deviation * random.NextGaussian());
        }
    }
}
