using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids hidden items.</summary>
/// <param name="items">The catalogue by item index.</param>
public sealed class HiddenRule(IReadOnlyList<Item> items) : ICandidateRule
{
    private readonly ItemMask _hidden = new(Enumerable.Range(0, items.Count).Where(item => items[item].Hidden));

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates) => candidates.Remove(_hidden);
}
