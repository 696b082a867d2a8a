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

    /// <summary>What was written into a part of that name; see <see cref="ArtifactWriter.Part"/>.</summary>
    /// <exception cref="InvalidDataException">There is no such part.</exception>
    public ArtifactReader Part(string name) =>
        Properties[name] is JsonObject properties
            ? new ArtifactPartReader(this, name, properties)
            : throw new InvalidDataException($"The artifact has no part '{name}'.");

    /// <summary>A property that is a whole number.</summary>
    /// <exception cref="InvalidDataException">There is no such property, or it is something else.</exception>
    public int IntProperty(string name) =>
        Properties[name] is JsonValue value && value.TryGetValue(out int number)
            ? number
            : throw new InvalidDataException($"The artifact's property '{name}' is {Describe(name)}; it should be a whole number.");

    /// <summary>A property that is a text.</summary>
    /// <exception cref="InvalidDataException">There is no such property, or it is something else.</exception>
    public string TextProperty(string name) =>
        Properties[name] is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new InvalidDataException($"The artifact's property '{name}' is {Describe(name)}; it should be a text.");

    private string Describe(string name) => Properties[name]?.ToJsonString() ?? "missing";
}
