using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What a blend holds out, round by round.</summary>
internal static class BlendSplits
{
    /// <summary>One split a round; rounds in which nobody is left to ask are left out.</summary>
    public static IEnumerable<Split> Of(Snapshot snapshot, BlendOptions options, ulong seed) =>
        (options.Validation switch
        {
            BlendValidation.Last => LastItems(snapshot, options.Rounds),
            BlendValidation.Recent when HasTimes(snapshot) => Stretches(snapshot, options),
            _ => Enumerable.Range(0, options.Rounds).Select(round => new RandomSplit(SplitBy.User, options.ValidationShare).Split(snapshot, seed + (ulong)round)),
        }).Where(split => split.Test.Users.Length > 0);

    private static bool HasTimes(Snapshot snapshot) => snapshot.Interactions.Times.ContainsAnyExcept(EventLog.NoTime);

    private static IEnumerable<Split> LastItems(Snapshot snapshot, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var split = new LeaveLastOut().Split(snapshot, seed: 0);
            yield return split;
            snapshot = split.Train;
        }
    }

    /// <summary>Cuts at the moment before which all but the latest share of the events lie, then drops what is behind the cut and cuts as many events earlier.</summary>
    private static IEnumerable<Split> Stretches(Snapshot snapshot, BlendOptions options)
    {
        for (var round = 0; round < options.Rounds; round++)
        {
            // The same number of events in each round: a share of all, not of what is left.
            var share = options.ValidationShare / (1 - round * options.ValidationShare);
            if (share >= 1 || !HasTimes(snapshot))
            {
                yield break;
            }

            var split = GlobalTimeCut.AtQuantile(1 - share).Split(snapshot, seed: 0);
            yield return split;
            snapshot = split.Train;
        }
    }
}
