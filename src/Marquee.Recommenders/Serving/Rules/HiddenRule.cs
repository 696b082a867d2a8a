using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Forbids hidden items.</summary>
/// <remarks>O(items / 64).</remarks>
public sealed class HiddenRule : ICandidateRule
{
    private readonly ItemMask _hidden;

    /// <summary>Notes which items are hidden.</summary>
    /// <param name="items">The catalogue by item index.</param>
    public HiddenRule(IReadOnlyList<Item> items) => _hidden = new ItemMask(Enumerable.Range(0, items.Count).Where(item => items[item].Hidden));

    private HiddenRule(ItemMask hidden) => _hidden = hidden;

    /// <summary>The rule of a changed catalogue. O(items / 64 + changed).</summary>
    /// <param name="items">The catalogue now: as long as before, or longer.</param>
    /// <param name="changed">The items that are new or other than before.</param>
    public HiddenRule With(IReadOnlyList<Item> items, IReadOnlyCollection<int> changed) =>
        new(_hidden.With([.. changed.Select(item => KeyValuePair.Create(item, items[item].Hidden))]));

    /// <inheritdoc/>
    public void Apply(in History history, CandidateSet candidates) => candidates.Remove(_hidden);
}
