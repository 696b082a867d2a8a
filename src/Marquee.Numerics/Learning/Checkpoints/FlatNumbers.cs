namespace Marquee.Numerics.Learning;

/// <summary>Writes and reads many arrays as one.</summary>
internal static class FlatNumbers
{
    /// <summary>Writes numbers that lie in several places.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">Name of the whole.</param>
    /// <param name="parts">How many places.</param>
    /// <param name="part">The numbers of one.</param>
    public static void Write(ICheckpointWriter writer, string name, int parts, Part<float> part) => writer.Write(name, Gather(parts, part));

    /// <inheritdoc cref="Write(ICheckpointWriter, string, int, Part{float})"/>
    public static void Write(ICheckpointWriter writer, string name, int parts, Part<int> part) => writer.Write(name, Gather(parts, part));

    /// <summary>Reads numbers into several places.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="name">Name of the whole.</param>
    /// <param name="parts">How many places.</param>
    /// <param name="part">Where the numbers of one go.</param>
    public static void Read(ICheckpointReader reader, string name, int parts, Part<float> part)
    {
        var whole = new float[Length(parts, part)];
        reader.Read(name, whole);
        Scatter(whole, parts, part);
    }

    /// <inheritdoc cref="Read(ICheckpointReader, string, int, Part{float})"/>
    public static void Read(ICheckpointReader reader, string name, int parts, Part<int> part)
    {
        var whole = new int[Length(parts, part)];
        reader.Read(name, whole);
        Scatter(whole, parts, part);
    }

    private static T[] Gather<T>(int parts, Part<T> part)
    {
        var whole = new T[Length(parts, part)];
        var start = 0;
        for (var index = 0; index < parts; index++)
        {
            var numbers = part(index);
            numbers.CopyTo(whole.AsSpan(start));
            start += numbers.Length;
        }

        return whole;
    }

    private static void Scatter<T>(ReadOnlySpan<T> whole, int parts, Part<T> part)
    {
        for (var index = 0; index < parts; index++)
        {
            var numbers = part(index);
            whole[..numbers.Length].CopyTo(numbers);
            whole = whole[numbers.Length..];
        }
    }

    private static int Length<T>(int parts, Part<T> part)
    {
        var length = 0;
        for (var index = 0; index < parts; index++)
        {
            length = checked(length + part(index).Length);
        }

        return length;
    }

    /// <summary>The numbers of one place.</summary>
    public delegate Span<T> Part<T>(int index);
}
