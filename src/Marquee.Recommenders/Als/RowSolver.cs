namespace Marquee.Recommenders;

/// <summary>
/// Finds the factors <c>x</c> of one user (or item) given those of the other side:
/// <c>(Gram + penalty I + sum over e of |w_e| y_e y_e^T) x = sum over e of max(w_e, 0) y_e</c>. An entry of negative weight was rejected: it should come out at 0, which matters as much as
/// the size of its weight says. For one thread; allocates only to grow.
/// </summary>
internal abstract class RowSolver
{
    private float[] _sizes = [];
    private float[] _pulls = [];

    /// <summary>Solves one row.</summary>
    /// <param name="columns">What it met, as rows of the other side's factors; at least one, within bounds.</param>
    /// <param name="weights">Weight of each; negative for what was rejected.</param>
    /// <param name="penalty">What is added to the diagonal.</param>
    /// <param name="factors">The factors before, where the solver is approximate; receives the solution.</param>
    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, float penalty, Span<float> factors)
    {
        Split(weights, out var sizes, out var pulls);
        SolveSplit(columns, sizes, pulls, penalty, factors);
    }

    /// <summary>A solver for one thread.</summary>
    public static RowSolver Create(FixedSide other, AlsOptions options) => options.Solver switch
    {
        AlsSolver.ConjugateGradient => new ConjugateGradientRowSolver(other, options.Steps),
        AlsSolver.BlockCoordinate when options.BlockSize < options.Factors => new BlockCoordinateRowSolver(other, options.BlockSize),
        _ => new CholeskyRowSolver(other),
    };

    /// <summary>Solves one row.</summary>
    /// <param name="columns">What it met.</param>
    /// <param name="sizes">How much each entry matters.</param>
    /// <param name="pulls">The same where the entry should come out at 1, and 0 where it should come out at 0; the very same span as <paramref name="sizes"/> where nothing was rejected.</param>
    /// <param name="penalty">What is added to the diagonal.</param>
    /// <param name="factors">The factors before, where the solver is approximate; receives the solution.</param>
    protected abstract void SolveSplit(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> pulls, float penalty, Span<float> factors);

    /// <summary>Takes weights apart into how much each entry matters and how much it pulls towards 1. Good until the next call.</summary>
    protected void Split(ReadOnlySpan<float> weights, out ReadOnlySpan<float> sizes, out ReadOnlySpan<float> pulls)
    {
        if (!weights.ContainsAnyInRange(float.NegativeInfinity, -float.Epsilon))
        {
            sizes = pulls = weights;
            return;
        }

        if (_sizes.Length < weights.Length)
        {
            _sizes = new float[2 * weights.Length];
            _pulls = new float[2 * weights.Length];
        }

        for (var entry = 0; entry < weights.Length; entry++)
        {
            _sizes[entry] = Math.Abs(weights[entry]);
            _pulls[entry] = Math.Max(weights[entry], 0);
        }

        sizes = _sizes.AsSpan(0, weights.Length);
        pulls = _pulls.AsSpan(0, weights.Length);
    }
}
