namespace Marquee.Numerics;

/// <summary>
/// A small system of linear equations <c>A x = b</c> with a positive definite matrix, built from weighted outer products of
/// rows and solved by Cholesky factorization: the normal equations of one user or one item, over and over in the same memory.
/// </summary>
/// <remarks>
/// Use: <see cref="Reset"/>, <see cref="AddOuterProducts(DenseMatrix, ReadOnlySpan{int}, ReadOnlySpan{float})"/>, fill
/// <see cref="RightSide"/>, <see cref="Solve"/>. Nothing is allocated after the constructor. For one thread at a time: give each
/// thread its own. Costs of one system of order <c>d</c> from <c>n</c> rows: <c>n * d^2 + d^3 / 3</c> operations, at near the rate
/// of a matrix product.
/// </remarks>
internal sealed unsafe class PositiveDefiniteSystem
{
    // Rows packed at a time: deep enough that loading and storing a tile of sums is a small part of the work on it, and few
    // enough that two copies of 128 numbers a row stay in the second-level cache.
    private const int RowsAtOnce = 128;

    private readonly AlignedMemory _memory;
    private readonly SquareKernel _square;
    private readonly RowKernel _rows;
    private readonly int _padded;
    private readonly int _panelStride;
    private readonly float* _matrix;
    private readonly float* _inverses;
    private readonly float* _rightSide;
    private readonly float* _plain;
    private readonly float* _weighted;

    /// <summary>Takes the memory for systems of an order.</summary>
    /// <param name="order">Number of unknowns, at least 1; made for 8 to about 500.</param>
    public PositiveDefiniteSystem(int order)
        : this(order, MatrixKernels.Default)
    {
    }

    /// <summary>The same with kernels of choice.</summary>
    internal PositiveDefiniteSystem(int order, MatrixKernels kernels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
        _square = kernels.SquareFor(order);
        _rows = kernels.Row;
        _padded = (order + _square.Side - 1) / _square.Side * _square.Side;
        // A distance between rows that is a power of two would send every row to the same few places of the cache.
        Stride = _padded + (_padded % 128 == 0 ? 16 : 0);
        // One row more than is used, for the same reason.
        _panelStride = (RowsAtOnce + 1) * _square.Side;
        var panels = _panelStride * (_padded / _square.Side);
        _memory = new AlignedMemory(_padded * (int)Stride + _padded * _square.Side + _padded + 2 * panels);
        _matrix = _memory.Start;
        _inverses = _matrix + _padded * Stride;
        _rightSide = _inverses + _padded * _square.Side;
        _plain = _rightSide + _padded;
        _weighted = _plain + panels;
    }

    /// <summary>Number of unknowns.</summary>
    public int Order { get; }

    /// <summary>First element of the matrix; only the upper triangle counts.</summary>
    public float* Matrix => _matrix;

    /// <summary>Distance between rows of the matrix.</summary>
    public nint Stride { get; }

    /// <summary>The right side <c>b</c>, <see cref="Order"/> numbers; <see cref="Reset"/> clears it.</summary>
    public Span<float> RightSide => new(_rightSide, Order);

    /// <summary>Starts a system: <c>A = start + diagonal * identity</c>, <c>b = 0</c>.</summary>
    /// <param name="start">A symmetric matrix, <c>order x order</c>, of which the upper triangle counts; null means zeros.</param>
    /// <param name="diagonal">What to add to each diagonal element: the regularization.</param>
    public void Reset(DenseMatrix? start, float diagonal)
    {
        if (start is not null && (start.Rows != Order || start.Columns != Order))
        {
            throw new ArgumentException($"The start must be {Order} x {Order}; it is {start.Rows} x {start.Columns}.", nameof(start));
        }

        var matrix = new Span<float>(_matrix, _padded * (int)Stride);
        if (start is null || Order < _padded)
        {
            matrix.Clear();
        }

        if (start is not null)
        {
            CopyRows(start.Span, matrix);
        }

        for (var row = 0; row < _padded; row++)
        {
            ref var element = ref _matrix[row * (Stride + 1)];
            element = row < Order ? element + diagonal : 1;
        }

        new Span<float>(_rightSide, _padded).Clear();
        GC.KeepAlive(this);
    }

    /// <summary><c>A += sum over i of weights[i] * transpose(y_i) * y_i</c>, where <c>y_i</c> is row <c>indices[i]</c>.</summary>
    /// <param name="matrix">Where the rows are, each <see cref="Order"/> wide.</param>
    /// <param name="indices">Which rows.</param>
    /// <param name="weights">A weight of any sign for each of them.</param>
    public void AddOuterProducts(DenseMatrix matrix, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights)
    {
        if (matrix.Columns != Order)
        {
            throw new ArgumentException($"Rows must be {Order} wide; the matrix has {matrix.Columns} columns.", nameof(matrix));
        }

        foreach (var index in indices)
        {
            if ((uint)index >= (uint)matrix.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"Rows of this matrix are 0 to {matrix.Rows - 1}.");
            }
        }

        fixed (float* first = matrix.Span)
        {
            AddOuterProducts(first, matrix.Columns, indices, weights);
        }
    }

    /// <summary>The same for rows at an address, such as some columns of a wider matrix; indices are not checked.</summary>
    /// <param name="first">First used element of row 0.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="indices">Which rows.</param>
    /// <param name="weights">A weight of any sign for each of them.</param>
    public void AddOuterProducts(float* first, nint stride, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights)
    {
        if (indices.Length != weights.Length)
        {
            throw new ArgumentException($"{indices.Length} rows need as many weights; given: {weights.Length}.", nameof(weights));
        }

        fixed (int* rows = indices)
        fixed (float* factors = weights)
        {
            for (var start = 0; start < indices.Length; start += RowsAtOnce)
            {
                var count = Math.Min(RowsAtOnce, indices.Length - start);
                // Panels of one tile's width: the sums then read both operands in the order in which they lie.
                _square.PackRows(first, stride, rows + start, count, Order, factors + start, _plain, _weighted, _panelStride);
                AddPacked(count);
            }
        }

        // The kernels hold addresses only, which keep nothing alive.
        GC.KeepAlive(this);
    }

    /// <summary><c>b += sum over i of weights[i] * y_i</c>, where <c>y_i</c> is row <c>indices[i]</c>; indices are not checked.</summary>
    /// <param name="first">First used element of row 0.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="indices">Which rows.</param>
    /// <param name="weights">A weight of any sign for each of them.</param>
    public void AddToRightSide(float* first, nint stride, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights)
    {
        if (indices.Length != weights.Length)
        {
            throw new ArgumentException($"{indices.Length} rows need as many weights; given: {weights.Length}.", nameof(weights));
        }

        fixed (int* rows = indices)
        fixed (float* factors = weights)
        {
            _rows.Add(first, stride, rows, indices.Length, factors, Order, _rightSide);
        }

        GC.KeepAlive(this);
    }

    /// <summary>Solves the system. The matrix is overwritten by its factor and <see cref="RightSide"/> by the solution.</summary>
    /// <param name="solution">Receives <see cref="Order"/> numbers.</param>
    /// <exception cref="NotPositiveDefiniteException">The matrix is not positive definite.</exception>
    public void Solve(Span<float> solution)
    {
        var failed = TiledCholesky.Factor(_square, _matrix, _padded, Stride, _inverses);
        if (failed >= 0)
        {
            throw new NotPositiveDefiniteException(failed, _matrix[failed * Stride + failed]);
        }

        SolveAgain(solution);
    }

    /// <summary>Solves the system that <see cref="Solve"/> has factored for another right side, the one that stands in <see cref="RightSide"/> now. <c>2 d^2</c> operations.</summary>
    /// <param name="solution">Receives <see cref="Order"/> numbers.</param>
    public void SolveAgain(Span<float> solution)
    {
        TiledCholesky.Solve(_rows, _square.Side, _matrix, _padded, Stride, _inverses, _rightSide);
        RightSide.CopyTo(solution);
        GC.KeepAlive(this);
    }

    private void CopyRows(ReadOnlySpan<float> from, Span<float> to)
    {
        // One long copy instead of many short ones: resetting is a twentieth of the work on a system of 64 unknowns.
        if (Stride == Order)
        {
            from.CopyTo(to);
            return;
        }

        for (var row = 0; row < Order; row++)
        {
            from.Slice(row * Order, Order).CopyTo(to[(row * (int)Stride)..]);
        }
    }

    private void AddPacked(int count)
    {
        var side = _square.Side;
        for (var row = 0; row < _padded; row += side)
        {
            var left = _weighted + row / side * (nint)_panelStride;
            for (var column = row; column < _padded; column += side)
            {
                var right = _plain + column / side * (nint)_panelStride;
                _square.AddProduct(count, left, side, right, side, _matrix + row * Stride + column, Stride, 1);
            }
        }
    }
}
