namespace Marquee.Media;

/// <summary>What brings the levels of spectrograms to mean 0 and deviation 1: <c>(level - Mean) / Deviation</c>.</summary>
/// <param name="Mean">Mean level, in decibels.</param>
/// <param name="Deviation">Standard deviation of the levels, in decibels; above 0.</param>
public readonly record struct SpectrogramScale(float Mean, float Deviation);
