namespace Marquee.Media;

/// <summary>
/// Reads WAV in managed code: PCM of 8, 16, 24 and 32 bits, float of 32 and 64, A-law and mu-law, any number of channels up to 64. What a file is, is told by its content; a file that is cut, damaged or
/// something else is refused.
/// </summary>
public static class SoundDecoder
{
    private const int MostChannels = 64;
    private const int MostRate = 1_000_000;

    /// <summary>Decodes a sound.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">It is not WAV, is damaged, or is longer than the limits.</exception>
    public static Sound Decode(ReadOnlySpan<byte> bytes, DecodeLimits? limits = null, string? name = null)
    {
        try
        {
            limits ??= DecodeLimits.Default;
            if (bytes.Length > limits.MaximumBytes)
            {
                throw new MediaException($"The file has {bytes.Length:N0} bytes; the limit is {limits.MaximumBytes:N0}.");
            }

            var format = MediaFormats.Recognize(bytes);
            return format == MediaFormat.Wave ? WaveDecoder.Decode(bytes, limits)
                : throw new MediaException($"The file is {(bytes.IsEmpty ? "empty" : MediaFormats.Describe(format))}; a WAV sound was expected.");
        }
        catch (MediaException exception) when (name is not null)
        {
            throw new MediaException($"{name}: {exception.Message}", exception);
        }
    }

    /// <summary>Decodes a sound.</summary>
    /// <param name="stream">The file, from where it stands to its end.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <param name="name">What to call it where it cannot be read.</param>
    /// <exception cref="MediaException">It is not WAV, is damaged, or is longer than the limits.</exception>
    public static Sound Decode(Stream stream, DecodeLimits? limits = null, string? name = null) =>
        Decode(BoundedReading.Named(name, () => BoundedReading.ReadAll(stream, limits ?? DecodeLimits.Default)).Span, limits, name);

    /// <summary>Decodes a sound in a file; messages carry its path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">What it may cost; null is <see cref="DecodeLimits.Default"/>.</param>
    /// <exception cref="MediaException">It cannot be opened, is not WAV, is damaged, or is longer than the limits.</exception>
    public static Sound DecodeFile(string path, DecodeLimits? limits = null) =>
        Decode(BoundedReading.Named(path, () => BoundedReading.ReadFile(path, limits ?? DecodeLimits.Default)).Span, limits, path);

    /// <summary>Refuses channels and a rate, as a header states them, that are none or beyond what is read: filters between rates far apart take memory by their ratio.</summary>
    internal static void CheckForm(long channels, long rate)
    {
        if (channels is < 1 or > MostChannels || rate is < 1 or > MostRate)
        {
            throw new MediaException($"The header states {channels:N0} channels at {rate:N0} Hz; 1 to {MostChannels} channels at up to {MostRate:N0} Hz are read.");
        }
    }
}
