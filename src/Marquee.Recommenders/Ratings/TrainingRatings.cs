using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What rating models learn from: the rated pairs of a snapshot, or, where none is rated, all pairs with their weights for ratings.</summary>
internal sealed class TrainingRatings
{
    private readonly long[] _times;

    private TrainingRatings(SparseMatrix byUser, ReadOnlySpan<long> times, bool areWeights)
    {
        ByUser = byUser;
        _times = times.ToArray();
        ByItem = byUser.Transpose();
        AreWeights = areWeights;
        var (sum, minimum, maximum) = (0.0, float.PositiveInfinity, float.NegativeInfinity);
        foreach (var rating in byUser.Values)
        {
            sum += rating;
            (minimum, maximum) = (Math.Min(minimum, rating), Math.Max(maximum, rating));
        }

        Mean = Count == 0 ? 0 : sum / Count;
        Scale = Count == 0 ? default : new RatingScale(minimum, maximum);
    }

    /// <summary>Ratings, <c>users x items</c>.</summary>
    public SparseMatrix ByUser { get; }

    /// <summary>When each was given, in the order of <see cref="ByUser"/>; <see cref="EventLog.NoTime"/> where that is unknown.</summary>
    public ReadOnlySpan<long> Times => _times;

    /// <summary>Ratings, <c>items x users</c>.</summary>
    public SparseMatrix ByItem { get; }

    /// <summary>Whether these are weights, because nothing is rated.</summary>
    public bool AreWeights { get; }

    /// <summary>How many there are.</summary>
    public int Count => ByUser.NonZeros;

    /// <summary>Their mean; 0 where there are none.</summary>
    public double Mean { get; }

    /// <summary>The smallest and the largest; zeros where there are none.</summary>
    public RatingScale Scale { get; }

    /// <summary>The ratings of a snapshot. O(users + items + entries).</summary>
    public static TrainingRatings Of(Snapshot snapshot)
    {
        var all = snapshot.Interactions;
        if (all.Ratings.IsEmpty)
        {
            return new TrainingRatings(all.ByUser, all.Times, areWeights: true);
        }

        var ratings = all.Ratings.ToArray();
        var rated = all.Where(entry => !float.IsNaN(ratings[entry]));
        return new TrainingRatings(rated.ByUser.WithValues(rated.Ratings.ToArray()), rated.Times, areWeights: false);
    }
}
