namespace Marquee.Recommenders;

/// <summary>
/// Finds the factors <c>x</c> of one user (or item) given those of the other side:
/// <c>(Gram + penalty I + sum over e of w_e y_e y_e^T) x = sum over e of w_e y_e</c>.
/// For one thread; allocates nothing after its making.
/// </summary>
internal abstract class RowSolver
{
    /// <summary>Solves one row.</summary>
    /// <param name="columns">What it met, as rows of the other side's factors; at least one, within bounds.</param>
    /// <param name="weights">Weight of each.</param>
    /// <param name="penalty">What is added to the diagonal.</param>
    /// <param name="factors">The factors before, where the solver is approximate; receives the solution.</param>
    public abstract void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, float penalty, Span<float> factors);

    /// <summary>A solver for one thread.</summary>
    public static RowSolver Create(FixedSide other, AlsOptions options) => options.Solver switch
    {
        AlsSolver.ConjugateGradient => new ConjugateGradientRowSolver(other, options.Steps),
        AlsSolver.BlockCoordinate when options.BlockSize < options.Factors => new BlockCoordinateRowSolver(other, options.BlockSize),
        _ => new CholeskyRowSolver(other),
    };
}
