using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>Reads the MovieLens sets for the suites.</summary>
internal static class MovieLensData
{
    /// <summary>Every rating trains and weighs as much as it has stars; a model's options say what it makes of that.</summary>
    public static InteractionWeighting Stars { get; } = new()
    {
        Kinds = new Dictionary<string, KindWeight> { [InteractionKinds.Rating] = new() { Scale = WeightScale.Value } },
        Other = new() { Weight = 0 },
    };

    public static Snapshot Read100K(string folder, InteractionWeighting weighting) => Read("movielens-100k", folder, weighting);

    public static Snapshot Read1M(string folder, InteractionWeighting weighting) => Read("movielens-1m", folder, weighting);

    /// <summary>MovieLens 1M without the ratings below a value: they are not there at all, so that no model can learn from them.</summary>
    public static Snapshot Read1MFrom(float minimumValue, string folder)
    {
        var all = Read1M(folder, InteractionWeighting.RatingsFrom(minimumValue));
        return all.WithEvents(all.Events.Where(e => all.Events.Values[e] >= minimumValue));
    }

    private static Snapshot Read(string format, string folder, InteractionWeighting weighting)
    {
        var builder = new SnapshotBuilder();
        DatasetFormats.Find(format).Read(folder, builder, ReadContext.Strict);
        return builder.Build(weighting);
    }
}
