namespace Marquee.Numerics.Learning;

/// <summary>Writes and reads numbers that lie in several places as few arrays: places are put together up to a length, since each array costs a file that is brought to the disk; a longer place is an array by itself and is not copied.</summary>
internal static class FlatNumbers
{
    /// <summary>Most numbers of several places in one array.</summary>
    public const int MostTogether = 1 << 22;

    /// <summary>The numbers of one place.</summary>
    public delegate Span<T> Part<T>(int index);

    /// <summary>Writes numbers that lie in several places.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Name of the whole; the arrays are called after it and numbered from 0.</param>
    /// <param name="parts">How many places.</param>
    /// <param name="part">The numbers of one.</param>
    public static void Write(ICheckpointWriter writer, string name, int parts, Part<float> part) =>
        ForArrays(parts, part, (array, first, end) => writer.Write($"{name}-{array}", Gather(first, end, part)));

    /// <inheritdoc cref="Write(ICheckpointWriter, string, int, Part{float})"/>
    public static void Write(ICheckpointWriter writer, string name, int parts, Part<int> part) =>
        ForArrays(parts, part, (array, first, end) => writer.Write($"{name}-{array}", Gather(first, end, part)));

    /// <summary>Reads numbers into several places.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="name">Name of the whole.</param>
    /// <param name="parts">How many places, as long as those that were written.</param>
    /// <param name="part">Where the numbers of one go.</param>
    public static void Read(ICheckpointReader reader, string name, int parts, Part<float> part) =>
        ForArrays(parts, part, (array, first, end) =>
        {
            var whole = Room(first, end, part);
            reader.Read($"{name}-{array}", whole);
            Scatter(whole, first, end, part);
        });

    /// <inheritdoc cref="Read(ICheckpointReader, string, int, Part{float})"/>
    public static void Read(ICheckpointReader reader, string name, int parts, Part<int> part) =>
        ForArrays(parts, part, (array, first, end) =>
        {
            var whole = Room(first, end, part);
            reader.Read($"{name}-{array}", whole);
            Scatter(whole, first, end, part);
        });

    private static void ForArrays<T>(int parts, Part<T> part, Action<int, int, int> action)
    {
        for (int first = 0, end, array = 0; first < parts; first = end, array++)
        {
            var length = (long)part(first).Length;
            for (end = first + 1; end < parts && length + part(end).Length <= MostTogether; end++)
            {
                length += part(end).Length;
            }

            action(array, first, end);
        }
    }

    private static Span<T> Gather<T>(int first, int end, Part<T> part)
    {
        var whole = Room(first, end, part);
        if (end - first > 1)
        {
            for (int index = first, start = 0; index < end; start += part(index).Length, index++)
            {
                part(index).CopyTo(whole[start..]);
            }
        }

        return whole;
    }

    private static void Scatter<T>(ReadOnlySpan<T> whole, int first, int end, Part<T> part)
    {
        if (end - first > 1)
        {
            for (int index = first, start = 0; index < end; start += part(index).Length, index++)
            {
                whole.Slice(start, part(index).Length).CopyTo(part(index));
            }
        }
    }

    /// <summary>The place itself where it is alone, and else room for all of them.</summary>
    private static Span<T> Room<T>(int first, int end, Part<T> part)
    {
        if (end - first == 1)
        {
            return part(first);
        }

        var length = 0;
        for (var index = first; index < end; index++)
        {
            length += part(index).Length;
        }

        return new T[length];
    }
}
