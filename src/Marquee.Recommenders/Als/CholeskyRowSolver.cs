using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The exact solution.</summary>
internal sealed unsafe class CholeskyRowSolver(FixedSide other) : RowSolver
{
    private readonly PositiveDefiniteSystem _system = new(other.Factors.Columns);

    /// <inheritdoc/>
    protected override void SolveSplit(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> pulls, float penalty, Span<float> factors)
    {
        Build(columns, sizes, penalty);
        fixed (float* first = other.Factors.Span)
        {
            _system.AddToRightSide(first, other.Factors.Columns, columns, pulls);
        }

        _system.Solve(factors);
    }

    /// <summary>Solves a row that another solver has taken apart and could not solve.</summary>
    public void SolveAgain(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> pulls, float penalty, Span<float> factors) =>
        SolveSplit(columns, sizes, pulls, penalty, factors);

    /// <summary>Solves the same system for another right side.</summary>
    public void Solve(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, float penalty, ReadOnlySpan<float> rightSide, Span<float> solution)
    {
        Split(weights, out var sizes, out _);
        Build(columns, sizes, penalty);
        rightSide.CopyTo(_system.RightSide);
        _system.Solve(solution);
    }

    private void Build(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, float penalty)
    {
        _system.Reset(other.Gram, penalty);
        _system.AddOuterProducts(other.Factors, columns, sizes);
    }
}
