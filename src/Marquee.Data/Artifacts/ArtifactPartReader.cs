using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>The part of an artifact that <see cref="ArtifactReader.Part"/> looks at.</summary>
internal sealed class ArtifactPartReader(ArtifactReader whole, string name, JsonObject properties) : ArtifactReader
{
    public override JsonObject Properties { get; } = properties;

    public override Memory<float> ReadFloats(string array, params ReadOnlySpan<int> shape) => whole.ReadFloats($"{name}-{array}", shape);

    public override int[] ReadInts(string array) => whole.ReadInts($"{name}-{array}");

    public override long[] ReadLongs(string array) => whole.ReadLongs($"{name}-{array}");
}
