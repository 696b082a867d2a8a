using System.Text.Json.Nodes;

namespace Marquee.Data;

/// <summary>The part of an artifact that <see cref="ArtifactWriter.Part"/> sets apart.</summary>
internal sealed class ArtifactPartWriter(ArtifactWriter whole, string name, JsonObject properties) : ArtifactWriter
{
    public override JsonObject Properties { get; } = properties;

    public override void Write(string array, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => whole.Write($"{name}-{array}", values, shape);

    public override void Write(string array, ReadOnlySpan<int> values) => whole.Write($"{name}-{array}", values);

    public override void Write(string array, ReadOnlySpan<long> values) => whole.Write($"{name}-{array}", values);
}
