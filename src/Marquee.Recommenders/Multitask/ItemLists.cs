namespace Marquee.Recommenders;

/// <summary>Some lists of indices, one behind the other.</summary>
/// <param name="offsets">Where each list starts, and behind the last where it ends.</param>
/// <param name="items">The indices.</param>
/// <param name="values">A value for each of them; nothing for all 1.</param>
internal readonly ref struct ItemLists(ReadOnlySpan<int> offsets, ReadOnlySpan<int> items, ReadOnlySpan<float> values = default)
{
    /// <summary>Where each list starts, and behind the last where it ends.</summary>
    public ReadOnlySpan<int> Offsets { get; } = offsets;

    /// <summary>The indices.</summary>
    public ReadOnlySpan<int> Items { get; } = items;

    /// <summary>Their values.</summary>
    public ReadOnlySpan<float> Values { get; } = values;
}
