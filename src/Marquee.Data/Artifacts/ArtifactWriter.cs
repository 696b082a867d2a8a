using System.Buffers;
using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>
/// Where a model puts itself: named arrays and a few named properties. What lies behind is a folder, a buffer in memory or, some day, a bucket;
/// the model does not know.
/// </summary>
public abstract class ArtifactWriter
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Small values that describe the model and are read by people: options, counts, the fingerprint of the catalogue.</summary>
    public virtual JsonObject Properties { get; } = [];

    /// <summary>A place for something that is an artifact of its own, such as a model within a model: its arrays are stored under <c>name-</c>, its properties in one called <paramref name="name"/>.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens; not used for another part or property.</param>
    /// <exception cref="ArgumentException">The name is not well formed or is taken.</exception>
    public ArtifactWriter Part(string name)
    {
        CheckName(name, "A part");
        var properties = new JsonObject();
        if (!Properties.TryAdd(name, properties))
        {
            throw new ArgumentException($"There is a property '{name}' already.", nameof(name));
        }

        return new ArtifactPartWriter(this, name, properties);
    }

    /// <summary>Stores single-precision numbers.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens; unique within the artifact.</param>
    /// <param name="values">The numbers, row after row.</param>
    /// <param name="shape">Their dimensions; the product is the number of values.</param>
    public abstract void Write(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape);

    /// <summary>Stores 32-bit whole numbers.</summary>
    public abstract void Write(string name, ReadOnlySpan<int> values);

    /// <summary>Stores 64-bit whole numbers.</summary>
    public abstract void Write(string name, ReadOnlySpan<long> values);

    /// <summary>What every writer checks before it stores an array: the name is well formed and the shape holds as many numbers as are given.</summary>
    /// <exception cref="ArgumentException">The name or the shape is not as <see cref="Write(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/> asks.</exception>
    protected static void CheckArray(string name, int count, ReadOnlySpan<int> shape)
    {
        CheckName(name, "An array");

        var product = 1L;
        foreach (var dimension in shape)
        {
            product *= dimension;
        }

        if (product != count)
        {
            throw new ArgumentException(
                $"The array '{name}' has {count} numbers; its shape {string.Join(" x ", shape.ToArray())} holds {product}.", nameof(shape));
        }
    }

    private static void CheckName(string name, string what)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new ArgumentException($"{what} cannot be named '{name}': lower-case letters, digits and hyphens make a name.", nameof(name));
        }
    }
}
