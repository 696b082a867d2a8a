using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>Where a model reads itself from; the other side of <see cref="ArtifactWriter"/>. Checksums were compared before anything is handed out.</summary>
public abstract class ArtifactReader
{
    /// <summary>What the writer's <see cref="ArtifactWriter.Properties"/> held.</summary>
    public abstract JsonObject Properties { get; }

    /// <summary>Single-precision numbers, possibly mapped from a file: read, do not write.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or it is of another type or shape.</exception>
    public abstract Memory<float> ReadFloats(string name, params ReadOnlySpan<int> shape);

    /// <summary>32-bit whole numbers.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or it is of another type.</exception>
    public abstract int[] ReadInts(string name);

    /// <summary>64-bit whole numbers.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or it is of another type.</exception>
    public abstract long[] ReadLongs(string name);
}
