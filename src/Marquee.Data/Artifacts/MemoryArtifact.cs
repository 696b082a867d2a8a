using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>An artifact that lives in memory: written once, read as often as wanted.</summary>
public sealed class MemoryArtifact : ArtifactWriter
{
    private readonly SortedDictionary<string, (Array Values, int[] Shape)> _arrays = new(StringComparer.Ordinal);

    /// <summary>Names of all arrays, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _arrays.Keys;

    /// <summary>All arrays, in ordinal order of their names.</summary>
    internal IEnumerable<(string Name, Array Values, int[] Shape)> Arrays => _arrays.Select(array => (array.Key, array.Value.Values, array.Value.Shape));

    /// <inheritdoc/>
    public override void Write(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Store(name, values, shape);

    /// <inheritdoc/>
    public override void Write(string name, ReadOnlySpan<int> values) => Store(name, values, [values.Length]);

    /// <inheritdoc/>
    public override void Write(string name, ReadOnlySpan<long> values) => Store(name, values, [values.Length]);

    /// <summary>Reads what was written. The properties pass through JSON text, as they do in any artifact that is kept.</summary>
    public ArtifactReader Open() => new Reader(JsonNode.Parse(Properties.ToJsonString())!.AsObject(), _arrays);

    /// <summary>Whether another artifact has equal properties and the same arrays, bit by bit.</summary>
    public bool HoldsTheSameAs(MemoryArtifact other) =>
        JsonNode.DeepEquals(Properties, other.Properties)
        && _arrays.Count == other._arrays.Count
        && _arrays.All(entry =>
            other._arrays.TryGetValue(entry.Key, out var others)
            && entry.Value.Shape.AsSpan().SequenceEqual(others.Shape)
            && SameBits(entry.Value.Values, others.Values));

    private static bool SameBits(Array left, Array right) => (left, right) switch
    {
        (float[] a, float[] b) => a.Length == b.Length
            && a.Zip(b).All(pair => BitConverter.SingleToInt32Bits(pair.First) == BitConverter.SingleToInt32Bits(pair.Second)),
        (int[] a, int[] b) => a.AsSpan().SequenceEqual(b),
        (long[] a, long[] b) => a.AsSpan().SequenceEqual(b),
        _ => false,
    };

    private void Store<T>(string name, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
    {
        CheckArray(name, values.Length, shape);
        if (!_arrays.TryAdd(name, (values.ToArray(), shape.ToArray())))
        {
            throw new ArgumentException($"The array '{name}' was written before.", nameof(name));
        }
    }

    private sealed class Reader(JsonObject properties, IReadOnlyDictionary<string, (Array Values, int[] Shape)> arrays) : ArtifactReader
    {
        public override JsonObject Properties { get; } = properties;

        public override Memory<float> ReadFloats(string name, params ReadOnlySpan<int> shape)
        {
            var values = Find<float>(name);
            if (!shape.SequenceEqual(arrays[name].Shape))
            {
                throw new InvalidDataException(
                    $"The array '{name}' is {string.Join(" x ", arrays[name].Shape)}; it should be {string.Join(" x ", shape.ToArray())}.");
            }

            return values;
        }

        public override int[] ReadInts(string name) => Find<int>(name);

        public override long[] ReadLongs(string name) => Find<long>(name);

        private T[] Find<T>(string name) => arrays.GetValueOrDefault(name).Values switch
        {
            T[] values => values,
            null => throw new InvalidDataException($"The artifact has no array '{name}'; it has {string.Join(", ", arrays.Keys)}."),
            var other => throw new InvalidDataException($"The array '{name}' holds {other.GetType().GetElementType()!.Name}; it should hold {typeof(T).Name}."),
        };
    }
}
