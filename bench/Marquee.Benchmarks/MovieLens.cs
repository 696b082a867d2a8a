using Marquee.Data;

namespace Marquee.Benchmarks;

/// <summary>MovieLens 1M with every rating as a positive of weight 1: 6,040 users, 3,706 items, 1,000,209 interactions.</summary>
internal static class MovieLens
{
    public static InteractionMatrix Read1M(BenchmarkOptions options) => ReadSnapshot1M(options).Interactions;

    public static Snapshot ReadSnapshot1M(BenchmarkOptions options)
    {
        var snapshot = Read(options, "ratings.dat");
        Console.WriteLine($"MovieLens 1M: {snapshot.Interactions}; {Environment.ProcessorCount} threads.");
        return snapshot;
    }

    /// <summary>The same with films and users: 3,883 items, 177 of which no one rated.</summary>
    public static Snapshot ReadWhole1M(BenchmarkOptions options) => Read(options, string.Empty);

    private static Snapshot Read(BenchmarkOptions options, string file)
    {
        var builder = new SnapshotBuilder();
        DatasetFormats.Find("movielens-1m").Read(Path.Combine(options.DataDirectory, "movielens-1m", file), builder, ReadContext.Strict);
        var snapshot = builder.Build(InteractionWeighting.Everything);
        // The first question transposes; that is no part of what is measured.
        _ = snapshot.Interactions.ByItem;
        return snapshot;
    }
}
