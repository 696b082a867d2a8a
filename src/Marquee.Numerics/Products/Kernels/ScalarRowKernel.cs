namespace Marquee.Numerics;

/// <summary>The reference: one row after another, one number at a time.</summary>
internal sealed unsafe class ScalarRowKernel : RowKernel
{
    /// <inheritdoc/>
    public override void Dot(float* matrix, nint stride, int* rows, int count, float* x, int length, float* result)
    {
        for (var place = 0; place < count; place++)
        {
            var row = Row(matrix, stride, rows, place);
            float sum = 0;
            for (var column = 0; column < length; column++)
            {
                sum += row[column] * x[column];
            }

            result[place] = sum;
        }
    }

    /// <inheritdoc/>
    public override void Add(float* matrix, nint stride, int* rows, int count, float* weights, int length, float* result)
    {
        for (var place = 0; place < count; place++)
        {
            var row = Row(matrix, stride, rows, place);
            for (var column = 0; column < length; column++)
            {
                result[column] += weights[place] * row[column];
            }
        }
    }
}
