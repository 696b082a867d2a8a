using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What users had done at any moment of the past.</summary>
/// <remarks>The same as a snapshot of the events before the moment would say, user by user: O(events of the user) for each question, after sorting all events once.</remarks>
public sealed class HistoriesAt
{
    private readonly Snapshot _snapshot;
    private readonly int[] _offsets;
    private readonly int[] _order;
    private readonly KindWeight[] _rules;
    private readonly int _rating;
    private readonly int _impression;

    /// <summary>Sorts the events. O(events log).</summary>
    /// <param name="snapshot">All events, also those after the moments that will be asked about.</param>
    public HistoriesAt(Snapshot snapshot)
    {
        _snapshot = snapshot;
        var events = snapshot.Events;
        _rules = [.. events.KindNames.Select(snapshot.Weighting.RuleFor)];
        _rating = events.KindNames.ToList().IndexOf(InteractionKinds.Rating);
        _impression = events.KindNames.ToList().IndexOf(InteractionKinds.Impression);
        var (users, times) = (events.Users.ToArray(), events.Times.ToArray());
        _order = [.. Enumerable.Range(0, events.Count).OrderBy(e => users[e]).ThenBy(e => times[e])];
        _offsets = new int[snapshot.Users.Count + 1];
        foreach (var user in users)
        {
            _offsets[user + 1]++;
        }

        for (var user = 0; user < snapshot.Users.Count; user++)
        {
            _offsets[user + 1] += _offsets[user];
        }
    }

    /// <summary>What a user had done before a moment, and what they had dealt with in any way, liked or not.</summary>
    /// <param name="user">User index.</param>
    /// <param name="moment">The moment, in milliseconds since 1970 UTC; events without a time count as before it.</param>
    /// <param name="context">The circumstances of asking.</param>
    public (History History, int[] Seen) Of(int user, long moment, HistoryContext context)
    {
        if (_snapshot.Users[user].OptedOut)
        {
            return (new History(default, context: context), []);
        }

        var events = _snapshot.Events;
        var pairs = new SortedDictionary<int, (float Weight, long Time, float Rating)>();
        foreach (var e in _order.AsSpan(_offsets[user].._offsets[user + 1]))
        {
            var item = events.Items[e];
            if (events.Times[e] >= moment)
            {
                break;
            }

            if (item < 0 || events.Kinds[e] == _impression)
            {
                continue;
            }

            // An event that weighs nothing is no part of a history, but what it was about was seen.
            var weight = _rules[events.Kinds[e]].Weigh(events.Values[e], events.Progress[e]);
            var pair = pairs.GetValueOrDefault(item, (0, EventLog.NoTime, float.NaN));
            pairs[item] = weight == 0 ? pair : (
                pair.Weight + weight,
                Math.Max(pair.Time, events.Times[e]),
                events.Kinds[e] == _rating && float.IsFinite(events.Values[e]) ? events.Values[e] : pair.Rating);
        }

        var liked = pairs.Where(pair => pair.Value.Weight > 0).ToArray();
        var disliked = pairs.Where(pair => pair.Value.Weight < 0).ToArray();
        var binary = _snapshot.Weighting.Binary;
        var history = new History(
            Array.ConvertAll(liked, pair => pair.Key),
            Array.ConvertAll(liked, pair => binary ? 1 : pair.Value.Weight),
            Array.ConvertAll(liked, pair => pair.Value.Time),
            context);
        if (liked.Any(pair => !float.IsNaN(pair.Value.Rating)))
        {
            history = history.Rated(Array.ConvertAll(liked, pair => pair.Value.Rating));
        }

        if (disliked.Length > 0)
        {
            history = history.Disliking(Array.ConvertAll(disliked, pair => pair.Key), Array.ConvertAll(disliked, pair => binary ? 1 : -pair.Value.Weight));
        }

        return (history, [.. pairs.Keys]);
    }
}
