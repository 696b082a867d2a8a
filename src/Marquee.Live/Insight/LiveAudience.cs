using Marquee.Content;

namespace Marquee.Live;

/// <summary>Who watches which items now. For one thread at a time, until the counts are brought up to date.</summary>
internal sealed class LiveAudience(LiveCounts counts) : IItemAudience
{
    /// <inheritdoc/>
    public int CountOf(int item) => item < counts.Viewers.Length ? counts.Viewers[item] : 0;

    /// <inheritdoc/>
    public ReadOnlySpan<int> ViewersOf(int item) => counts.ViewersOf(item);

    /// <inheritdoc/>
    public ReadOnlySpan<int> ItemsOf(int viewer) => counts.ItemsOf(viewer);
}
