using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>
/// Lets a list hold the groups (genres, languages, decades) in the proportions in which the history holds them: somebody who watches 70% romance and 30%
/// action gets both, and not romance alone.
/// </summary>
/// <remarks>
/// <para>
/// Source: Steck, Calibrated recommendations, RecSys 2018. The list is filled place by place with the candidate that makes
/// <c>(1 - strength) * sum of scores - strength * KL(p || q)</c> largest, the greedy solution that the paper proves to be near the best.
/// <c>p(g)</c> is the share of group <c>g</c> in the history, each entry counting by its weight, halved for every half-life of its age;
/// <c>q(g)</c> its share in the list, each place counting by <see cref="PositionDiscount"/>, mixed with a little of <c>p</c>. An item of several groups belongs to each in equal parts.
/// </para>
/// <para>
/// Where we differ: scores are standardised among the candidates (less their mean, in units of their standard deviation), so that a strength means the same for every model.
/// Histories in which nothing has a group are left as they are. O(places x candidates x groups of an item + places x groups).
/// </para>
/// </remarks>
public sealed class CalibratedReRanker : IReRanker
{
    private const double MillisecondsPerDay = 86_400_000;

    private readonly Grouping _groups;
    private readonly CalibratedOptions _options;

    /// <summary>Groups the catalogue.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="options">Strength, groups, smoothing.</param>
    /// <exception cref="OptionException">No item can be grouped so.</exception>
    public CalibratedReRanker(Snapshot snapshot, CalibratedOptions options)
        : this(ItemGroups.Of(snapshot, options.Items), options)
    {
    }

    /// <summary>Uses groups that are there already.</summary>
    /// <param name="groups">The groups of the items.</param>
    /// <param name="options">Strength and smoothing; its <see cref="CalibratedOptions.Items"/> is not looked at.</param>
    public CalibratedReRanker(Grouping groups, CalibratedOptions options)
    {
        _groups = groups;
        _options = options;
    }

    /// <summary>The items' groups.</summary>
    public Grouping Groups => _groups;

    /// <summary>The same with another strength.</summary>
    /// <param name="strength">Weight of calibration against relevance, 0 to 1.</param>
    public CalibratedReRanker With(double strength) => new(_groups, _options with { Strength = strength });

    /// <inheritdoc/>
    public int Depth(int count) => (int)Math.Min(int.MaxValue, (long)count * _options.Depth);

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> ReRank(in History history, IReadOnlyList<ScoredItem> candidates, int count)
    {
        var profile = Profile(history);
        if (_options.Strength == 0 || profile.Sum() is var total && total == 0)
        {
            return candidates;
        }

        for (var group = 0; group < profile.Length; group++)
        {
            profile[group] /= total;
        }

        var scores = StandardScores.Of(candidates);
        var discounts = PositionDiscount.First(Math.Min(count, candidates.Count));
        var exposure = new double[profile.Length];
        var logarithms = new double[profile.Length];
        var (filled, at) = (0.0, -1);
        return GreedyList.Fill(
            candidates,
            count,
            (rank, place) =>
            {
                if (at != place)
                {
                    at = place;
                    filled += discounts[place];
                    for (var group = 0; group < logarithms.Length; group++)
                    {
                        logarithms[group] = Logarithm(group, 0);
                    }
                }

                // Only the candidate's own groups change; what the others add to the divergence is the same for all candidates.
                var item = _groups.Of(candidates[rank].Item);
                var gain = 0.0;
                foreach (var group in item)
                {
                    gain += profile[group] * (Logarithm(group, discounts[place] / item.Length) - logarithms[group]);
                }

                return ((1 - _options.Strength) * scores[rank]) + (_options.Strength * gain);
            },
            (rank, place) => _groups.Add(candidates[rank].Item, discounts[place], exposure));

        double Logarithm(int group, double added) =>
            Math.Log(((1 - _options.Smoothing) * (exposure[group] + added) / filled) + (_options.Smoothing * Math.Max(profile[group], double.Epsilon)));
    }

    private double[] Profile(in History history)
    {
        var profile = new double[_groups.Names.Count];
        var times = history.Times;
        var now = history.Context.Now ?? Newest(times);
        for (var entry = 0; entry < history.Count; entry++)
        {
            var fading = _options.HalfLifeDays == 0 || times.IsEmpty || times[entry] == EventLog.NoTime
                ? 1
                : Math.Pow(0.5, Math.Max(0, now - times[entry]) / MillisecondsPerDay / _options.HalfLifeDays);
            _groups.Add(history.Items[entry], history.Weights[entry] * fading, profile);
        }

        return profile;
    }

    private static long Newest(ReadOnlySpan<long> times)
    {
        var newest = 0L;
        foreach (var time in times)
        {
            newest = Math.Max(newest, time);
        }

        return newest;
    }
}
