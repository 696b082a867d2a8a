using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A few steps of conjugate gradients from the factors of the last epoch.</summary>
/// <remarks>
/// Source: Takács, Pilászy and Tikk, Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative Filtering, 2011. The matrix of the system is
/// never formed: a step multiplies it with one vector, entry by entry.
/// </remarks>
internal sealed unsafe class ConjugateGradientRowSolver : RowSolver
{
    private const int Alignment = 64;

    private readonly FixedSide _other;
    private readonly int _steps;
    private readonly int _size;
    private readonly RowKernel _kernel = MatrixKernels.Default.Row;
    private readonly GatheredRows _rows;
    private readonly float[] _memory;
    private readonly float* _solution;
    private readonly float* _residual;
    private readonly float* _direction;
    private readonly float* _product;

    public ConjugateGradientRowSolver(FixedSide other, int steps)
    {
        _other = other;
        _steps = steps;
        _size = other.Factors.Columns;
        _rows = new GatheredRows(_size);
        _memory = GC.AllocateArray<float>(4 * _rows.Stride + Alignment / sizeof(float), pinned: true);
        _solution = (float*)(((nuint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _memory[0]) + Alignment - 1) & ~(nuint)(Alignment - 1));
        _residual = _solution + _rows.Stride;
        _direction = _residual + _rows.Stride;
        _product = _direction + _rows.Stride;
    }

    /// <inheritdoc/>
    protected override void SolveSplit(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> pulls, float penalty, Span<float> factors)
    {
        _rows.Gather(_other.Factors, columns, sizes);
        factors.CopyTo(new Span<float>(_solution, _size));
        fixed (float* gram = _other.Gram.Span, rows = _other.Factors.Span, pull = pulls)
        fixed (int* column = columns)
        {
            // What is left of the right side: sum of (pull - size y.x) y, less (Gram + penalty) x.
            _kernel.Dot(gram, _size, null, _size, _solution, _size, _residual);
            AddMultiple(_residual, penalty, _solution);
            Scale(_residual, -1);
            if (sizes == pulls)
            {
                _rows.AddNormalProduct(_solution, 1, _residual);
            }
            else
            {
                _rows.AddNormalProduct(_solution, 0, _residual);
                _kernel.Add(rows, _size, column, columns.Length, pull, _size, _residual);
            }

            new ReadOnlySpan<float>(_residual, _size).CopyTo(new Span<float>(_direction, _size));
            var square = Dot(_residual, _residual);
            for (var step = 0; step < _steps && square > 0; step++)
            {
                // The product with the matrix, negated.
                _kernel.Dot(gram, _size, null, _size, _direction, _size, _product);
                AddMultiple(_product, penalty, _direction);
                Scale(_product, -1);
                _rows.AddNormalProduct(_direction, 0, _product);
                var curvature = -Dot(_direction, _product);
                // Not positive where the residual is nothing but rounding.
                if (!(curvature > 0))
                {
                    break;
                }

                var length = square / curvature;
                AddMultiple(_solution, length, _direction);
                AddMultiple(_residual, length, _product);
                var next = Dot(_residual, _residual);
                Scale(_direction, next / square);
                AddMultiple(_direction, 1, _residual);
                square = next;
            }
        }

        new ReadOnlySpan<float>(_solution, _size).CopyTo(factors);
    }

    private void AddMultiple(float* target, float factor, float* vector) => _kernel.Add(vector, 0, null, 1, &factor, _size, target);

    private float Dot(float* left, float* right)
    {
        float sum;
        _kernel.Dot(left, 0, null, 1, right, _size, &sum);
        return sum;
    }

    private void Scale(float* vector, float factor)
    {
        foreach (ref var value in new Span<float>(vector, _size))
        {
            value *= factor;
        }
    }
}
