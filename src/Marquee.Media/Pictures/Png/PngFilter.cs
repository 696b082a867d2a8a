namespace Marquee.Media;

/// <summary>Undoes what PNG's filters do to a line (ISO/IEC 15948, clause 9).</summary>
internal static class PngFilter
{
    /// <summary>Makes the bytes of a line of what is stored.</summary>
    /// <param name="filter">The filter's number.</param>
    /// <param name="line">The line, in place.</param>
    /// <param name="above">The line above; zeros above the first.</param>
    /// <param name="distance">Bytes to the pixel before.</param>
    /// <exception cref="MediaException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> line, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var x = distance; x < line.Length; x++)
                {
                    line[x] += line[x - distance];
                }

                break;
            case 2:
                for (var x = 0; x < line.Length; x++)
                {
                    line[x] += above[x];
                }

                break;
            case 3:
                for (var x = 0; x < line.Length; x++)
                {
                    line[x] += (byte)(((x < distance ? 0 : line[x - distance]) + above[x]) >> 1);
                }

                break;
            case 4:
                for (var x = 0; x < line.Length; x++)
                {
                    line[x] += x < distance ? above[x] : Paeth(line[x - distance], above[x], above[x - distance]);
                }

                break;
            default:
                throw new MediaException($"The PNG picture's data is damaged: there is no filter {filter}.");
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }
}
