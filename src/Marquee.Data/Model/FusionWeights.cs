namespace Marquee.Data;

/// <summary>How much each modality of an item counts in a vector that several were fused into, kept among the item's features: one number each, from 0 to 1, together 1, under the name <c>FUSED:MODALITY</c>.</summary>
/// <remarks>So they are written with the vector in one transaction, go wherever the item goes (both stores, exports, backups, the live service), and say themselves of which modality they are. A modality that an item lacks has none.</remarks>
public static class FusionWeights
{
    /// <summary>Stands between the names; the name of a fused vector cannot have it.</summary>
    public const char Separator = ':';

    /// <summary>The feature that holds the weight of a modality.</summary>
    /// <param name="fused">Name of the fused vector.</param>
    /// <param name="modality">Name of the modality.</param>
    public static string NameOf(string fused, string modality) => $"{fused}{Separator}{modality}";

    /// <summary>The weights in a vector of an item, by modality in ordinal order; none where it was not fused.</summary>
    /// <param name="features">The item's features.</param>
    /// <param name="fused">Name of the vector.</param>
    public static IReadOnlyList<KeyValuePair<string, float>> Of(FeatureMap features, string fused)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentException.ThrowIfNullOrEmpty(fused);
        return !features.TryGet(fused, out _)
            ? []
            : [.. features.Where(feature => IsOf(feature, fused)).Select(feature => KeyValuePair.Create(feature.Key[(fused.Length + 1)..], feature.Value.Span[0]))];
    }

    /// <summary>Whether a feature is such a weight and no vector: one number beside the vector that it belongs to.</summary>
    /// <param name="features">The item's features.</param>
    /// <param name="name">Name of one of them.</param>
    public static bool IsWeight(FeatureMap features, string name)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(name);
        return name.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end && end < name.Length - 1
            && features.TryGet(name, out var vector) && vector.Length == 1 && features.TryGet(name[..end], out _);
    }

    /// <summary>An item with a fused vector and its weights in the place of those that it had under that name.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fused">Name of the vector.</param>
    /// <param name="vector">The vector, which must not change any more; empty for none.</param>
    /// <param name="weights">The weight of each modality that the item has.</param>
    /// <exception cref="ArgumentException">The name of the vector has a <see cref="Separator"/>.</exception>
    public static Item Put(Item item, string fused, ReadOnlyMemory<float> vector, IEnumerable<KeyValuePair<string, float>> weights)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentException.ThrowIfNullOrEmpty(fused);
        ArgumentNullException.ThrowIfNull(weights);
        if (fused.Contains(Separator, StringComparison.Ordinal))
        {
            throw new ArgumentException($"A fused vector cannot be named '{fused}': what follows a colon names a modality.", nameof(fused));
        }

        var kept = item.Features.Where(feature => feature.Key != fused && !IsOf(feature, fused));
        return item with
        {
            Features = new FeatureMap(vector.IsEmpty
                ? kept
                : kept.Append(KeyValuePair.Create(fused, vector)).Concat(weights.Select(weight => KeyValuePair.Create(NameOf(fused, weight.Key), new ReadOnlyMemory<float>([weight.Value]))))),
        };
    }

    private static bool IsOf(KeyValuePair<string, ReadOnlyMemory<float>> feature, string fused) =>
        feature.Value.Length == 1 && feature.Key.Length > fused.Length + 1 && feature.Key[fused.Length] == Separator && feature.Key.StartsWith(fused, StringComparison.Ordinal);
}
