using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The side of the matrix (all items, or all users) whose factors stand while the other side is solved.</summary>
/// <remarks>
/// Source of the trick that makes all pairs as cheap as those that met: Hu, Koren and Volinsky, Collaborative Filtering for Implicit Feedback Datasets, 2008.
/// The sum over all pairs needs the factors only through their Gram matrix.
/// </remarks>
internal sealed class FixedSide
{
    public FixedSide(DenseMatrix factors, AlsObjective objective, int maxDegreeOfParallelism)
    {
        Factors = factors;
        Gram = new DenseMatrix(factors.Columns, factors.Columns);
        RankUpdate.OfColumns(factors, Gram, objective.UnobservedWeight, maxDegreeOfParallelism: maxDegreeOfParallelism);
    }

    /// <summary>One row of factors each.</summary>
    public DenseMatrix Factors { get; }

    /// <summary><c>unobservedWeight * transpose(Factors) * Factors</c>.</summary>
    public DenseMatrix Gram { get; }
}
