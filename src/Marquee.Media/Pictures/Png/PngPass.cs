namespace Marquee.Media;

/// <summary>A part of a PNG picture: the pixels at equal distances from a first one.</summary>
internal readonly record struct PngPass(int Left, int Top, int Across, int Down)
{
    /// <summary>Pixels in a line, of a picture so wide.</summary>
    public int Width(int width) => (int)(((long)width - Left + Across - 1) / Across);

    /// <summary>Lines, of a picture so high.</summary>
    public int Height(int height) => (int)(((long)height - Top + Down - 1) / Down);
}
