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

    /// <summary>The sound on one channel: the mean of all.</summary>
    /// <returns>This one, if it has one channel.</returns>
    public Sound ToMono()
    {
        if (Channels == 1)
        {
            return this;
        }

        var mixed = new float[Length];
        for (var moment = 0; moment < mixed.Length; moment++)
        {
            var sum = 0f;
            foreach (var sample in _samples.AsSpan(moment * Channels, Channels))
            {
                sum += sample;
            }

            mixed[moment] = sum / Channels;
        }

        return new Sound(Rate, 1, mixed);
    }

    /// <summary>The sound at another rate, by a windowed sinc of 32 zeros on each side: flat to 0.85 of half of the lower rate, and from 1.05 of it on below -80 dB. Time grows with samples of the new rate and with how far the rate falls.</summary>
    /// <param name="rate">Moments a second, from 1 on.</param>
    /// <returns>This one, if it has that rate.</returns>
    /// <exception cref="ArgumentException">It would be longer than an array.</exception>
    public Sound Resample(int rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        if (rate == Rate)
        {
            return this;
        }

        var resampler = new SincResampler(Rate, rate);
        var count = resampler.Count(Length);
        if (count * Channels > Array.MaxLength)
        {
            throw new ArgumentException($"At {rate:N0} Hz a sound of {Duration.TotalSeconds:N0} seconds is longer than an array.", nameof(rate));
        }

        var samples = new float[count * Channels];
        var channel = new float[Length];
        for (var index = 0; index < Channels; index++)
        {
            for (var moment = 0; moment < channel.Length; moment++)
            {
                channel[moment] = _samples[(moment * Channels) + index];
            }

            resampler.Resample(channel, samples.AsSpan(index), Channels);
        }

        return new Sound(rate, Channels, samples);
    }
}
