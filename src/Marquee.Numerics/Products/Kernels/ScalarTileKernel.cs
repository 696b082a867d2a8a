namespace Marquee.Numerics;

/// <summary>The reference: a 4 x 4 tile, one number at a time.</summary>
internal sealed unsafe class ScalarTileKernel : TileKernel
{
    private const int Side = 4;

    /// <inheritdoc/>
    public override int Rows => Side;

    /// <inheritdoc/>
    public override int Columns => Side;

    /// <inheritdoc/>
    public override void Multiply(
        int rows, int columns, int depth, float* left, float* right, nint rightStride, float* c, nint cStride, float alpha, float beta)
    {
        var sums = stackalloc float[Side];
        for (var row = 0; row < rows; row++)
        {
            // Four sums at a time, so that the scalar form is not slowed by the latency of one addition.
            float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
            for (var k = 0; k < depth; k++)
            {
                var factor = left[k * Side + row];
                var values = right + k * rightStride;
                sum0 += factor * values[0];
                sum1 += factor * values[1];
                sum2 += factor * values[2];
                sum3 += factor * values[3];
            }

            sums[0] = sum0;
            sums[1] = sum1;
            sums[2] = sum2;
            sums[3] = sum3;
            var target = c + row * cStride;
            for (var column = 0; column < columns; column++)
            {
                target[column] = beta == 0 ? alpha * sums[column] : alpha * sums[column] + beta * target[column];
            }
        }
    }
}
