namespace Marquee.Media;

/// <summary>How large a <see cref="ConvolutionEncoder"/> is.</summary>
public sealed record ConvolutionEncoderOptions
{
    /// <summary>Channels of each stage, at least one stage; each stage but the first halves height and width. The last is the length of a vector.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128];

    /// <summary>Residual blocks of a stage, at least 1.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>Height and width of the windows of the first convolution, odd.</summary>
    public int StemSize { get; init; } = 3;

    /// <summary>Distance between the windows of the first convolution, at least 1: 1 for small pictures, 2 or more for large ones and for spectrograms.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>What keeps the size of signals.</summary>
    public EncoderNormalization Normalization { get; init; } = EncoderNormalization.Batch;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">One is not possible.</exception>
    internal void Validate()
    {
        if (Widths.Count == 0 || Widths.Any(width => width < 1))
        {
            throw new ArgumentException($"Widths are channels of each stage, at least one stage of at least one channel; they are [{string.Join(", ", Widths)}].", nameof(Widths));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Blocks);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StemStride);
        if (StemSize < 1 || StemSize % 2 == 0)
        {
            throw new ArgumentException($"The windows of the first convolution are of odd height and width, not {StemSize}.", nameof(StemSize));
        }
    }
}
