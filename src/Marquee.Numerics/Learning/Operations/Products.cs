namespace Marquee.Numerics.Learning;

/// <summary>Matrix products on a tape.</summary>
public static unsafe class Products
{
    /// <summary><c>op(a) * op(b)</c>, where <c>op</c> transposes the last two axes or does not.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="a">A matrix, or several: <c>... x m x k</c>, or <c>... x k x m</c> where it is to be transposed.</param>
    /// <param name="b">
    /// <c>k x n</c>, or <c>n x k</c> where it is to be transposed: one matrix for all of <paramref name="a"/>, or as many, with the same outer axes.
    /// </param>
    /// <param name="transposeA">Whether the transpose of <paramref name="a"/> is meant; not where <paramref name="a"/> is several and <paramref name="b"/> one.</param>
    /// <param name="transposeB">Whether the transpose of <paramref name="b"/> is meant.</param>
    /// <returns><c>... x m x n</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks><c>2 * m * n * k</c> floating-point operations for each pair of matrices, and twice that for the gradient.</remarks>
    public static Tensor Multiply(this Tape tape, Tensor a, Tensor b, bool transposeA = false, bool transposeB = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (batch, rows, depth) = Layout(a, b, transposeA);
        var (depthOfB, columns) = transposeB ? (b.Shape[^1], b.Shape[^2]) : (b.Shape[^2], b.Shape[^1]);
        if (depth != depthOfB)
        {
            throw Misfit(a, b, transposeA, transposeB);
        }

        var output = tape.NewTensor(ShapeOf(a.Shape, transposeA ? a.Shape[^1] : a.Shape[^2], columns), a.RequiresGradient || b.RequiresGradient);
        for (var index = 0; index < batch; index++)
        {
            Run(
                rows, columns, depth,
                a.Data + (nint)index * rows * depth, transposeA,
                b.Data + (nint)index * depth * columns, transposeB,
                output.Data + (nint)index * rows * columns, 0);
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<MultiplyOperation>(output);
            (operation.A, operation.B, operation.TransposeA, operation.TransposeB) = (a, b, transposeA, transposeB);
            (operation.Batch, operation.Rows, operation.Columns, operation.Depth) = (batch, rows, columns, depth);
        }

        return output;
    }

    /// <summary>One product of dense matrices without gaps, on the calling thread.</summary>
    internal static void Run(int rows, int columns, int depth, float* a, bool transposeA, float* b, bool transposeB, float* c, float beta, float alpha = 1) =>
        Run(rows, columns, depth, a, transposeA ? rows : depth, transposeA, b, transposeB ? depth : columns, transposeB, c, columns, beta, alpha);

    /// <summary>One product of matrices whose rows lie a stride apart, on the calling thread: <c>c = alpha * op(a) * op(b) + beta * c</c>.</summary>
    internal static void Run(
        int rows, int columns, int depth, float* a, nint strideOfA, bool transposeA, float* b, nint strideOfB, bool transposeB, float* c, nint strideOfC, float beta, float alpha = 1) =>
        new PackedProduct
        {
            Kernel = MatrixKernels.Default.Tile,
            A = new MatrixOperand(a, strideOfA, transposeA),
            B = new MatrixOperand(b, strideOfB, transposeB),
            C = c,
            CStride = strideOfC,
            Rows = rows,
            Columns = columns,
            Depth = depth,
            Alpha = alpha,
            Beta = beta,
        }.Run(maxDegreeOfParallelism: 1);

    private static (int Batch, int Rows, int Depth) Layout(Tensor a, Tensor b, bool transposeA)
    {
        if (a.Shape.Rank < 2 || b.Shape.Rank < 2)
        {
            throw Misfit(a, b, transposeA, false);
        }

        if (b.Shape.Rank == 2)
        {
            if (transposeA && a.Shape.Rank > 2)
            {
                throw new ArgumentException($"Several matrices ({a.Shape}) cannot be transposed and multiplied with one ({b.Shape}).", nameof(transposeA));
            }

            return transposeA ? (1, a.Shape[^1], a.Shape[^2]) : (1, a.Shape.Rows, a.Shape[^1]);
        }

        var batch = 1;
        for (var axis = 0; axis < b.Shape.Rank - 2; axis++)
        {
            if (a.Shape.Rank != b.Shape.Rank || a.Shape[axis] != b.Shape[axis])
            {
                throw Misfit(a, b, transposeA, false);
            }

            batch *= b.Shape[axis];
        }

        return transposeA ? (batch, a.Shape[^1], a.Shape[^2]) : (batch, a.Shape[^2], a.Shape[^1]);
    }

    private static TensorShape ShapeOf(TensorShape outer, int rows, int columns) => outer.Rank switch
    {
        2 => new TensorShape(rows, columns),
        3 => new TensorShape([outer[0], rows, columns]),
        _ => new TensorShape([outer[0], outer[1], rows, columns]),
    };

    private static ArgumentException Misfit(Tensor a, Tensor b, bool transposeA, bool transposeB) =>
        new($"A product of {a.Shape}{(transposeA ? " transposed" : "")} and {b.Shape}{(transposeB ? " transposed" : "")} does not fit: the inner lengths must agree, and outer axes be the same.");

    private sealed class MultiplyOperation : Operation
    {
        public Tensor A = null!;
        public Tensor B = null!;
        public bool TransposeA;
        public bool TransposeB;
        public int Batch;
        public int Rows;
        public int Columns;
        public int Depth;

        protected internal override void Backward(Tape tape)
        {
            if (A.RequiresGradient)
            {
                var gradient = A.ReceiveGradient(out var held);
                for (var index = 0; index < Batch; index++)
                {
                    var ofOutput = Output.GradientData + (nint)index * Rows * Columns;
                    var b = B.Data + (nint)index * Depth * Columns;
                    var ofA = gradient + (nint)index * Rows * Depth;
                    if (TransposeA)
                    {
                        Run(Depth, Rows, Columns, b, TransposeB, ofOutput, true, ofA, held);
                    }
                    else
                    {
                        Run(Rows, Depth, Columns, ofOutput, false, b, !TransposeB, ofA, held);
                    }
                }
            }

            if (B.RequiresGradient)
            {
                var gradient = B.ReceiveGradient(out var held);
                for (var index = 0; index < Batch; index++)
                {
                    var ofOutput = Output.GradientData + (nint)index * Rows * Columns;
                    var a = A.Data + (nint)index * Rows * Depth;
                    var ofB = gradient + (nint)index * Depth * Columns;
                    if (TransposeB)
                    {
                        Run(Columns, Depth, Rows, ofOutput, true, a, TransposeA, ofB, held);
                    }
                    else
                    {
                        Run(Depth, Columns, Rows, a, !TransposeA, ofOutput, false, ofB, held);
                    }
                }
            }
        }
    }
}
