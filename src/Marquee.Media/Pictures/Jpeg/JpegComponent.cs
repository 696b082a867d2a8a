namespace Marquee.Media;

/// <summary>One of the colour planes of a JPEG picture, in blocks of 8 x 8.</summary>
internal sealed class JpegComponent(int id, int horizontal, int vertical, int quantization)
{
    /// <summary>What scans call it.</summary>
    public int Id { get; } = id;

    /// <summary>Blocks of it side by side in a unit of the picture.</summary>
    public int Horizontal { get; } = horizontal;

    /// <summary>Blocks of it on top of each other in a unit of the picture.</summary>
    public int Vertical { get; } = vertical;

    /// <summary>The number of its quantization table.</summary>
    public int QuantizationNumber { get; } = quantization;

    /// <summary>Its steps in zigzag order, as they stood at the beginning of its first scan; null before.</summary>
    public ushort[]? Quantization { get; set; }

    /// <summary>Samples in a line.</summary>
    public int Width { get; private set; }

    /// <summary>Lines of samples.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks in a line that hold a part of the picture.</summary>
    public int BlocksAcross => (Width + 7) / 8;

    /// <summary>Lines of blocks that hold a part of the picture.</summary>
    public int BlocksDown => (Height + 7) / 8;

    /// <summary>Blocks in a line that are stored: whole units.</summary>
    public int StoredAcross { get; private set; }

    /// <summary>Lines of blocks that are stored: whole units.</summary>
    public int StoredDown { get; private set; }

    /// <summary><c>StoredDown x StoredAcross x 64</c> coefficients, before they are multiplied by their steps, each block in its natural order.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>For each coefficient in zigzag order the lowest bit that scans have given so far; -1 before the first.</summary>
    public int[] LowestBit { get; } = [.. Enumerable.Repeat(-1, 64)];

    /// <summary>The constant coefficient of the block before.</summary>
    public int Prediction { get; set; }

    /// <summary>Takes the size of it within a picture.</summary>
    public void Measure(int width, int height, int unitsAcross, int unitsDown, int mostHorizontal, int mostVertical)
    {
        Width = (int)(((long)width * Horizontal + mostHorizontal - 1) / mostHorizontal);
        Height = (int)(((long)height * Vertical + mostVertical - 1) / mostVertical);
        (StoredAcross, StoredDown) = (unitsAcross * Horizontal, unitsDown * Vertical);
    }

    /// <summary>Takes memory for its coefficients.</summary>
    public void Allocate() => Coefficients = new short[StoredAcross * StoredDown * 64];

    /// <summary>The coefficients of a block.</summary>
    public Span<short> Block(int across, int down) => Coefficients.AsSpan(((down * StoredAcross) + across) * 64, 64);
}
