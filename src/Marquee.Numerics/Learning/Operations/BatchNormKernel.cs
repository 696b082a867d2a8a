using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>
/// The kernel of batch normalisation: sums down columns, and what is done to every number with its column's. All widths give the same bits: a column is summed in the order of the rows, in runs of <see cref="RunLength"/>.
/// </summary>
internal abstract unsafe class BatchNormKernel
{
    /// <summary>Rows that are summed before their sum is added to that of the runs before: sums of hundreds of thousands of numbers keep their precision, and a run stays in the second-level cache.</summary>
    internal const int RunLength = 128;

    /// <summary>The form for the width in use.</summary>
    public static BatchNormKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static BatchNormKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new BatchNormKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new BatchNormKernel<Vector256Lanes, Vector256<float>>(),
        _ => new BatchNormKernel<ScalarLanes, float>(),
    };

    /// <summary>Adds to each column's sum the differences of its numbers from a number of its own, and to another their squares.</summary>
    /// <param name="input"><c>rows x columns</c>.</param>
    /// <param name="from">One number a column, near the mean: sums of squares then lose no precision.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="sums">One number a column, to be added to.</param>
    /// <param name="squares">One number a column, to be added to.</param>
    public abstract void AddMoments(float* input, float* from, int rows, int columns, float* sums, float* squares);

    /// <summary><c>output = (input - mean) * scale + shift</c>, plus the residual where it is not null, not below 0 where <paramref name="rectified"/>.</summary>
    /// <param name="input"><c>rows x columns</c>.</param>
    /// <param name="mean">One number a column.</param>
    /// <param name="scale">One number a column.</param>
    /// <param name="shift">One number a column.</param>
    /// <param name="residual"><c>rows x columns</c>, or null.</param>
    /// <param name="rectified">Whether negative numbers become 0.</param>
    /// <param name="output">Receives <c>rows x columns</c>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    public abstract void Apply(float* input, float* mean, float* scale, float* shift, float* residual, bool rectified, float* output, int rows, int columns);

    /// <summary>Adds to each column's sum the gradients of its numbers, and to another their products with the differences from the mean. Where the output is given, gradients count only where it is above 0.</summary>
    public abstract void AddGradientMoments(float* input, float* mean, float* output, float* gradient, int rows, int columns, float* sums, float* products);

    /// <summary>
    /// The gradient of the input, <c>scale * g + (input - mean) * slope + level</c>, and that of the residual, <c>g</c>, where they are not null; <c>g</c> is the gradient, or 0 where the output is given and is not above 0.
    /// </summary>
    public abstract void Backward(
        float* input, float* mean, float* scale, float* slope, float* level, float* output, float* gradient, int rows, int columns, float* ofInput, bool addInput, float* ofResidual, bool addResidual);
}

/// <inheritdoc/>
internal sealed unsafe class BatchNormKernel<TLanes, TVector> : BatchNormKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void AddMoments(float* input, float* from, int rows, int columns, float* sums, float* squares)
    {
        for (var row = 0; row < rows; row += RunLength)
        {
            var count = Math.Min(RunLength, rows - row);
            for (var column = 0; column < columns; column += TLanes.Count)
            {
                var lanes = Math.Min(TLanes.Count, columns - column);
                var start = Load(from + column, lanes);
                TVector sum = default, square = default;
                var address = input + (nint)row * columns + column;
                for (var index = 0; index < count; index++)
                {
                    var difference = TLanes.Subtract(Load(address, lanes), start);
                    sum = TLanes.Add(sum, difference);
                    square = TLanes.MultiplyAdd(difference, difference, square);
                    address += columns;
                }

                Add(sum, sums + column, lanes);
                Add(square, squares + column, lanes);
            }
        }
    }

    /// <inheritdoc/>
    public override void Apply(float* input, float* mean, float* scale, float* shift, float* residual, bool rectified, float* output, int rows, int columns)
    {
        var least = TLanes.Create(rectified ? 0 : float.NegativeInfinity);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column += TLanes.Count)
            {
                var lanes = Math.Min(TLanes.Count, columns - column);
                var difference = TLanes.Subtract(Load(input + column, lanes), Load(mean + column, lanes));
                var value = TLanes.MultiplyAdd(difference, Load(scale + column, lanes), Load(shift + column, lanes));
                if (residual != null)
                {
                    value = TLanes.Add(value, Load(residual + column, lanes));
                }

                Store(TLanes.Max(least, value), output + column, lanes);
            }

            input += columns;
            output += columns;
            residual = residual == null ? null : residual + columns;
        }
    }

    /// <inheritdoc/>
    public override void AddGradientMoments(float* input, float* mean, float* output, float* gradient, int rows, int columns, float* sums, float* products)
    {
        for (var row = 0; row < rows; row += RunLength)
        {
            var count = Math.Min(RunLength, rows - row);
            for (var column = 0; column < columns; column += TLanes.Count)
            {
                var lanes = Math.Min(TLanes.Count, columns - column);
                var middle = Load(mean + column, lanes);
                TVector sum = default, product = default;
                var offset = (nint)row * columns + column;
                for (var index = 0; index < count; index++)
                {
                    var outer = Outer(gradient + offset, output == null ? null : output + offset, lanes);
                    sum = TLanes.Add(sum, outer);
                    product = TLanes.MultiplyAdd(outer, TLanes.Subtract(Load(input + offset, lanes), middle), product);
                    offset += columns;
                }

                Add(sum, sums + column, lanes);
                Add(product, products + column, lanes);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        float* input, float* mean, float* scale, float* slope, float* level, float* output, float* gradient, int rows, int columns, float* ofInput, bool addInput, float* ofResidual, bool addResidual)
    {
        for (var row = 0; row < rows; row++)
        {
            var offset = (nint)row * columns;
            for (var column = 0; column < columns; column += TLanes.Count)
            {
                var lanes = Math.Min(TLanes.Count, columns - column);
                var place = offset + column;
                var outer = Outer(gradient + place, output == null ? null : output + place, lanes);
                if (ofInput != null)
                {
                    var difference = TLanes.Subtract(Load(input + place, lanes), Load(mean + column, lanes));
                    var inner = TLanes.MultiplyAdd(outer, Load(scale + column, lanes), TLanes.MultiplyAdd(difference, Load(slope + column, lanes), Load(level + column, lanes)));
                    Store(addInput ? TLanes.Add(inner, Load(ofInput + place, lanes)) : inner, ofInput + place, lanes);
                }

                if (ofResidual != null)
                {
                    Store(addResidual ? TLanes.Add(outer, Load(ofResidual + place, lanes)) : outer, ofResidual + place, lanes);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Outer(float* gradient, float* output, int lanes)
    {
        var outer = Load(gradient, lanes);
        return output == null ? outer : TLanes.Select(Load(output, lanes), TLanes.Create(0), outer, TLanes.Create(0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector sum, float* target, int lanes) => Store(TLanes.Add(sum, Load(target, lanes)), target, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(float* address, int lanes) => lanes == TLanes.Count ? TLanes.Load(address) : TLanes.LoadFirst(address, lanes, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector vector, float* address, int lanes)
    {
        if (lanes == TLanes.Count)
        {
            TLanes.Store(vector, address);
        }
        else
        {
            TLanes.StoreFirst(vector, address, lanes);
        }
    }
}
