namespace Marquee.Media;

/// <summary>What is read off a <see cref="ConvolutionEncoder"/> as a vector, where its own one, the mean over all places of its last stage, is too little: the means over cells of a grid, of several stages.</summary>
/// <remarks>
/// An encoder learned without labels is asked to tell pictures apart whatever piece of them is shown, so its last mean forgets where things are and much of what they are made of; a linear probe finds both in what the mean was taken of
/// (after Lazebnik et al., Beyond Bags of Features, 2006, and Zhang et al., Split-Brain Autoencoders, 2017, who probe every layer). The encoder itself stays as it is.
/// </remarks>
public sealed record EncoderReadout
{
    /// <summary>How many stages are read, counted from the last; at least 1. Default 1.</summary>
    public int Stages { get; init; } = 1;

    /// <summary>Cells of the grid along height and along width, at least 1: 2 for quarters. Default 1, the whole plane.</summary>
    public int Grid { get; init; } = 1;
}
