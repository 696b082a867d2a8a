using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>Forbids everything but the items of a set.</summary>
/// <param name="items">The items.</param>
internal sealed class OnlyRule(ItemMask items) : ICandidateRule
{
    public void Apply(in History history, CandidateSet candidates) => candidates.Keep(items);
}
