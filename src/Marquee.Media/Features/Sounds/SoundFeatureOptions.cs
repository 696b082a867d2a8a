namespace Marquee.Media;

/// <summary>Options of <see cref="SoundFeatures"/>.</summary>
public sealed record SoundFeatureOptions
{
    /// <summary>Samples a second that sounds are brought to, from 4,000 to 96,000. Default 16,000. Vectors of sounds can be compared only where this is the same.</summary>
    public int Rate { get; init; } = 16_000;

    /// <summary>Mel-frequency cepstral coefficients, from 1 to 64. Default 20.</summary>
    public int Coefficients { get; init; } = 20;

    /// <summary>Equal parts of a sound of which the mean coefficients stand beside those of the whole, from 1 (the whole only) to 64. Default 1; 5 to 10 where what is heard first and last matters, as in a word.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Refuses options outside of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public void Validate()
    {
        AugmentationChecks.InRange(Rate, 4_000, 96_000);
        AugmentationChecks.InRange(Coefficients, 1, 64);
        AugmentationChecks.InRange(Parts, 1, 64);
    }
}
