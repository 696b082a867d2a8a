namespace Marquee.Media;

/// <summary>How the numbers of a picture or a spectrogram lie: <c>height x width x channels</c>, channels side by side. A spectrogram has a line a frame and a column a band.</summary>
/// <param name="Height">Lines.</param>
/// <param name="Width">Places in a line.</param>
/// <param name="Channels">Numbers at a place.</param>
public readonly record struct PlaneShape(int Height, int Width, int Channels)
{
    /// <summary>Numbers in all.</summary>
    public int Count => checked(Height * Width * Channels);

    /// <inheritdoc/>
    public override string ToString() => $"{Height} x {Width} x {Channels}";
}
