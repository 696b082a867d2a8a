using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids episodes that somebody cannot begin with: all that another one comes before, but for those that follow an episode they finished.</summary>
/// <remarks>So the first episode of a series may be recommended to anybody, and finishing one opens what follows. O(items / 64 + finished).</remarks>
/// <param name="series">The episodes of the catalogue.</param>
/// <param name="finished">Items that the user finished; what is no episode does not matter.</param>
public sealed class EpisodeRule(SeriesIndex series, ReadOnlyMemory<int> finished) : ICandidateRule
{
    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates)
    {
        var opened = new List<int>();
        foreach (var item in finished.Span)
        {
            if (series.Next(item) is >= 0 and var next && candidates.Contains(next))
            {
                opened.Add(next);
            }
        }

        candidates.Remove(series.Followers);
        foreach (var item in opened)
        {
            candidates.Restore(item);
        }
    }
}
