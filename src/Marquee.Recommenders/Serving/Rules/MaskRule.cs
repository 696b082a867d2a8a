using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids the items of a set that was made before: what a whole catalogue says the same of.</summary>
/// <remarks>O(items / 64).</remarks>
/// <param name="forbidden">The items.</param>
public sealed class MaskRule(ItemMask forbidden) : ICandidateRule
{
    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates) => candidates.Remove(forbidden);
}
