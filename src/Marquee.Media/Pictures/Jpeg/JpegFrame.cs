using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>What a JPEG picture's frame header states: size, components, and how it is coded.</summary>
internal sealed class JpegFrame
{
    private JpegFrame(int width, int height, bool isProgressive, JpegComponent[] components)
    {
        (Width, Height, IsProgressive, Components) = (width, height, isProgressive, components);
        MostHorizontal = components.Max(component => component.Horizontal);
        MostVertical = components.Max(component => component.Vertical);
        UnitsAcross = (width + (8 * MostHorizontal) - 1) / (8 * MostHorizontal);
        UnitsDown = (height + (8 * MostVertical) - 1) / (8 * MostVertical);
        foreach (var component in components)
        {
            component.Measure(width, height, UnitsAcross, UnitsDown, MostHorizontal, MostVertical);
        }
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsProgressive { get; }

    public JpegComponent[] Components { get; }

    /// <summary>The largest <see cref="JpegComponent.Horizontal"/>.</summary>
    public int MostHorizontal { get; }

    /// <summary>The largest <see cref="JpegComponent.Vertical"/>.</summary>
    public int MostVertical { get; }

    /// <summary>Units (of the largest number of blocks) in a line.</summary>
    public int UnitsAcross { get; }

    /// <summary>Lines of units.</summary>
    public int UnitsDown { get; }

    /// <summary>Reads a frame header and takes memory for the picture, if what is left of the file can fill it.</summary>
    /// <param name="segment">The header, less its length.</param>
    /// <param name="marker">0xC0 to 0xC2.</param>
    /// <param name="bytesLeft">Bytes of the file after it.</param>
    /// <param name="limits">What the picture may cost.</param>
    public static JpegFrame Read(ReadOnlySpan<byte> segment, int marker, int bytesLeft, DecodeLimits limits)
    {
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw new MediaException("The JPEG frame header has a wrong length.");
        }

        if (segment[0] != 8)
        {
            throw new MediaException($"The JPEG picture has {segment[0]} bits a sample; 8 are read.");
        }

        var height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        PictureDecoder.CheckSize(width, height, limits);
        var frame = new JpegFrame(width, height, marker == 0xC2, ReadComponents(segment[6..]));

        // The least that codes a block is one bit: a small file that states a large picture is refused before it takes memory.
        var blocks = frame.Components.Sum(component => (long)component.BlocksAcross * component.BlocksDown);
        if (bytesLeft < blocks / 8)
        {
            throw new MediaException($"The JPEG picture ends too soon: {bytesLeft:N0} bytes cannot hold the {width} x {height} that its header states.");
        }

        foreach (var component in frame.Components)
        {
            component.Allocate();
        }

        return frame;
    }

    private static JpegComponent[] ReadComponents(ReadOnlySpan<byte> segment)
    {
        var count = segment.Length / 3;
        if (count is not (1 or 3 or 4))
        {
            throw new MediaException($"The JPEG picture has {count} components; 1, 3 or 4 are read.");
        }

        var components = new JpegComponent[count];
        for (var index = 0; index < count; index++)
        {
            var (horizontal, vertical) = (segment[(3 * index) + 1] >> 4, segment[(3 * index) + 1] & 15);
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || segment[(3 * index) + 2] > 3)
            {
                throw new MediaException("The JPEG frame header states a subsampling or a table that there is not.");
            }

            // A single component is never subsampled: nothing is there that it could be smaller than.
            components[index] = count == 1
                ? new JpegComponent(segment[0], 1, 1, segment[2])
                : new JpegComponent(segment[3 * index], horizontal, vertical, segment[(3 * index) + 2]);
        }

        if (components.DistinctBy(component => component.Id).Count() != count)
        {
            throw new MediaException("Two components of the JPEG picture have the same number.");
        }

        var (mostHorizontal, mostVertical) = (components.Max(component => component.Horizontal), components.Max(component => component.Vertical));
        if (components.Any(component => mostHorizontal % component.Horizontal != 0 || mostVertical % component.Vertical != 0))
        {
            throw new MediaException("The JPEG picture is subsampled by a fraction; whole numbers are read.");
        }

        if (components.Sum(component => component.Horizontal * component.Vertical) > 10)
        {
            throw new MediaException("The JPEG picture has more than ten blocks a unit, which T.81 does not allow.");
        }

        return components;
    }
}
