using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>What a PNG picture's header chunk states.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColour Colour, bool IsInterlaced)
{
    /// <summary>Samples of a pixel.</summary>
    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes from a sample to the same of the pixel before, as filters count them.</summary>
    public int FilterDistance => Math.Max(1, Channels * Depth / 8);

    /// <summary>The parts that the picture comes in: one, or Adam7's seven. None is empty.</summary>
    public IEnumerable<PngPass> Passes()
    {
        PngPass[] all = IsInterlaced
            ? [new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2)]
            : [new(0, 0, 1, 1)];
        return all.Where(pass => pass.Width(Width) > 0 && pass.Height(Height) > 0);
    }

    /// <summary>Bytes in a line of so many pixels, less the filter's.</summary>
    public long LineBytes(int pixels) => (((long)pixels * Channels * Depth) + 7) / 8;

    /// <summary>Reads the header chunk's 13 bytes.</summary>
    public static PngHeader Read(ReadOnlySpan<byte> chunk, DecodeLimits limits)
    {
        if (chunk.Length != 13)
        {
            throw new MediaException("The PNG header has a wrong length.");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]));
        PictureDecoder.CheckSize(width, height, limits);
        var (depth, colour) = (chunk[8], (PngColour)chunk[9]);
        var fits = colour switch
        {
            PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => depth is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!fits || chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            throw new MediaException($"The PNG header states colour type {chunk[9]} at {depth} bits, methods {chunk[10]}, {chunk[11]} and {chunk[12]}, which PNG has not.");
        }

        return new PngHeader((int)width, (int)height, depth, colour, chunk[12] == 1);
    }
}
