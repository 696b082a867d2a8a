namespace Marquee.Media;

/// <summary>Sounds as examples of <c>length x 1 x 1</c>, for augmentations of waves; <see cref="SpectrogramView"/> then makes spectrograms of the views.</summary>
/// <remarks>A sound longer than the length is cut to its middle, a shorter one stands in the middle of silence. Sounds of one channel are held as they are.</remarks>
public sealed class WaveExamples : IExamples
{
    private readonly Sound[] _sounds;

    /// <summary>Sounds of one rate.</summary>
    /// <param name="sounds">The mean of their channels is taken.</param>
    /// <param name="length">Samples of an example, at least 1.</param>
    /// <exception cref="ArgumentException">There are no sounds, or they have several rates.</exception>
    public WaveExamples(IReadOnlyList<Sound> sounds, int length)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        ArgumentOutOfRangeException.ThrowIfZero(sounds.Count, nameof(sounds));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        foreach (var sound in sounds)
        {
            if (sound.Rate != sounds[0].Rate)
            {
                throw new ArgumentException($"One sound has {sounds[0].Rate} samples a second, another {sound.Rate}: bring all to one rate first.", nameof(sounds));
            }
        }

        (_sounds, Shape) = ([.. sounds.Select(sound => sound.ToMono())], new PlaneShape(length, 1, 1));
    }

    /// <inheritdoc/>
    public int Count => _sounds.Length;

    /// <inheritdoc/>
    public PlaneShape Shape { get; }

    /// <inheritdoc/>
    public void Read(int index, Span<float> target)
    {
        var wave = _sounds[index].Samples;
        if (wave.Length >= target.Length)
        {
            wave.Slice((wave.Length - target.Length) / 2, target.Length).CopyTo(target);
            return;
        }

        target.Clear();
        wave.CopyTo(target[((target.Length - wave.Length) / 2)..]);
    }
}
