using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>One exact step for each block of factors in turn, the others held: a subspace method.</summary>
/// <remarks>
/// Source: Rendle, Krichene, Zhang and Koren, iALS++: Speeding up Matrix Factorization with Subspace Optimization, 2021. What the factors say of each entry is
/// kept up to date from block to block, so that a block costs only its own columns.
/// </remarks>
internal sealed unsafe class BlockCoordinateRowSolver : RowSolver
{
    private readonly FixedSide _other;
    private readonly RowKernel _kernel = MatrixKernels.Default.Row;
    private readonly int _size;
    private readonly Block[] _blocks;
    private readonly float[] _gradient;
    private float[] _predictions = new float[1024];
    private float[] _errors = new float[1024];

    public BlockCoordinateRowSolver(FixedSide other, int blockSize)
    {
        _other = other;
        _size = other.Factors.Columns;
        _gradient = new float[_size];
        _blocks = [.. Enumerable.Range(0, (_size + blockSize - 1) / blockSize).Select(block => new Block(other.Gram, block * blockSize, Math.Min(blockSize, _size - block * blockSize)))];
    }

    /// <inheritdoc/>
    protected override void SolveSplit(ReadOnlySpan<int> columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> pulls, float penalty, Span<float> factors)
    {
        if (_predictions.Length < columns.Length)
        {
            Array.Resize(ref _predictions, 2 * columns.Length);
            Array.Resize(ref _errors, 2 * columns.Length);
        }

        fixed (int* column = columns)
        fixed (float* solution = factors, rows = _other.Factors.Span, gram = _other.Gram.Span, predictions = _predictions, gradient = _gradient)
        {
            _kernel.Dot(rows, _size, column, columns.Length, solution, _size, predictions);
            foreach (var block in _blocks)
            {
                var system = block.System;
                system.Reset(block.Gram, penalty);
                system.AddOuterProducts(rows + block.Start, _size, columns, sizes);
                var errors = _errors.AsSpan(0, columns.Length);
                for (var entry = 0; entry < errors.Length; entry++)
                {
                    errors[entry] = pulls[entry] - sizes[entry] * predictions[entry];
                }

                // The block's part of the gradient: sum of (pull - size y.x) y, less (Gram + penalty) x.
                system.AddToRightSide(rows + block.Start, _size, columns, errors);
                _kernel.Dot(gram + (nint)block.Start * _size, _size, null, block.Length, solution, _size, gradient);
                for (var at = 0; at < block.Length; at++)
                {
                    system.RightSide[at] -= gradient[at] + penalty * solution[block.Start + at];
                }

                var change = _gradient.AsSpan(0, block.Length);
                system.Solve(change);
                for (var at = 0; at < block.Length; at++)
                {
                    solution[block.Start + at] += change[at];
                }

                if (block != _blocks[^1])
                {
                    Predict(rows + block.Start, column, columns.Length, gradient, block.Length, predictions);
                }
            }
        }
    }

    // predictions += what a change of one block adds to them
    private void Predict(float* rows, int* columns, int count, float* change, int length, float* predictions)
    {
        fixed (float* errors = _errors)
        {
            _kernel.Dot(rows, _size, columns, count, change, length, errors);
            float one = 1;
            _kernel.Add(errors, 0, null, 1, &one, count, predictions);
        }
    }

    private sealed class Block
    {
        public Block(DenseMatrix gram, int start, int length)
        {
            Start = start;
            Length = length;
            Gram = new DenseMatrix(length, length);
            System = new PositiveDefiniteSystem(length);
            for (var row = 0; row < length; row++)
            {
                gram.Row(start + row).Slice(start, length).CopyTo(Gram.Row(row));
            }
        }

        public int Start { get; }

        public int Length { get; }

        public DenseMatrix Gram { get; }

        public PositiveDefiniteSystem System { get; }
    }
}
