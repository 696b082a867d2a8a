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
    public override void PackRows(
        float* first, nint stride, int* rows, int count, int length, float* weights, float* plain, float* weighted, nint panelStride)
    {
        for (var place = 0; place < count; place++)
        {
            var row = first + rows[place] * stride;
            var target = place * (nint)Side;
            for (var column = 0; column < length; column += Side)
            {
                for (var lane = 0; lane < Side; lane++)
                {
                    var value = column + lane < length ? row[column + lane] : 0;
                    plain[target + lane] = value;
                    weighted[target + lane] = weights[place] * value;
                }

                target += panelStride;
            }
        }
    }

    /// <inheritdoc/>
    public override int Factor(float* a, nint stride, float* inverse)
    {
        for (var row = 0; row < Side; row++)
        {
            for (var column = row; column < Side; column++)
            {
                for (var k = 0; k < row; k++)
                {
                    a[row * stride + column] -= a[k * stride + row] * a[k * stride + column];
                }
            }

            var pivot = a[row * stride + row];
            if (!(pivot > 0 && float.IsFinite(pivot)))
            {
                return row;
            }

            var scale = 1 / MathF.Sqrt(pivot);
            for (var column = row; column < Side; column++)
            {
                a[row * stride + column] *= scale;
            }

            for (var column = 0; column < Side; column++)
            {
                float sum = row == column ? 1 : 0;
                for (var k = column; k < row; k++)
                {
                    sum -= a[k * stride + row] * inverse[k * Side + column];
                }

                inverse[row * Side + column] = column <= row ? sum * scale : 0;
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    public override void MultiplyTile(float* left, float* x, nint stride)
    {
        var sums = stackalloc float[Side];
        for (var column = 0; column < Side; column++)
        {
            for (var row = 0; row < Side; row++)
            {
                sums[row] = 0;
                for (var k = 0; k < Side; k++)
                {
                    sums[row] += left[row * Side + k] * x[k * stride + column];
                }
            }

            for (var row = 0; row < Side; row++)
            {
                x[row * stride + column] = sums[row];
            }
        }
    }
}
