using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>A model whose score of an item is a sum of what each entry of the history brought, and can be taken apart again.</summary>
public interface IExplains
{
    /// <summary>What made up the score of one item.</summary>
    /// <param name="history">The history that was scored.</param>
    /// <param name="item">An item that the model knows.</param>
    /// <returns>One contribution for each history entry that counted (and a baseline where the model has one), adding up to the score that <see cref="IRecommender"/> gives.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The model does not know the item.</exception>
    Explanation Explain(in History history, int item);
}
