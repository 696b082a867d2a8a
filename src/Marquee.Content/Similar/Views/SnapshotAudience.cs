using Marquee.Data;

namespace Marquee.Content;

/// <summary>Who met which items of a snapshot.</summary>
internal sealed class SnapshotAudience(InteractionMatrix interactions) : IItemAudience
{
    /// <inheritdoc/>
    public int CountOf(int item) => interactions.ByItem.RowLength(item);

    /// <inheritdoc/>
    public ReadOnlySpan<int> ViewersOf(int item) => interactions.ByItem.RowIndices(item);

    /// <inheritdoc/>
    public ReadOnlySpan<int> ItemsOf(int viewer) => interactions.ByUser.RowIndices(viewer);
}
