using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// Raises a group of items that gets too little exposure towards a share of each list: its share of the user's history, its share of the catalogue, or a given one. A list that has
/// enough of the group stays as it is.
/// </summary>
/// <remarks>
/// <para>
/// The list is filled place by place with the candidate of the highest standardised score, where items of the group count <c>strength</c> more as long as the share that they have of the
/// exposure so far would come nearer to the target by taking the place. Exposure of a place: <see cref="PositionDiscount"/>. The answer depends on the request only.
/// </para>
/// <para>
/// Sources: that the group must have its share in every beginning of the list is the rule of FA*IR (Zehlike et al., CIKM 2017); there it is a minimum whatever it costs, which is what a large
/// strength comes to here. A fixed price in units of relevance is the multiplier of the exposure constraint of Singh and Joachims (KDD 2018): among all ways of giving the group as much exposure it takes
/// the places that cost least relevance. With <c>target=1</c> the price is paid in every place.
/// </para>
/// <para>O(places x candidates + history).</para>
/// </remarks>
public sealed class ExposureReRanker : IReRanker
{
    private readonly Grouping _groups;
    private readonly ExposureOptions _options;
    private readonly double? _target;

    /// <summary>Groups the catalogue.</summary>
    /// <param name="snapshot">The catalogue; its interactions say how popular an item is.</param>
    /// <param name="options">What to raise, how far and at which price.</param>
    /// <exception cref="OptionException">The group names no value, no item is in it, or the target is none.</exception>
    public ExposureReRanker(Snapshot snapshot, ExposureOptions options)
        : this(ItemGroups.Of(snapshot, options.Raise), options)
    {
    }

    /// <summary>Uses groups that are there already.</summary>
    /// <param name="groups">Two groups, the first of which is raised.</param>
    /// <param name="options">How far and at which price; its <see cref="ExposureOptions.Raise"/> is not looked at.</param>
    /// <exception cref="OptionException">The groups are not two, or the target is none.</exception>
    public ExposureReRanker(Grouping groups, ExposureOptions options)
    {
        if (Grouping.Split(groups.Selector).Value is null)
        {
            throw new OptionException($"'raise' is '{groups.Selector}', which is not one group; write ATTRIBUTE=VALUE or ATTRIBUTE!=VALUE, such as {groups.Selector}={groups.Names[0]}.");
        }

        _groups = groups;
        _options = options;
        _target = options.Target switch
        {
            "profile" => null,
            "catalogue" => CatalogueShare(groups),
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 => share,
            var text => throw new OptionException($"Option 'target' is '{text}'; it must be profile, catalogue or a number from 0 to 1."),
        };
    }

    /// <summary>The items' groups; the first is raised.</summary>
    public Grouping Groups => _groups;

    /// <summary>Towards what it is raised: <c>profile</c>, <c>catalogue</c> or a number.</summary>
    public string Target => _options.Target;

    /// <summary>The share aimed at in the list of a user; NaN where it is that of a history which has no item with a group.</summary>
    public double TargetFor(in History history)
    {
        if (_target is { } fixedShare)
        {
            return fixedShare;
        }

        var (raised, all) = (0, 0);
        foreach (var item in history.Items)
        {
            var groups = _groups.Of(item);
            all += groups.Length;
            raised += groups is [0] ? 1 : 0;
        }

        return all == 0 ? double.NaN : raised / (double)all;
    }

    /// <inheritdoc/>
    public int Depth(int count) => (int)Math.Min(int.MaxValue, (long)count * _options.Depth);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
    {
        var target = TargetFor(history);
        if (_options.Strength == 0 || double.IsNaN(target))
        {
            return candidates;
        }

        var scores = StandardScores.Of(candidates);
        var discounts = PositionDiscount.First(Math.Min(count, candidates.Count));
        var (raised, all) = (0.0, 0.0);
        return GreedyList.Fill(
            candidates,
            count,
            (rank, place) => scores[rank] + (IsRaised(rank) && Lacks(place) ? _options.Strength : 0),
            (rank, place) =>
            {
                raised += IsRaised(rank) ? discounts[place] : 0;
                all += discounts[place];
            });

        bool IsRaised(int rank) => _groups.Of(candidates[rank].Item) is [0];

        // With the place the group would have at most as much above its target as it lacks without it.
        bool Lacks(int place) => (target * (all + discounts[place])) - raised >= discounts[place] / 2;
    }

    private static double CatalogueShare(Grouping groups) => groups.Shares([.. Enumerable.Range(0, groups.Members)])[0];
}
