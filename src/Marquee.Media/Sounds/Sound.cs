namespace Marquee.Media;

/// <summary>Sound as samples from -1 to 1, the channels of a moment side by side.</summary>
public sealed class Sound
{
    private readonly float[] _samples;

    /// <summary>Sound of given samples, which are kept and must not change any more.</summary>
    /// <param name="rate">Moments a second, at least 1.</param>
    /// <param name="channels">Samples a moment, at least 1.</param>
    /// <param name="samples"><c>moments x channels</c>.</param>
    /// <exception cref="ArgumentException">The samples are no whole number of moments.</exception>
    public Sound(int rate, int channels, float[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        if (samples.Length % channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are no whole number of moments of {channels} channels.", nameof(samples));
        }

        (Rate, Channels, _samples) = (rate, channels, samples);
    }

    /// <summary>Moments a second.</summary>
    public int Rate { get; }

    /// <summary>Samples a moment.</summary>
    public int Channels { get; }

    /// <summary><c>moments x channels</c>.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>Moments.</summary>
    public int Length => _samples.Length / Channels;

    /// <summary>How long it is.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Length / Rate);
}
