namespace Marquee.Media;

/// <summary>
/// Makes pictures and planes larger or smaller. Where lines or columns become fewer, each is the mean over the area that it covers; where they become more, they are interpolated between the two nearest (bilinear). The edges
/// of the old and the new lie on each other.
/// </summary>
public static class PictureResizer
{
    // Writes a line as numbers.
    private delegate void LineReader(int line, Span<float> target);

    // Takes a new line.
    private delegate void LineWriter(int line, ReadOnlySpan<float> numbers);

    /// <summary>The picture at another size, whatever its proportions become.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Pixels in a line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    public static Picture Resize(Picture picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return width == picture.Width && height == picture.Height ? picture : Cut(picture, 0, 0, picture.Width, picture.Height, width, height);
    }

    /// <summary>The largest part around the middle that has the wanted proportions, at the wanted size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Pixels in a line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    public static Picture Cover(Picture picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var cutWidth = (int)Math.Clamp(Math.Round((double)picture.Height * width / height), 1, picture.Width);
        var cutHeight = (int)Math.Clamp(Math.Round((double)picture.Width * height / width), 1, picture.Height);
        return Cut(picture, (picture.Width - cutWidth) / 2, (picture.Height - cutHeight) / 2, cutWidth, cutHeight, width, height);
    }

    /// <summary>Resizes a plane.</summary>
    /// <param name="source">Its numbers.</param>
    /// <param name="shape">How they lie.</param>
    /// <param name="height">Lines of the new one, at least 1.</param>
    /// <param name="width">Places in a line of the new one, at least 1.</param>
    /// <param name="target">Where it goes: <c>height x width x channels</c>.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static unsafe void Resize(ReadOnlySpan<float> source, PlaneShape shape, int height, int width, Span<float> target)
    {
        var (before, after) = (shape.Width * shape.Channels, width * shape.Channels);
        if (source.Length != shape.Count)
        {
            throw new ArgumentException($"A plane of {shape} has {shape.Count} numbers, not {source.Length}.", nameof(source));
        }

        if (target.Length != height * after)
        {
            throw new ArgumentException($"A plane of {height} x {width} x {shape.Channels} has {height * after} numbers, not {target.Length}.", nameof(target));
        }

        // Spans cannot be caught by what reads and writes lines; what they point at stays in place meanwhile.
        fixed (float* from = source, to = target)
        {
            var (first, result) = ((nint)from, (nint)to);
            Resize(
                shape,
                height,
                width,
                (line, numbers) => new ReadOnlySpan<float>((float*)first + ((nint)line * before), before).CopyTo(numbers),
                (line, numbers) => numbers.CopyTo(new Span<float>((float*)result + ((nint)line * after), after)));
        }
    }

    private static Picture Cut(Picture picture, int left, int top, int cutWidth, int cutHeight, int width, int height)
    {
        var pixels = new byte[checked(3 * width * height)];
        Resize(
            new PlaneShape(cutHeight, cutWidth, 3),
            height,
            width,
            (line, numbers) =>
            {
                var bytes = picture.Pixels.Slice(3 * (((top + line) * picture.Width) + left), numbers.Length);
                for (var index = 0; index < numbers.Length; index++)
                {
                    numbers[index] = bytes[index];
                }
            },
            (line, numbers) =>
            {
                var bytes = pixels.AsSpan(3 * width * line, 3 * width);
                for (var index = 0; index < numbers.Length; index++)
                {
                    bytes[index] = (byte)(numbers[index] + 0.5f);
                }
            });
        return new Picture(width, height, pixels);
    }

    private static void Resize(PlaneShape shape, int height, int width, LineReader read, LineWriter write)
    {
        var (rows, columns) = (new AxisWeights(shape.Height, height), new AxisWeights(shape.Width, width));
        var (old, line) = (new float[shape.Width * shape.Channels], new float[width * shape.Channels]);

        // A line is made of lines that follow each other and may share the last with the next: two are kept.
        float[][] kept = [new float[line.Length], new float[line.Length]];
        int[] keptLines = [-1, -1];
        for (var row = 0; row < height; row++)
        {
            Array.Clear(line);
            var at = rows.Start(row);
            foreach (var weight in rows.Weights(row))
            {
                var slot = at % 2;
                if (keptLines[slot] != at)
                {
                    read(at, old);
                    columns.Apply(old, kept[slot], shape.Channels);
                    keptLines[slot] = at;
                }

                var numbers = kept[slot];
                for (var index = 0; index < line.Length; index++)
                {
                    line[index] += weight * numbers[index];
                }

                at++;
            }

            write(row, line);
        }
    }
}
