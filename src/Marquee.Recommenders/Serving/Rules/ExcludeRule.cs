using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids the items of a list: what else is on the page, what the user does not want to see again.</summary>
/// <param name="items">Item indices, in any order.</param>
public sealed class ExcludeRule(ReadOnlyMemory<int> items) : ICandidateRule
{
    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates) => candidates.Remove(items.Span);
}
