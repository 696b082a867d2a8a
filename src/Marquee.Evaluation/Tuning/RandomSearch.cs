using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Draws every trial evenly from the whole space.</summary>
/// <remarks>Source: Bergstra and Bengio, Random Search for Hyper-Parameter Optimization, JMLR 2012: where few of the options matter it is far ahead of a grid, and it cannot be led astray.</remarks>
public sealed class RandomSearch : ISearch
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public string Summary => "draws evenly from the ranges, and learns nothing from earlier trials";

    /// <inheritdoc/>
    public double[] Propose(SearchSpace space, IReadOnlyList<Trial> trials, SplittableRandom random) => space.Draw(random);
}
