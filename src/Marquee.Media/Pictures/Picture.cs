namespace Marquee.Media;

/// <summary>A picture of red, green and blue, a byte each, line by line from the top left.</summary>
public sealed class Picture
{
    /// <summary>A picture of given pixels, which are kept and must not change any more.</summary>
    /// <param name="width">Pixels in a line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    /// <param name="pixels"><c>height x width x 3</c> bytes.</param>
    /// <exception cref="ArgumentException">The number of bytes is another.</exception>
    public Picture(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"A picture of {width} x {height} has {3L * width * height} bytes, not {pixels.LongLength}.", nameof(pixels));
        }

        (Width, Height, Bytes) = (width, height, pixels);
    }

    /// <summary>Pixels in a line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary><c>height x width x 3</c> bytes: red, green, blue of each pixel.</summary>
    public ReadOnlySpan<byte> Pixels => Bytes;

    /// <summary>How its numbers lie when it is read as <c>height x width x 3</c>.</summary>
    public PlaneShape Shape => new(Height, Width, 3);

    private byte[] Bytes { get; }

    /// <summary>Writes the pixels as numbers from 0 to 1.</summary>
    /// <param name="target"><c>height x width x 3</c> numbers.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void CopyTo(Span<float> target)
    {
        if (target.Length != Bytes.Length)
        {
            throw new ArgumentException($"A picture of {Width} x {Height} fills {Bytes.Length} numbers, not {target.Length}.", nameof(target));
        }

        for (var index = 0; index < target.Length; index++)
        {
            target[index] = Bytes[index] * (1f / 255);
        }
    }
}
