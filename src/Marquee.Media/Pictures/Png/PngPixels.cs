using System.Buffers.Binary;

namespace Marquee.Media;

/// <summary>Makes red, green and blue of the samples of a PNG line; what is transparent lets white through.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;

    // The samples that are transparent where there is no alpha; -1 where there are none.
    private readonly int _clearRed = -1;
    private readonly int _clearGreen = -1;
    private readonly int _clearBlue = -1;

    /// <summary>A way to read lines.</summary>
    /// <param name="header">What the picture is.</param>
    /// <param name="palette">Red, green and blue of each colour.</param>
    /// <param name="transparency">The transparency chunk; null without one.</param>
    public PngPixels(PngHeader header, byte[] palette, byte[]? transparency)
    {
        (_header, _palette) = (header, palette);
        switch (header.Colour)
        {
            case PngColour.Palette when palette.Length == 0:
                throw new MediaException("The PNG picture has no palette, and its colours are numbers of one.");
            case PngColour.Palette:
                for (var index = 0; index < palette.Length; index++)
                {
                    var opacity = index / 3 < transparency?.Length ? transparency[index / 3] : 255;
                    palette[index] = OnWhite(palette[index], opacity);
                }

                break;
            case PngColour.Grey when transparency is { Length: 2 }:
                _clearRed = BinaryPrimitives.ReadUInt16BigEndian(transparency);
                break;
            case PngColour.Rgb when transparency is { Length: 6 }:
                _clearRed = BinaryPrimitives.ReadUInt16BigEndian(transparency);
                _clearGreen = BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2));
                _clearBlue = BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(4));
                break;
        }
    }

    /// <summary>Writes the pixels of a line.</summary>
    /// <param name="line">Samples as they are stored.</param>
    /// <param name="target">Three bytes a pixel.</param>
    public void Expand(ReadOnlySpan<byte> line, Span<byte> target)
    {
        if (_header is { Colour: PngColour.Rgb, Depth: 8 } && _clearRed < 0)
        {
            line.CopyTo(target);
            return;
        }

        for (var (x, count) = (0, target.Length / 3); x < count; x++)
        {
            var pixel = target.Slice(3 * x, 3);
            var first = x * _header.Channels;
            switch (_header.Colour)
            {
                case PngColour.Palette:
                    var index = 3 * Sample(line, first);
                    if (index >= _palette.Length)
                    {
                        throw new MediaException($"The PNG picture's data is damaged: there is no colour {index / 3} in its palette.");
                    }

                    _palette.AsSpan(index, 3).CopyTo(pixel);
                    break;
                case PngColour.Grey:
                    var grey = Sample(line, first);
                    pixel.Fill(grey == _clearRed ? (byte)255 : ToByte(grey));
                    break;
                case PngColour.GreyAlpha:
                    pixel.Fill(OnWhite(ToByte(Sample(line, first)), ToByte(Sample(line, first + 1))));
                    break;
                default:
                    var (red, green, blue) = (Sample(line, first), Sample(line, first + 1), Sample(line, first + 2));
                    var opacity = _header.Colour == PngColour.Rgba ? ToByte(Sample(line, first + 3))
                        : red == _clearRed && green == _clearGreen && blue == _clearBlue ? 0
                        : 255;
                    (pixel[0], pixel[1], pixel[2]) = (OnWhite(ToByte(red), opacity), OnWhite(ToByte(green), opacity), OnWhite(ToByte(blue), opacity));
                    break;
            }
        }
    }

    private static byte OnWhite(byte value, int opacity) => (byte)(255 - ((((255 - value) * opacity) + 127) / 255));

    private int Sample(ReadOnlySpan<byte> line, int index) => _header.Depth switch
    {
        8 => line[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(line[(2 * index)..]),
        var depth => (line[index * depth / 8] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1),
    };

    private byte ToByte(int sample) => _header.Depth switch
    {
        8 => (byte)sample,
        // To the nearest of 256 steps.
        16 => (byte)(((sample * 255) + 32767) / 65535),
        var depth => (byte)(sample * 255 / ((1 << depth) - 1)),
    };
}
