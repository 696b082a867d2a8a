using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// The solution to single precision in a few steps: conjugate gradients, preconditioned by the inverse of what all rows have in common, <c>(Gram + commonPenalty I)^-1</c>.
/// </summary>
/// <remarks>
/// <para>A history changes that matrix by a few directions only, so some six steps suffice where the exact solver takes <c>n d^2 + d^3 / 3</c> operations; a step takes <c>4 n d + 2 d^2</c>.
/// The product of <c>Gram + commonPenalty I</c> with each direction is carried along with the direction and costs nothing. Where the steps do not get there (weights that dwarf all else), the exact
/// solver does.</para>
/// <para>Source of preconditioned conjugate gradients: Saad, Iterative Methods for Sparse Linear Systems, 2003, section 9.2.</para>
/// </remarks>
internal sealed unsafe class PreconditionedRowSolver : RowSolver
{
    // Squared length of what is left, by the preconditioner's measure, beside what there was: scores are then good to some five digits.
    private const float Tolerance = 1e-11f;
    private const int MostSteps = 32;

    // With fewer factors the exact solver is faster.
    private const int FewestFactors = 96;

    private readonly FixedSide _other;
    private readonly DenseMatrix _inverse;
    private readonly float _commonPenalty;
    private readonly int _size;
    private readonly RowKernel _kernel = MatrixKernels.Default.Row;
    private readonly GatheredRows _rows;
    private readonly AlignedMemory _memory;
    private readonly float* _solution;
    private readonly float* _residual;
    private readonly float* _preconditioned;
    private readonly float* _direction;
    private readonly float* _commonProduct;
    private readonly float* _product;
    private readonly CholeskyRowSolver _exact;

    public PreconditionedRowSolver(FixedSide other, DenseMatrix inverse, float commonPenalty, CholeskyRowSolver exact)
    {
        (_other, _inverse, _commonPenalty, _exact) = (other, inverse, commonPenalty, exact);
        _size = other.Factors.Columns;
        _rows = new GatheredRows(_size);
        var stride = _rows.Stride;
        _memory = new AlignedMemory(6 * stride);
        _solution = _memory.Start;
        _residual = _solution + stride;
        _preconditioned = _residual + stride;
        _direction = _preconditioned + stride;
        _commonProduct = _direction + stride;
        _product = _commonProduct + stride;
    }

    /// <summary>The preconditioner of all rows; nothing where the exact solver is the better choice.</summary>
    /// <param name="other">The side that stands.</param>
    /// <param name="commonPenalty">A penalty that no row is below.</param>
    public static DenseMatrix? Precondition(FixedSide other, float commonPenalty)
    {
        if (other.Factors.Columns < FewestFactors)
        {
            return null;
        }

        var inverse = other.Gram.Clone();
        for (var at = 0; at < inverse.Rows; at++)
        {
            inverse[at, at] += commonPenalty;
        }

        try
        {
            PositiveDefiniteInverse.Invert(inverse, maxDegreeOfParallelism: 1);
            return inverse;
        }
        catch (NotPositiveDefiniteException)
        {
            // Too little penalty for single precision; with the history's own entries the exact solver may still succeed.
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void SolveSplit(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> pulls, float penalty, Span<float> factors)
    {
        _rows.Gather(_other.Factors, columns, sizes);
        if (Descend(columns, pulls, penalty - _commonPenalty))
        {
            new ReadOnlySpan<float>(_solution, _size).CopyTo(factors);
        }
        else
        {
            _exact.SolveAgain(columns, sizes, pulls, penalty, factors);
        }
    }

    private bool Descend(ReadOnlySpan<int> columns, ReadOnlySpan<float> pulls, float ownPenalty)
    {
        new Span<float>(_solution, 2 * _rows.Stride).Clear();
        fixed (float* inverse = _inverse.Span, rows = _other.Factors.Span, pull = pulls)
        fixed (int* column = columns)
        {
            _kernel.Add(rows, _size, column, columns.Length, pull, _size, _residual);
            _kernel.Dot(inverse, _size, null, _size, _residual, _size, _preconditioned);
            Copy(_preconditioned, _direction);
            Copy(_residual, _commonProduct);
            var square = Dot(_residual, _preconditioned);
            var target = Tolerance * square;
            for (var step = 0; step < MostSteps; step++)
            {
                // The product of the whole matrix with the direction, negated.
                for (var at = 0; at < _size; at++)
                {
                    _product[at] = -_commonProduct[at] - ownPenalty * _direction[at];
                }

                _rows.AddNormalProduct(_direction, 0, _product);
                var length = -square / Dot(_direction, _product);
                AddMultiple(_solution, length, _direction);
                AddMultiple(_residual, length, _product);
                _kernel.Dot(inverse, _size, null, _size, _residual, _size, _preconditioned);
                var next = Dot(_residual, _preconditioned);
                if (next <= target)
                {
                    return float.IsFinite(length);
                }

                var turn = next / square;
                for (var at = 0; at < _size; at++)
                {
                    _direction[at] = _preconditioned[at] + turn * _direction[at];
                    _commonProduct[at] = _residual[at] + turn * _commonProduct[at];
                }

                square = next;
            }
        }

        return false;
    }

    private void Copy(float* from, float* to) => new ReadOnlySpan<float>(from, _size).CopyTo(new Span<float>(to, _size));

    private void AddMultiple(float* target, float factor, float* vector) => _kernel.Add(vector, 0, null, 1, &factor, _size, target);

    private float Dot(float* left, float* right)
    {
        float sum;
        _kernel.Dot(left, 0, null, 1, right, _size, &sum);
        return sum;
    }
}
