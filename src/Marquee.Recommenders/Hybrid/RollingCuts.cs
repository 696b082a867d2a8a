using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Moments of the past at which one may ask what came next.</summary>
internal static class RollingCuts
{
    /// <summary>How many cuts lie in the stretch that each of them asks for: nearer ones would ask nearly the same, farther ones tell of a longer past.</summary>
    private const int CutsPerStretch = 2;

    /// <summary>Splits at moments that lie evenly among the events, the latest first: what came before trains, what came in the stretch behind is asked for. Each is made when it is its turn.</summary>
    /// <param name="snapshot">The events.</param>
    /// <param name="cuts">How many moments at most; none where no event has a time.</param>
    /// <param name="share">Length of the stretch, as a share of all events.</param>
    public static IReadOnlyList<Func<Split>> Of(Snapshot snapshot, int cuts, double share)
    {
        if (!snapshot.Interactions.Times.ContainsAnyExcept(EventLog.NoTime))
        {
            return [];
        }

        double[] starts = [.. Enumerable.Range(0, cuts).Select(cut => 1 - share - cut * share / CutsPerStretch).Where(start => start > 0)];
        var begins = GlobalTimeCut.Moments(snapshot, starts);
        var ends = GlobalTimeCut.Moments(snapshot, [.. starts.Skip(1).Select(start => start + share)]);
        return
        [
            .. Enumerable.Range(0, starts.Length)
                .Where(cut => cut == 0 || begins[cut] != begins[cut - 1])
                .Select(cut => (Func<Split>)(() => (GlobalTimeCut.At(begins[cut]) with { Until = cut == 0 ? null : ends[cut - 1] }).Split(snapshot, seed: 0))),
        ];
    }
}
