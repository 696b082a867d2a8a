using System.Collections.Concurrent;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>The modalities of the items of one catalogue: which features there are, what is near in each, how much each counts in what was fused. Used from several threads at once.</summary>
internal sealed class CatalogueMedia
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, (double Sum, int Items)>> _weights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ModalityVectors>> _vectors = new(StringComparer.Ordinal);

    /// <summary>Counts features and weights. O(features of all items).</summary>
    public CatalogueMedia(Catalogue catalogue)
    {
        Catalogue = catalogue;
        foreach (var features in catalogue.Items.Select(item => item.Features))
        {
            foreach (var (name, vector) in features)
            {
                if (vector.IsEmpty || FusionWeights.IsWeight(features, name))
                {
                    continue;
                }

                _counts[name] = _counts.GetValueOrDefault(name) + 1;
                foreach (var (modality, weight) in FusionWeights.Of(features, name))
                {
                    var sums = _weights.TryGetValue(name, out var known) ? known : _weights[name] = new SortedDictionary<string, (double Sum, int Items)>(StringComparer.Ordinal);
                    var (sum, items) = sums.GetValueOrDefault(modality);
                    sums[modality] = (sum + weight, items + 1);
                }
            }
        }
    }

    public Catalogue Catalogue { get; }

    /// <summary>What is known of one item.</summary>
    public ItemMedia Of(int item, int count, Func<int, bool> isAllowed)
    {
        var features = Catalogue[item].Features;
        var there = _counts.Where(feature => features.TryGet(feature.Key, out var vector) && !vector.IsEmpty).ToArray();
        return new ItemMedia(
            [.. there.Select(feature => Modality(item, features, feature.Key, count, isAllowed)).OrderBy(modality => modality.Weights.Count > 0)],
            [.. _counts.Except(there).Select(feature => new MissingModality(feature.Key, feature.Value))]);
    }

    private MediaModality Modality(int item, FeatureMap features, string name, int count, Func<int, bool> isAllowed)
    {
        features.TryGet(name, out var vector);
        var own = FusionWeights.Of(features, name).ToDictionary(StringComparer.Ordinal);
        ModalityWeight[] weights = own.Count == 0
            ? []
            : [.. _weights[name].Select(sum => new ModalityWeight(sum.Key, own.TryGetValue(sum.Key, out var weight) ? weight : null, sum.Value.Sum / sum.Value.Items))];
        var nearest = _vectors.GetOrAdd(name, _ => new Lazy<ModalityVectors>(() => ModalityVectors.Of(Catalogue.Items, name))).Value.Nearest(item, count, isAllowed);
        return new MediaModality(name, vector.Length, _counts[name], weights, [.. nearest.Select(near => new NearMedia(Catalogue[near.Item], near.Similarity))]);
    }
}
