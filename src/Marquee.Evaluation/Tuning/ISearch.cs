using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>A way of choosing what to try next.</summary>
public interface ISearch
{
    /// <summary>The name after <c>--search</c>.</summary>
    string Name { get; }

    /// <summary>What it does, in one line.</summary>
    string Summary { get; }

    /// <summary>Chooses a point to try. The same trials and the same chance give the same point.</summary>
    /// <param name="space">What may be chosen from.</param>
    /// <param name="trials">All trials so far.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>A place for each dimension; nothing where all that the search would try has been tried.</returns>
    double[]? Propose(SearchSpace space, IReadOnlyList<Trial> trials, SplittableRandom random);
}
