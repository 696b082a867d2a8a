using System.Text.Json.Nodes;

namespace Marquee.Media;

/// <summary>Sounds become log-mel spectrograms of one length: a longer sound is cut to its middle, a shorter one stands in silence.</summary>
public sealed record SoundPreparation : MediaPreparation
{
    internal const string Sounds = "sounds";

    private const double HopSeconds = 0.02;

    /// <summary>Spectrograms of one length.</summary>
    /// <param name="seconds">How much of each sound is read, from 0.5 to 10.</param>
    /// <param name="rate">Samples a second that sounds are brought to, from 4,000 to 48,000.</param>
    /// <param name="bands">Bands, from 16 to 256.</param>
    public SoundPreparation(double seconds = 5, int rate = 16_000, int bands = 64)
    {
        Check(seconds, 0.5, 10, nameof(seconds));
        Check(rate, 4_000, 48_000, nameof(rate));
        Check(bands, 16, 256, nameof(bands));
        (Seconds, Rate, Bands) = (seconds, rate, bands);
    }

    /// <summary>How much of each sound is read.</summary>
    public double Seconds { get; }

    /// <summary>Samples a second that sounds are brought to.</summary>
    public int Rate { get; }

    /// <summary>Bands.</summary>
    public int Bands { get; }

    /// <inheritdoc/>
    public override PlaneShape Shape => new(Frames, Bands, 1);

    /// <inheritdoc/>
    public override string Kind => Sounds;

    /// <inheritdoc/>
    private protected override IAugmentation MakeViews(double strength) => new AugmentationChain(
        new ResizedCrop(Frames, Bands, 1 - (0.5 * strength), 1, Math.Clamp(0.75 * Bands / Frames, 0.1, 10), Math.Clamp(1.3 * Bands / Frames, 0.1, 10)),
        new SpecAugment(1, Math.Max(1, (int)(strength * Frames / 8)), 1, Math.Max(1, (int)(strength * Bands / 8)), Math.Clamp((int)(strength * Frames / 16), 1, 8)));

    private int Frames => (int)Math.Round(Seconds / HopSeconds);

    /// <inheritdoc/>
    public override IExamples Read(IReadOnlyList<string> paths, DecodeLimits? limits = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new SpectrogramExamples(
            ReadAll(paths, path => Middle(MediaFile.ReadSound(path, limits, null, cancellationToken)), progress, cancellationToken),
            new MelOptions { Spectrum = SpectrumOptions.At(Rate, 2 * HopSeconds, HopSeconds), Bands = Bands },
            Frames,
            SpectrogramScale.Usual);

    /// <inheritdoc/>
    private protected override JsonObject ToJson() => new() { ["kind"] = Sounds, ["seconds"] = Seconds, ["rate"] = Rate, ["bands"] = Bands };

    internal static SoundPreparation Read(JsonObject json) => new((double)json["seconds"]!, (int)json["rate"]!, (int)json["bands"]!);

    // No more is held than will be read, for a film's sound is long.
    private Sound Middle(Sound sound)
    {
        var mono = sound.ToMono();
        var wanted = (int)Math.Min(mono.Length, Math.Ceiling((Seconds + 1) * mono.Rate));
        return wanted == mono.Length ? mono : new Sound(mono.Rate, 1, mono.Samples.Slice((mono.Length - wanted) / 2, wanted).ToArray());
    }

    private static void Check(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of the sounds that an encoder reads lie from {least} to {most}.");
        }
    }
}
