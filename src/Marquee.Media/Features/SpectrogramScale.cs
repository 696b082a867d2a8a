namespace Marquee.Media;

/// <summary>What brings the levels of spectrograms to mean 0 and deviation 1: <c>(level - Mean) / Deviation</c>.</summary>
/// <param name="Mean">Mean level, in decibels.</param>
/// <param name="Deviation">Standard deviation of the levels, in decibels; above 0.</param>
public readonly record struct SpectrogramScale(float Mean, float Deviation)
{
    /// <summary>About what recorded speech, music and noise have: a scale for whoever has nothing to measure one on, or must not. Encoders measure the scale of their own examples besides.</summary>
    public static SpectrogramScale Usual { get; } = new(-50, 25);
}
