using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>What an item would bring at a place. Immutable; asked from many threads at once.</summary>
public interface IRewardModel
{
    /// <summary>What it expects for whom, when and where a list was served.</summary>
    /// <param name="served">The list.</param>
    /// <returns>The expected reward of a place, from 0, and the index of any item, served or not.</returns>
    Func<int, int, double> For(ServedList served);
}
