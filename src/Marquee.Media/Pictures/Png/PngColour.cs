namespace Marquee.Media;

/// <summary>What the samples of a PNG picture are; the numbers are the format's.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
