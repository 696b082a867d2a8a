namespace Marquee.Media;

/// <summary>Options of <see cref="MelSpectrogram"/>.</summary>
public sealed record MelOptions
{
    /// <summary>How waves are cut into frames.</summary>
    public SpectrumOptions Spectrum { get; init; } = new();

    /// <summary>Bands, from 2 to 512. Default 64.</summary>
    public int Bands { get; init; } = 64;

    /// <summary>Lower end of the lowest band in hertz, from 0. Default 40.</summary>
    public double MinimumFrequency { get; init; } = 40;

    /// <summary>Upper end of the highest band in hertz, above the lower end, up to half the rate; 0 (the default) means half the rate.</summary>
    public double MaximumFrequency { get; init; }

    /// <summary>Power that less counts as, above 0: the level of silence. Default 1e-9, 90 decibels below noise of variance 1.</summary>
    public double Floor { get; init; } = 1e-9;

    /// <summary>Bands of waves of a rate, over frames of 32 ms every 10 ms.</summary>
    /// <param name="rate">Samples a second.</param>
    public static MelOptions At(int rate) => new() { Spectrum = SpectrumOptions.At(rate) };

    /// <summary>Refuses options outside of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public void Validate()
    {
        Spectrum.Validate();
        AugmentationChecks.InRange(Bands, 2, 512);
        AugmentationChecks.InRange(MaximumFrequency, 0, Spectrum.Rate / 2.0);
        AugmentationChecks.InRange(MinimumFrequency, 0, (MaximumFrequency == 0 ? Spectrum.Rate / 2.0 : MaximumFrequency) - 1);
        AugmentationChecks.InRange(Floor, 1e-30, 1);
    }
}
