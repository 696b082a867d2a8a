namespace Marquee.Content;

/// <summary>Who watches which items: what the view of the audience compares. Viewers who opted out are not in it.</summary>
public interface IItemAudience
{
    /// <summary>How many watch an item; 0 for one that it does not know.</summary>
    /// <param name="item">Item index.</param>
    int CountOf(int item);

    /// <summary>Who watches an item, each once; nobody for one that it does not know.</summary>
    /// <param name="item">Item index.</param>
    /// <returns>Viewers by number, ascending.</returns>
    ReadOnlySpan<int> ViewersOf(int item);

    /// <summary>What somebody watches, each item once.</summary>
    /// <param name="viewer">One of those that <see cref="ViewersOf"/> names.</param>
    ReadOnlySpan<int> ItemsOf(int viewer);
}
