using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>Vector loops of the softmax over numbers side by side, for one vector width.</summary>
internal abstract unsafe class SoftmaxKernels
{
    /// <summary>The form for the width in use.</summary>
    public static SoftmaxKernels Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static SoftmaxKernels For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new SoftmaxKernels<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new SoftmaxKernels<Vector256Lanes, Vector256<float>>(),
        _ => new SoftmaxKernels<ScalarLanes, float>(),
    };

    /// <summary>Replaces numbers by their softmax.</summary>
    /// <param name="values">The numbers; negative infinity has probability 0, and nothing else gives NaN.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="scale">What the softmax is multiplied by.</param>
    /// <returns>The logarithm of the sum of their exponentials.</returns>
    public abstract float Softmax(float* values, int count, float scale = 1);

    /// <summary>Replaces numbers <c>x</c> by <c>scale * sigmoid(x)</c>.</summary>
    /// <returns>The sum of <c>log(1 + e^x)</c>.</returns>
    public abstract double Logistic(float* values, int count, float scale);

    /// <summary>
    /// Replaces the gradient of the weights that dropout left of probabilities by that of the numbers they are the softmax of: <c>kept * gradient - probability * sum(kept * gradient)</c>.
    /// </summary>
    public abstract void Backward(float* probabilities, float* kept, float* gradient, int count);
}

/// <inheritdoc/>
internal sealed unsafe class SoftmaxKernels<TLanes, TVector> : SoftmaxKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Its exponential is exactly zero beside that of any other number.
    private const float Nothing = -1e30f;

    /// <inheritdoc/>
    public override float Softmax(float* values, int count, float scale = 1)
    {
        var whole = count / TLanes.Count * TLanes.Count;
        // The lanes beyond the end add nothing to the sum.
        var nothing = TLanes.Create(float.NegativeInfinity);
        var rest = whole == count ? nothing : TLanes.LoadFirst(values + whole, count - whole, nothing);
        var largest = rest;
        for (var index = 0; index < whole; index += TLanes.Count)
        {
            largest = TLanes.Max(largest, TLanes.Load(values + index));
        }

        var maximum = TLanes.Largest(largest);
        var maxima = TLanes.Create(maximum);
        rest = TLanes.Exp(TLanes.Subtract(rest, maxima));
        var (sums, more) = (rest, TLanes.Create(0));
        var position = 0;
        for (; position + (2 * TLanes.Count) <= whole; position += 2 * TLanes.Count)
        {
            var first = TLanes.Exp(TLanes.Subtract(TLanes.Load(values + position), maxima));
            var second = TLanes.Exp(TLanes.Subtract(TLanes.Load(values + position + TLanes.Count), maxima));
            TLanes.Store(first, values + position);
            TLanes.Store(second, values + position + TLanes.Count);
            sums = TLanes.Add(sums, first);
            more = TLanes.Add(more, second);
        }

        for (; position < whole; position += TLanes.Count)
        {
            var first = TLanes.Exp(TLanes.Subtract(TLanes.Load(values + position), maxima));
            TLanes.Store(first, values + position);
            sums = TLanes.Add(sums, first);
        }

        var sum = TLanes.Sum(TLanes.Add(sums, more));
        var scales = TLanes.Create(scale / sum);
        for (var index = 0; index < whole; index += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(TLanes.Load(values + index), scales), values + index);
        }

        if (whole < count)
        {
            TLanes.StoreFirst(TLanes.Multiply(rest, scales), values + whole, count - whole);
        }

        return maximum + MathF.Log(sum);
    }

    /// <inheritdoc/>
    public override double Logistic(float* values, int count, float scale)
    {
        var sums = TLanes.Create(0);
        var scales = TLanes.Create(scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var x = TLanes.Load(values + index);
            sums = TLanes.Add(sums, SoftPlus(x));
            TLanes.Store(TLanes.Multiply(scales, ElementaryFunctions.Sigmoid<TLanes, TVector>(x)), values + index);
        }

        if (index < count)
        {
            var x = TLanes.LoadFirst(values + index, count - index, TLanes.Create(Nothing));
            sums = TLanes.Add(sums, SoftPlus(x));
            TLanes.StoreFirst(TLanes.Multiply(scales, ElementaryFunctions.Sigmoid<TLanes, TVector>(x)), values + index, count - index);
        }

        return TLanes.Sum(sums);
    }

    /// <inheritdoc/>
    public override void Backward(float* probabilities, float* kept, float* gradient, int count)
    {
        var (zero, sums) = (TLanes.Create(0), TLanes.Create(0));
        var whole = count / TLanes.Count * TLanes.Count;
        for (var index = 0; index < whole; index += TLanes.Count)
        {
            sums = TLanes.MultiplyAdd(TLanes.Load(kept + index), TLanes.Load(gradient + index), sums);
        }

        var (last, ofLast) = (zero, zero);
        if (whole < count)
        {
            last = TLanes.LoadFirst(probabilities + whole, count - whole, zero);
            ofLast = TLanes.Multiply(TLanes.LoadFirst(kept + whole, count - whole, zero), TLanes.LoadFirst(gradient + whole, count - whole, zero));
            sums = TLanes.Add(sums, ofLast);
        }

        var sum = TLanes.Create(TLanes.Sum(sums));
        for (var index = 0; index < whole; index += TLanes.Count)
        {
            var product = TLanes.Multiply(TLanes.Load(kept + index), TLanes.Load(gradient + index));
            TLanes.Store(TLanes.MultiplySubtract(TLanes.Load(probabilities + index), sum, product), gradient + index);
        }

        if (whole < count)
        {
            TLanes.StoreFirst(TLanes.MultiplySubtract(last, sum, ofLast), gradient + whole, count - whole);
        }
    }

    // log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), which cannot overflow.
    private static TVector SoftPlus(TVector x)
    {
        var zero = TLanes.Create(0);
        var size = TLanes.Max(TLanes.Subtract(zero, x), x);
        return TLanes.Add(TLanes.Max(zero, x), TLanes.Log(TLanes.Add(TLanes.Create(1), TLanes.Exp(TLanes.Subtract(zero, size)))));
    }
}
