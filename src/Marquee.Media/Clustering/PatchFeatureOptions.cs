namespace Marquee.Media;

/// <summary>How <see cref="PatchFeatures"/> learn.</summary>
public sealed record PatchFeatureOptions
{
    /// <summary>Height and width of a patch, at least 2. Default 6.</summary>
    public int PatchSize { get; init; } = 6;

    /// <summary>Centroids, at least 1: an example's vector has four times as many numbers. Default 400; the source's best is 4,000.</summary>
    public int Centroids { get; init; } = 400;

    /// <summary>Patches to learn from, at least as many as centroids. Default 100,000.</summary>
    public int Patches { get; init; } = 100_000;

    /// <summary>Rounds of k-means, at least 1. Default 20; it ends earlier where no patch changes its centroid.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Added to the variance of a patch before it is brought to 1, above 0: patches without contrast stay small. Default 10 / 255^2, for numbers from 0 to 1.</summary>
    public double ContrastFloor { get; init; } = 10.0 / (255 * 255);

    /// <summary>Added to the variances that whitening brings to 1, above 0. Default 0.1.</summary>
    public double WhiteningFloor { get; init; } = 0.1;

    /// <summary>Seed of which patches. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    internal void Validate(PlaneShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PatchSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Centroids, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patches, Centroids);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ContrastFloor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WhiteningFloor);
        if (Math.Min(shape.Height, shape.Width) <= PatchSize)
        {
            throw new ArgumentException($"Patches of {PatchSize} x {PatchSize} are cut from larger planes than {shape}.");
        }
    }
}
