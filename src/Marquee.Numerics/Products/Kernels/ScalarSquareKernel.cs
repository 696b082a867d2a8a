namespace Marquee.Numerics;

/// <summary>The reference: 4 x 4 tiles, one number at a time.</summary>
internal sealed unsafe class ScalarSquareKernel : SquareKernel
{
    /// <inheritdoc/>
    public override int Side => 4;

    /// <inheritdoc/>
    public override void AddProduct(
        int depth, float* left, nint leftStride, float* right, nint rightStride, float* c, nint cStride, float alpha)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                float sum = 0;
                for (var k = 0; k < depth; k++)
                {
                    sum += left[k * leftStride + row] * right[k * rightStride + column];
                }

                c[row * cStride + column] += alpha * sum;
            }
        }
    }

    /// <inheritdoc/>
    public override void PackRow(float* row, int length, float weight, float* plain, float* weighted, nint panelStride)
    {
        for (var first = 0; first < length; first += Side)
        {
            for (var lane = 0; lane < Side; lane++)
            {
                var value = first + lane < length ? row[first + lane] : 0;
                plain[lane] = value;
                weighted[lane] = weight * value;
            }

            plain += panelStride;
            weighted += panelStride;
        }
    }

    /// <inheritdoc/>
    public override int Factor(float* a, nint stride, float* inverseDiagonal)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = row; column < Side; column++)
            {
                var sum = a[row * stride + column];
                for (var k = 0; k < row; k++)
                {
                    sum -= a[k * stride + row] * a[k * stride + column];
                }

                a[row * stride + column] = sum;
            }

            var pivot = a[row * stride + row];
            if (!(pivot > 0 && float.IsFinite(pivot)))
            {
                return row;
            }

            var inverse = 1 / MathF.Sqrt(pivot);
            inverseDiagonal[row] = inverse;
            for (var column = row; column < Side; column++)
            {
                a[row * stride + column] *= inverse;
                a[column * stride + row] = a[row * stride + column];
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override void SolveTransposed(float* u, nint stride, float* inverseDiagonal, float* x)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var sum = x[row * stride + column];
                for (var k = 0; k < row; k++)
                {
                    sum -= u[k * stride + row] * x[k * stride + column];
                }

                x[row * stride + column] = sum * inverseDiagonal[row];
            }
        }
    }

    /// <inheritdoc/>
    public override void Substitute(float* u, nint stride, float* inverseDiagonal, float* x, bool backward)
    {
        for (var step = 0; step < Side; step++)
        {
            var row = backward ? Side - 1 - step : step;
            var value = x[row] * inverseDiagonal[row];
            x[row] = value;
            for (var other = 0; other < Side; other++)
            {
                if (backward ? other < row : other > row)
                {
                    x[other] -= value * u[row * stride + other];
                }
            }
        }
    }
}
