namespace Marquee.Media;

/// <summary>How a wave is cut into frames of which spectra are taken.</summary>
public sealed record SpectrumOptions
{
    /// <summary>Samples a second, from 100 to 1,000,000. Default 16,000.</summary>
    public int Rate { get; init; } = 16_000;

    /// <summary>Samples of a frame, from 16 to 65,536. Default 512: 32 ms at 16,000 samples a second.</summary>
    public int Window { get; init; } = 512;

    /// <summary>Samples from the beginning of a frame to that of the next, from 1 to the window. Default 160: 10 ms at 16,000 samples a second.</summary>
    public int Hop { get; init; } = 160;

    /// <summary>Frames of given length and distance in time, at a rate.</summary>
    /// <param name="rate">Samples a second.</param>
    /// <param name="windowSeconds">Length of a frame. Default 0.032.</param>
    /// <param name="hopSeconds">From frame to frame. Default 0.01.</param>
    public static SpectrumOptions At(int rate, double windowSeconds = 0.032, double hopSeconds = 0.01) => new()
    {
        Rate = rate,
        Window = (int)Math.Round(rate * windowSeconds),
        Hop = Math.Max(1, (int)Math.Round(rate * hopSeconds)),
    };

    /// <summary>Refuses options outside of their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public void Validate()
    {
        AugmentationChecks.InRange(Rate, 100, 1_000_000);
        AugmentationChecks.InRange(Window, 16, 65_536);
        AugmentationChecks.InRange(Hop, 1, Window);
    }
}
