using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of layer normalisation.</summary>
internal abstract unsafe class LayerNormKernel
{
    /// <summary>The form for the width in use.</summary>
    public static LayerNormKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static LayerNormKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new LayerNormKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new LayerNormKernel<Vector256Lanes, Vector256<float>>(),
        _ => new LayerNormKernel<ScalarLanes, float>(),
    };

    /// <summary>Normalises rows.</summary>
    /// <param name="input"><c>rows x columns</c>.</param>
    /// <param name="gain">One number a column.</param>
    /// <param name="bias">One number a column.</param>
    /// <param name="output">Receives <c>rows x columns</c>; may be the input.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="epsilon">Added to variances.</param>
    /// <param name="statistics">Receives mean and inverse standard deviation of each row, side by side.</param>
    public abstract void Forward(float* input, float* gain, float* bias, float* output, int rows, int columns, float epsilon, float* statistics);

    /// <summary>Computes the gradient of the input, adding to what is there where <paramref name="add"/>, and adds to those of gain and bias.</summary>
    public abstract void Backward(
        float* input, float* gain, float* gradient, int rows, int columns, float* statistics, float* ofInput, bool add, float* ofGain, float* ofBias);
}

/// <inheritdoc/>
internal sealed unsafe class LayerNormKernel<TLanes, TVector> : LayerNormKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Forward(float* input, float* gain, float* bias, float* output, int rows, int columns, float epsilon, float* statistics)
    {
        var width = TLanes.Count;
        var whole = columns / width * width;
        var rest = columns - whole;
        for (var row = 0; row < rows; row++)
        {
            var x = input + (nint)row * columns;
            TVector sum = default;
            for (var index = 0; index < whole; index += width)
            {
                sum = TLanes.Add(sum, TLanes.Load(x + index));
            }

            if (rest > 0)
            {
                sum = TLanes.Add(sum, TLanes.LoadFirst(x + whole, rest, default));
            }

            var mean = TLanes.Sum(sum) / columns;
            var means = TLanes.Create(mean);
            sum = default;
            for (var index = 0; index < whole; index += width)
            {
                var difference = TLanes.Subtract(TLanes.Load(x + index), means);
                sum = TLanes.MultiplyAdd(difference, difference, sum);
            }

            if (rest > 0)
            {
                var difference = TLanes.Subtract(TLanes.LoadFirst(x + whole, rest, means), means);
                sum = TLanes.MultiplyAdd(difference, difference, sum);
            }

            var inverse = 1 / MathF.Sqrt(TLanes.Sum(sum) / columns + epsilon);
            statistics[2 * row] = mean;
            statistics[2 * row + 1] = inverse;
            var inverses = TLanes.Create(inverse);
            var y = output + (nint)row * columns;
            for (var index = 0; index < whole; index += width)
            {
                var normal = TLanes.Multiply(TLanes.Subtract(TLanes.Load(x + index), means), inverses);
                TLanes.Store(TLanes.MultiplyAdd(normal, TLanes.Load(gain + index), TLanes.Load(bias + index)), y + index);
            }

            if (rest > 0)
            {
                var normal = TLanes.Multiply(TLanes.Subtract(First(x + whole, rest), means), inverses);
                TLanes.StoreFirst(TLanes.MultiplyAdd(normal, First(gain + whole, rest), First(bias + whole, rest)), y + whole, rest);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        float* input, float* gain, float* gradient, int rows, int columns, float* statistics, float* ofInput, bool add, float* ofGain, float* ofBias)
    {
        var width = TLanes.Count;
        var whole = columns / width * width;
        var rest = columns - whole;
        for (var row = 0; row < rows; row++)
        {
            var x = input + (nint)row * columns;
            var dy = gradient + (nint)row * columns;
            var mean = TLanes.Create(statistics[2 * row]);
            var inverse = TLanes.Create(statistics[2 * row + 1]);
            TVector sum = default, product = default;
            for (var index = 0; index < whole; index += width)
            {
                var outer = TLanes.Load(dy + index);
                var normal = TLanes.Multiply(TLanes.Subtract(TLanes.Load(x + index), mean), inverse);
                TLanes.Store(TLanes.MultiplyAdd(outer, normal, TLanes.Load(ofGain + index)), ofGain + index);
                TLanes.Store(TLanes.Add(outer, TLanes.Load(ofBias + index)), ofBias + index);
                var scaled = TLanes.Multiply(outer, TLanes.Load(gain + index));
                sum = TLanes.Add(sum, scaled);
                product = TLanes.MultiplyAdd(scaled, normal, product);
            }

            if (rest > 0)
            {
                var outer = First(dy + whole, rest);
                var normal = TLanes.Multiply(TLanes.Subtract(First(x + whole, rest), mean), inverse);
                TLanes.StoreFirst(TLanes.MultiplyAdd(outer, normal, First(ofGain + whole, rest)), ofGain + whole, rest);
                TLanes.StoreFirst(TLanes.Add(outer, First(ofBias + whole, rest)), ofBias + whole, rest);
                var scaled = TLanes.Multiply(outer, First(gain + whole, rest));
                sum = TLanes.Add(sum, scaled);
                product = TLanes.MultiplyAdd(scaled, normal, product);
            }

            // The row's gradient without its parts along the constant row and along the normalised row, which normalising takes away.
            var alongConstant = TLanes.Create(TLanes.Sum(sum) / columns);
            var alongNormal = TLanes.Create(TLanes.Sum(product) / columns);
            var target = ofInput + (nint)row * columns;
            for (var index = 0; index < whole; index += width)
            {
                var normal = TLanes.Multiply(TLanes.Subtract(TLanes.Load(x + index), mean), inverse);
                var scaled = TLanes.Subtract(TLanes.Multiply(TLanes.Load(dy + index), TLanes.Load(gain + index)), alongConstant);
                scaled = TLanes.MultiplySubtract(normal, alongNormal, scaled);
                TLanes.Store(TLanes.MultiplyAdd(scaled, inverse, add ? TLanes.Load(target + index) : default), target + index);
            }

            if (rest > 0)
            {
                var normal = TLanes.Multiply(TLanes.Subtract(First(x + whole, rest), mean), inverse);
                var scaled = TLanes.Subtract(TLanes.Multiply(First(dy + whole, rest), First(gain + whole, rest)), alongConstant);
                scaled = TLanes.MultiplySubtract(normal, alongNormal, scaled);
                TLanes.StoreFirst(TLanes.MultiplyAdd(scaled, inverse, add ? First(target + whole, rest) : default), target + whole, rest);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(float* address, int count) => TLanes.LoadFirst(address, count, default);
}
