using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>
/// Where a model puts itself: named arrays and a few named properties. What lies behind is a folder, a buffer in memory or, some day, a bucket;
/// the model does not know.
/// </summary>
public abstract class ArtifactWriter
{
    /// <summary>Small values that describe the model and are read by people: options, counts, the fingerprint of the catalogue.</summary>
    public JsonObject Properties { get; } = [];

    /// <summary>Stores single-precision numbers.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens; unique within the artifact.</param>
    /// <param name="values">The numbers, row after row.</param>
    /// <param name="shape">Their dimensions; the product is the number of values.</param>
    public abstract void Write(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape);

    /// <summary>Stores 32-bit whole numbers.</summary>
    public abstract void Write(string name, ReadOnlySpan<int> values);

    /// <summary>Stores 64-bit whole numbers.</summary>
    public abstract void Write(string name, ReadOnlySpan<long> values);
}
