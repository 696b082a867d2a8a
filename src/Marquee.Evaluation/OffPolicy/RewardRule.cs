using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What having shown an item is worth: the events with it that follow, and how much each kind of them counts.</summary>
/// <remarks>
/// An event counts for the last list that showed its item before it, at most <see cref="Window"/> before it, and for no other: who reloads a page ten times and watches
/// once has been served well once.
/// </remarks>
public sealed record RewardRule
{
    /// <summary>A watch of at least half, a thumb up or a place on the list, within 24 hours: 1, however many of them there are; everything else: nothing.</summary>
    public static RewardRule Default { get; } = new();

    /// <summary>How much each kind counts; the events of an item in a list are added up, and where this is binary a sum above 0 is 1 and any other is 0.</summary>
    public InteractionWeighting Weighting { get; init; } = new()
    {
        Kinds = new Dictionary<string, KindWeight>
        {
            [InteractionKinds.Watch] = new() { MinimumProgress = 0.5f },
            [InteractionKinds.ThumbUp] = new(),
            [InteractionKinds.ListAdd] = new(),
        },
        Other = new() { Weight = 0 },
        Binary = true,
    };

    /// <summary>How long after a list was served an event may still count for it; above 0. Default 24 hours.</summary>
    public TimeSpan Window
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(Window));
            field = value;
        }
    } = TimeSpan.FromHours(24);

    /// <summary>The reward that a sum of weights is.</summary>
    internal double Reward(double sum) => Weighting.Binary ? sum > 0 ? 1 : 0 : sum;
}
