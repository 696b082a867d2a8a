using System.Buffers;
using System.Runtime.CompilerServices;

namespace Marquee.Numerics;

/// <summary>
/// A product of two matrices given by addresses and strides: <c>C = alpha * A * B + beta * C</c>, computed tile by tile from
/// packed panels.
/// </summary>
/// <remarks>
/// Source: Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008. B is packed once, by all threads;
/// then blocks of C, cut by rows and by columns, are computed independently, each thread packing the part of A that it needs.
/// The depth is always cut at multiples of <see cref="DepthBlock"/> and never shared out, so that every element is the same sum
/// in the same order whatever the number of threads and wherever the blocks of C are cut.
/// </remarks>
internal unsafe struct PackedProduct
{
    /// <summary>
    /// Depth of a panel. A right panel of the widest kernel takes 32 KiB of a 48 KiB first-level cache, and a block of A
    /// a fifth of a 1 MiB second-level cache.
    /// </summary>
    internal const int DepthBlock = 256;

    // What is packed of B at a time: 16 MiB with its alignment, half of a 32 MiB third-level cache and exactly one of the pool's sizes.
    private const int MaximumPackedNumbers = (1 << 22) - Alignment;
    private const int MaximumPackedColumns = 2048;
    private const int PanelsPerRowBlock = 16;
    private const int Alignment = 16;

    // Below this many multiply-adds, waking a second thread costs more than it saves.
    private const long SerialWork = 1 << 22;

    /// <summary>Computes the tiles.</summary>
    public required TileKernel Kernel;

    /// <summary>Left operand, <see cref="Rows"/> x <see cref="Depth"/>.</summary>
    public required MatrixOperand A;

    /// <summary>Right operand, <see cref="Depth"/> x <see cref="Columns"/>.</summary>
    public required MatrixOperand B;

    /// <summary>Result, <see cref="Rows"/> x <see cref="Columns"/>; must not overlap the operands.</summary>
    public required float* C;

    /// <summary>Distance between rows of the result.</summary>
    public required nint CStride;

    /// <summary>Rows of A and C.</summary>
    public required int Rows;

    /// <summary>Columns of B and C.</summary>
    public required int Columns;

    /// <summary>Columns of A, rows of B.</summary>
    public required int Depth;

    /// <summary>Factor of the product.</summary>
    public float Alpha = 1;

    /// <summary>Factor of what C held; 0 does not read C.</summary>
    public float Beta;

    /// <summary>A row of <see cref="Columns"/> numbers that is added to each row of the result; null for none. Only where <see cref="Beta"/> is 0.</summary>
    public float* RowToAdd;

    /// <summary>Whether only elements on and above the diagonal are wanted; those below it are then unspecified.</summary>
    public bool UpperOnly;

    /// <summary>Which operand is triangular; the zeros of its other triangle are then neither read nor multiplied.</summary>
    /// <remarks>Only for a <see cref="Depth"/> of at most <see cref="DepthBlock"/>.</remarks>
    public Triangle Triangle;

    private int _firstColumn;
    private int _firstDepth;
    private int _chunkColumns;
    private int _chunkDepth;
    private int _rowBlock;
    private int _columnBlock;
    private float* _packedB;

    /// <summary>Starts an empty description; the required fields are set by an initialiser.</summary>
    public PackedProduct()
    {
    }

    // Packing B pays only where enough rows of A use each panel; otherwise full panels are read where they lie.
    private readonly bool ReadsBInPlace => !B.Transposed && Rows <= 2 * Kernel.Rows;

    private readonly int Panels => (_chunkColumns + Kernel.Columns - 1) / Kernel.Columns;

    private readonly int RowBlocks => (Rows + _rowBlock - 1) / _rowBlock;

    private readonly int ColumnBlocks => (_chunkColumns + _columnBlock - 1) / _columnBlock;

    /// <summary>Computes the product.</summary>
    /// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
    public void Run(int maxDegreeOfParallelism)
    {
        ProductMeter.Count(Rows, Columns, Depth);
        var threads = ParallelBlocks.Threads(maxDegreeOfParallelism);
        if (Rows == 0 || Columns == 0)
        {
            return;
        }

        if (Depth == 0 || Alpha == 0)
        {
            Scale();
            return;
        }

        if ((long)Rows * Columns * Depth < SerialWork)
        {
            threads = 1;
        }

        var packedColumns = ReadsBInPlace ? Kernel.Columns : RoundUp(Math.Min(Columns, MaximumPackedColumns), Kernel.Columns);
        var packedDepth = Math.Min(Depth, MaximumPackedNumbers / packedColumns / DepthBlock * DepthBlock);
        var rented = ArrayPool<float>.Shared.Rent(packedColumns * packedDepth + Alignment);
        fixed (float* start = rented)
        {
            _packedB = AlignedMemory.Align(start);
            for (_firstColumn = 0; _firstColumn < Columns; _firstColumn += MaximumPackedColumns)
            {
                _chunkColumns = Math.Min(MaximumPackedColumns, Columns - _firstColumn);
                for (_firstDepth = 0; _firstDepth < Depth; _firstDepth += packedDepth)
                {
                    _chunkDepth = Math.Min(packedDepth, Depth - _firstDepth);
                    ChooseBlocks(threads);
                    if (threads == 1)
                    {
                        RunChunk();
                    }
                    else
                    {
                        RunChunk(this, threads);
                    }
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private readonly void RunChunk()
    {
        for (var panel = ReadsBInPlace ? _chunkColumns / Kernel.Columns : 0; panel < Panels; panel++)
        {
            PackPanelOfB(panel);
        }

        for (var block = 0; block < RowBlocks * ColumnBlocks; block++)
        {
            RunBlock(block);
        }
    }

    private static void RunChunk(PackedProduct product, int threads)
    {
        var first = product.ReadsBInPlace ? product._chunkColumns / product.Kernel.Columns : 0;
        // A task should outlast the cost of handing it out.
        var panelsPerTask = Math.Max(1, 65536 / (product.Kernel.Columns * product._chunkDepth));
        ParallelBlocks.For(product.Panels - first, panelsPerTask, threads, (start, end, _) =>
        {
            for (var panel = start; panel < end; panel++)
            {
                product.PackPanelOfB(first + panel);
            }
        });
        ParallelBlocks.For(product.RowBlocks * product.ColumnBlocks, 1, threads, (block, _, _) => product.RunBlock(block));
    }

    // Where C is cut does not change what is computed, so the cut may follow the number of threads.
    private void ChooseBlocks(int threads)
    {
        var height = Kernel.Rows;
        var width = Kernel.Columns;
        _rowBlock = PanelsPerRowBlock * height;
        _columnBlock = RoundUp(_chunkColumns, width);
        while (threads > 1 && RowBlocks * ColumnBlocks < 4 * threads)
        {
            if (_columnBlock > 8 * width)
            {
                _columnBlock = RoundUp(_columnBlock / 2, width);
            }
            else if (_rowBlock > 2 * height && Rows > height)
            {
                _rowBlock = RoundUp(_rowBlock / 2, height);
            }
            else if (_columnBlock > width)
            {
                _columnBlock = RoundUp(_columnBlock / 2, width);
            }
            else
            {
                break;
            }
        }

        // Equal blocks keep the last thread from waiting for a short rest.
        _rowBlock = RoundUp((Rows + RowBlocks - 1) / RowBlocks, height);
        _columnBlock = RoundUp((_chunkColumns + ColumnBlocks - 1) / ColumnBlocks, width);
    }

    private readonly void PackPanelOfB(int panel)
    {
        var width = Kernel.Columns;
        var column = panel * width;
        var lanes = Math.Min(width, _chunkColumns - column);
        for (var k = 0; k < _chunkDepth; k += DepthBlock)
        {
            var depth = Math.Min(DepthBlock, _chunkDepth - k);
            var source = B.At(_firstDepth + k, _firstColumn + column);
            if (B.Transposed)
            {
                PanelPacking.PackColumns(source, B.Stride, lanes, depth, width, PackedPanel(panel, k, depth));
            }
            else
            {
                PanelPacking.PackRows(source, B.Stride, lanes, depth, width, PackedPanel(panel, k, depth));
            }
        }
    }

    private readonly float* PackedPanel(int panel, int k, int depth)
    {
        if (ReadsBInPlace)
        {
            return _packedB + (nint)k * Kernel.Columns;
        }

        return _packedB + (nint)k * Panels * Kernel.Columns + (nint)panel * depth * Kernel.Columns;
    }

    private readonly void RunBlock(int block)
    {
        var firstRow = block / ColumnBlocks * _rowBlock;
        var firstColumn = block % ColumnBlocks * _columnBlock;
        var lastRow = Math.Min(Rows, firstRow + _rowBlock);
        var lastColumn = Math.Min(_chunkColumns, firstColumn + _columnBlock);
        if (UpperOnly)
        {
            lastRow = Math.Min(lastRow, _firstColumn + lastColumn);
        }

        if (lastRow <= firstRow)
        {
            return;
        }

        var height = Kernel.Rows;
        var rented = ArrayPool<float>.Shared.Rent(RoundUp(lastRow - firstRow, height) * Math.Min(DepthBlock, _chunkDepth) + Alignment);
        fixed (float* start = rented)
        {
            var packedA = AlignedMemory.Align(start);
            for (var k = 0; k < _chunkDepth; k += DepthBlock)
            {
                var depth = Math.Min(DepthBlock, _chunkDepth - k);
                for (var row = firstRow; row < lastRow; row += height)
                {
                    PackPanelOfA(row, Math.Min(height, lastRow - row), k, depth, packedA + (nint)(row - firstRow) * depth);
                }

                RunTiles(firstRow, lastRow, firstColumn, lastColumn, k, depth, packedA);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private readonly void PackPanelOfA(int row, int lanes, int k, int depth, float* panel)
    {
        var source = A.At(row, _firstDepth + k);
        if (A.Transposed)
        {
            PanelPacking.PackRows(source, A.Stride, lanes, depth, Kernel.Rows, panel);
        }
        else
        {
            PanelPacking.PackColumns(source, A.Stride, lanes, depth, Kernel.Rows, panel);
        }
    }

    private readonly void RunTiles(int firstRow, int lastRow, int firstColumn, int lastColumn, int k, int depth, float* packedA)
    {
        var height = Kernel.Rows;
        var width = Kernel.Columns;
        var isFirst = _firstDepth + k == 0;
        var beta = isFirst && RowToAdd == null ? Beta : 1;
        for (var column = firstColumn; column < lastColumn; column += width)
        {
            var columns = Math.Min(width, lastColumn - column);
            var inPlace = ReadsBInPlace && columns == width;
            var right = inPlace ? B.At(_firstDepth + k, _firstColumn + column) : PackedPanel(column / width, k, depth);
            var rightStride = inPlace ? B.Stride : width;
            var end = UpperOnly ? Math.Min(lastRow, _firstColumn + column + columns) : lastRow;
            for (var row = firstRow; row < end; row += height)
            {
                var from = 0;
                var to = depth;
                switch (Triangle)
                {
                    case Triangle.LowerLeftOperand:
                        to = Math.Min(depth, row + height);
                        break;
                    case Triangle.UpperLeftOperand:
                        from = row;
                        break;
                    case Triangle.LowerRightOperand:
                        from = _firstColumn + column;
                        break;
                }

                if (isFirst && RowToAdd != null)
                {
                    // The tile begins with that row, written while the tile is about to be read anyway: no pass over the result is spent on it.
                    FillTile(row, Math.Min(height, lastRow - row), _firstColumn + column, columns);
                }

                Kernel.Multiply(
                    Math.Min(height, lastRow - row),
                    columns,
                    to - from,
                    packedA + (nint)(row - firstRow) * depth + (nint)from * height,
                    right + from * rightStride,
                    rightStride,
                    C + row * CStride + _firstColumn + column,
                    CStride,
                    Alpha,
                    beta);
            }
        }
    }

    private readonly void FillTile(int firstRow, int rows, int column, int columns)
    {
        var source = new ReadOnlySpan<float>(RowToAdd + column, columns);
        for (var row = firstRow; row < firstRow + rows; row++)
        {
            source.CopyTo(new Span<float>(C + row * CStride + column, columns));
        }
    }

    private readonly void Scale()
    {
        for (var row = 0; row < Rows; row++)
        {
            var values = new Span<float>(C + row * CStride, Columns);
            if (RowToAdd != null)
            {
                new ReadOnlySpan<float>(RowToAdd, Columns).CopyTo(values);
                continue;
            }

            if (Beta == 0)
            {
                values.Clear();
                continue;
            }

            foreach (ref var value in values)
            {
                value *= Beta;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
