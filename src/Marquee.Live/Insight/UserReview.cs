using Marquee.Data;

namespace Marquee.Live;

/// <summary>What there is of users, and which of them are odd. O(users), and the events of those who have some in the future.</summary>
internal sealed class UserReview
{
    public UserReview(LiveCounts counts, long future)
    {
        var paces = counts.Paces;
        Bots = new SuspectedBots(paces);
        for (var user = 0; user < counts.UserCount; user++)
        {
            var record = counts.RecordOf(user);
            if (IdMap.IsErasedId(record.Id))
            {
                Erased++;
                continue;
            }

            Count++;
            OptedOut += record.OptedOut ? 1 : 0;
            if (user < paces.Length)
            {
                Look(counts, user, record, paces[user], future);
            }
        }
    }

    public SuspectedBots Bots { get; }

    public int Count { get; }

    public int Erased { get; }

    public int OptedOut { get; }

    public long Earliest { get; private set; } = long.MaxValue;

    public long Latest { get; private set; } = long.MinValue;

    public long FutureEvents { get; private set; }

    public long RepeatedEvents { get; private set; }

    public Found Suspects { get; } = new();

    public Found Future { get; } = new();

    public Found Repeaters { get; } = new();

    public Found One { get; } = new();

    private void Look(LiveCounts counts, int user, User record, in Pace pace, long future)
    {
        (Earliest, Latest) = (Math.Min(Earliest, pace.Earliest), Math.Max(Latest, pace.Latest));
        if (pace.Latest > future)
        {
            Future.Add(record.Id);
            FutureEvents += counts.EventsAfter(user, future);
        }

        if (pace.Repeats > 0)
        {
            Repeaters.Add(record.Id);
            RepeatedEvents += pace.Repeats;
        }

        if (record.OptedOut)
        {
            // Nothing is learned from them, and they are suspected of nothing.
            return;
        }

        if (Bots.Suspects(pace))
        {
            Suspects.Add(record.Id);
        }

        if (pace.Events == 1)
        {
            One.Add(record.Id);
        }
    }
}
