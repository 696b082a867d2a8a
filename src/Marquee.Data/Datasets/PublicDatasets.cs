namespace Marquee.Data;

/// <summary>A catalogue of public data sets.</summary>
/// <param name="all">The data sets.</param>
public sealed class PublicDatasets(IReadOnlyList<PublicDataset> all)
{
    /// <summary>The data sets that Marquee knows.</summary>
    /// <remarks>
    /// Sizes and SHA-256 checksums of MovieLens are those that TensorFlow Datasets records; the ids of files in git repositories are those of the commit in their address.
    /// </remarks>
    public static PublicDatasets Known { get; } = new([.. KnownDatasets.MovieLens, .. KnownDatasets.Lists]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<PublicDataset> All { get; } = all;

    /// <summary>The data set of a name.</summary>
    /// <exception cref="ArgumentException">There is no such data set; the message lists those there are.</exception>
    public PublicDataset Find(string name) =>
        All.FirstOrDefault(dataset => dataset.Name == name)
        ?? throw new ArgumentException($"There is no data set '{name}'; the data sets are {string.Join(", ", All.Select(dataset => dataset.Name))}.", nameof(name));
}
