using System.Globalization;

namespace Marquee.Recommenders;

/// <summary>The features by which a ranker tells the best items of a blend apart; one row for each item.</summary>
/// <remarks>
/// First what the blend and its members say (standardised scores of the history), then what is known of item and user together: popularity in several stretches and among those who came back, trends, since
/// when the item is there and whether it is new since the user's last visit, its release, its categories beside the user's; then the user alone. What is not known is NaN. The score never falls as the
/// blend's, a member's or a popularity grows.
/// </remarks>
/// <param name="trends">What is known of the items.</param>
/// <param name="members">What to call the members of the blend.</param>
internal sealed class RankerFeatures(ItemTrends trends, IReadOnlyList<string> members)
{
    /// <summary>Which of the blend's best stands for what one must beat to be seen.</summary>
    public const int PlaceToBeat = 10;

    /// <summary>What an explanation calls the distance to the head.</summary>
    public const string Beneath = "not among the best before re-ranking";

    private const int TrendCount = 2;
    private const int AgeCount = 6;
    private const int CategoryCount = 2;
    private const int VisitCount = 4;

    private static readonly string[] OfBlend = ["its place in the blend", "its lead in the blend"];

    private static readonly string[] OfPair =
    [
        .. ItemTrends.Windows.Select(days => days switch
        {
            1 => "popular today",
            int.MaxValue => "popular of old",
            _ => string.Create(CultureInfo.InvariantCulture, $"popular for {days} days"),
        }),
        .. ItemTrends.ReturningWindows.Select(days => string.Create(CultureInfo.InvariantCulture, $"popular for {days} days with those who come back")),
        "its trend this week", "its trend this month", "how long it has been watched", "when it was watched last", "new since the last visit", "its release", "released since the last visit",
        "its age beside what was watched", "its categories", "its categories beside the last visit's", "length of the history", "time since the last visit", "time since the first visit",
        "length of the last visit",
    ];

    /// <summary>Number of features that depend on the pair of user and item only, behind those of blend and members.</summary>
    public static int PairCount => OfPair.Length;

    /// <summary>What is known of the items.</summary>
    public ItemTrends Trends => trends;

    /// <summary>What to call the members.</summary>
    public IReadOnlyList<string> Members => members;

    /// <summary>Number of features.</summary>
    public int Count => PairStart + PairCount;

    /// <summary>Where the features of the pair begin.</summary>
    public int PairStart => OfBlend.Length + members.Count;

    /// <summary>A phrase for each feature.</summary>
    public IReadOnlyList<string> Names => [.. OfBlend, .. members, .. OfPair];

    /// <summary>For each feature the phrase under which an explanation adds it up with others.</summary>
    public IReadOnlyList<string> Groups =>
    [
        .. Enumerable.Repeat("how the models rank it", PairStart),
        .. Enumerable.Repeat("how popular it is lately", ItemTrends.Windows.Length + ItemTrends.ReturningWindows.Length + TrendCount),
        .. Enumerable.Repeat("how new it is", AgeCount),
        .. Enumerable.Repeat("its categories", CategoryCount),
        .. Enumerable.Repeat("when you were here", VisitCount),
    ];

    /// <summary>1 where the score must not fall as the feature grows, else 0.</summary>
    public IReadOnlyList<int> Monotone => [.. Enumerable.Range(0, Count).Select(feature => feature < PairStart + ItemTrends.Windows.Length + ItemTrends.ReturningWindows.Length ? 1 : 0)];

    /// <summary>Fills in what the blend says.</summary>
    /// <param name="blended">The item's score in the blend.</param>
    /// <param name="toBeat">That of the item at <see cref="PlaceToBeat"/>.</param>
    /// <param name="row">The features.</param>
    public static void FillBlend(float blended, float toBeat, Span<float> row) => (row[0], row[1]) = (blended, blended - toBeat);

    /// <summary>Fills in what is known of user and item; <see cref="PairCount"/> features.</summary>
    public static void FillPair(ItemTrends trends, Asker asker, int item, Span<float> row)
    {
        var popularity = trends.Popularity(item);
        popularity.CopyTo(row);
        var at = popularity.Length;
        var (week, month, quarter) = (popularity[Array.IndexOf(ItemTrends.Windows, 7)], popularity[Array.IndexOf(ItemTrends.Windows, 30)], popularity[Array.IndexOf(ItemTrends.Windows, 90)]);
        var watched = trends.DaysSinceFirst(item) + asker.SinceNewest;
        var released = trends.DaysSinceRelease(item) + asker.SinceNewest;
        row[at++] = week - month;
        row[at++] = month - quarter;
        row[at++] = watched;
        row[at++] = trends.DaysSinceLast(item) + asker.SinceNewest;
        row[at++] = asker.SinceLastVisit - watched;
        row[at++] = released;
        row[at++] = asker.SinceLastVisit - released;
        row[at++] = (float)Asker.AgeOf(released) - asker.UsualAge;
        row[at++] = asker.AffinityTo(trends.CategoriesOf(item));
        row[at++] = asker.RecentAffinityTo(trends.CategoriesOf(item));
        row[at++] = asker.Count;
        row[at++] = asker.SinceLastVisit;
        row[at++] = asker.SinceFirstVisit;
        row[at] = asker.OfLastDay;
    }
}
