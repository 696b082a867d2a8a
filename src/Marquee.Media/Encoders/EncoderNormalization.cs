namespace Marquee.Media;

/// <summary>What keeps the size of signals within an encoder.</summary>
public enum EncoderNormalization
{
    /// <summary>
    /// By channel, over the examples of a slice (batch normalisation), as is usual for pictures. After training <see cref="ConvolutionEncoder.MeasureStatistics"/> fixes the means and variances that the encoder is used with.
    /// </summary>
    Batch,

    /// <summary>By place, over its channels (layer normalisation): no example depends on another, and nothing is measured afterwards.</summary>
    Layer,
}
