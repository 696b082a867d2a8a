using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Items by their tags: each tag has a learned vector, near those that stand beside the same tags, and an item is the sum of those of its tags, common ones counting less.</summary>
/// <remarks>Tags are labels, categories, people, countries, language and kind; they are learned as words are, by <see cref="WordVectorTrainer"/>, an item being a text in which all stand beside each other.</remarks>
public static class TagEncoder
{
    private const int MostTags = 64;

    /// <summary>How tags are learned where nothing is said.</summary>
    public static WordVectorOptions Defaults { get; } = new() { Dimensions = 64, MinimumCount = 2, Buckets = 0, Window = MostTags, Epochs = 20, SubsamplingShare = 1e-2 };

    /// <summary>Learns the tags of items and embeds the items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="options">How tags are learned; <see cref="Defaults"/> where nothing is said.</param>
    /// <param name="withCategories">Whether categories are tags too.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops between items.</param>
    /// <exception cref="ArgumentException">No tag is had by as many items as asked.</exception>
    public static ItemEmbedding Embed(
        IReadOnlyList<Item> items, WordVectorOptions? options = null, bool withCategories = true, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        options = (options ?? Defaults) with { Buckets = 0 };
        IReadOnlyList<string>[] tags = [.. items.Select(item => TagsOf(item, withCategories).Distinct().ToArray())];
        var vocabulary = SubwordVocabulary.Count(tags, options);
        var vectors = WordVectorTrainer.Train(tags, vocabulary, options, progress, cancellationToken);
        var result = new DenseMatrix(items.Count, vectors.Dimensions);
        for (var item = 0; item < items.Count; item++)
        {
            int[] known = [.. tags[item].Select(vocabulary.IndexOf).Where(tag => tag >= 0)];
            foreach (var tag in known)
            {
                // Common tags say less.
                var share = (double)vocabulary.Counts[tag] / items.Count;
                VectorLoops.AddScaled((float)(1 / (1 + (10 * share))), vectors.Units.Row(tag), result.Row(item));
            }
        }

        return new ItemEmbedding(ItemEmbedding.Tags, new IdMap(items.Select(item => item.Id)), result);
    }

    private static IEnumerable<string> TagsOf(Item item, bool withCategories)
    {
        foreach (var category in withCategories ? item.Categories : [])
        {
            yield return $"category: {category}";
        }

        foreach (var label in item.Labels)
        {
            yield return $"label: {label}";
        }

        foreach (var person in item.People)
        {
            yield return $"person: {person.Name}";
        }

        foreach (var country in item.Countries)
        {
            yield return $"country: {country}";
        }

        if (item.Language is { } language)
        {
            yield return $"language: {language}";
        }

        if (item.Kind is { } kind)
        {
            yield return $"kind: {kind}";
        }
    }
}
