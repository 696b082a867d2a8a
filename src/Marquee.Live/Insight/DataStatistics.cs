namespace Marquee.Live;

/// <summary>What a service holds, and what is odd about it.</summary>
public sealed record DataStatistics
{
    /// <summary>Number of users.</summary>
    public required int Users { get; init; }

    /// <summary>Number of items.</summary>
    public required int Items { get; init; }

    /// <summary>Number of interactions.</summary>
    public required long Interactions { get; init; }

    /// <summary>Interactions by kind, most frequent first.</summary>
    public required IReadOnlyList<KindCount> Kinds { get; init; }

    /// <summary>When the first one happened; null where none has a time.</summary>
    public DateTimeOffset? FirstTime { get; init; }

    /// <summary>When the last one happened.</summary>
    public DateTimeOffset? LastTime { get; init; }

    /// <summary>Interactions by day (UTC), or by so many days as <see cref="DaysPerPoint"/> says, from the first to the last.</summary>
    public required IReadOnlyList<(DateOnly From, long Count)> PerDay { get; init; }

    /// <summary>How many days each point of <see cref="PerDay"/> has: 1 unless that were more than 400 points.</summary>
    public int DaysPerPoint { get; init; } = 1;

    /// <summary>Share of all pairs of a user and an item in which the user watched it, 0 to 1; null where there are none.</summary>
    public double? Density { get; init; }

    /// <summary>Share of those pairs that the most watched tenth of all items has; null where there are none.</summary>
    public double? TopShare { get; init; }

    /// <summary>Items that are not hidden and that nobody watched.</summary>
    public required int ItemsNeverSeen { get; init; }

    /// <summary>Users with one interaction, impressions left out, less those who opted out.</summary>
    public required int UsersWithOneEvent { get; init; }

    /// <summary>Users who asked not to be profiled.</summary>
    public required int OptedOut { get; init; }

    /// <summary>Users who were erased.</summary>
    public required int Erased { get; init; }

    /// <summary>What is odd, what weighs most first.</summary>
    public required IReadOnlyList<DataWarning> Warnings { get; init; }
}
