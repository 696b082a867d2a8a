namespace Marquee.Media;

/// <summary>What features need of a sound: one wave at one rate.</summary>
internal static class SoundWaves
{
    /// <summary>The mean of the channels of each moment.</summary>
    public static ReadOnlySpan<float> Mono(Sound sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        if (sound.Channels == 1)
        {
            return sound.Samples;
        }

        var wave = new float[sound.Length];
        for (var moment = 0; moment < wave.Length; moment++)
        {
            var sum = 0f;
            foreach (var sample in sound.Samples.Slice(moment * sound.Channels, sound.Channels))
            {
                sum += sample;
            }

            wave[moment] = sum / sound.Channels;
        }

        return wave;
    }

    /// <summary>As above; refuses a sound of another rate.</summary>
    public static ReadOnlySpan<float> Mono(Sound sound, int rate)
    {
        ArgumentNullException.ThrowIfNull(sound);
        return sound.Rate == rate
            ? Mono(sound)
            : throw new ArgumentException($"The sound has {sound.Rate} samples a second, and {rate} are asked for: bring it to that rate first.", nameof(sound));
    }
}
