using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Vector loops of link prediction, for one vector width. A complex vector of <c>count</c> coordinates lies as all real parts, then all imaginary ones.</summary>
internal abstract unsafe class LinkKernels
{
    /// <summary>The form for the width in use.</summary>
    public static LinkKernels Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static LinkKernels For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new LinkKernels<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new LinkKernels<Vector256Lanes, Vector256<float>>(),
        _ => new LinkKernels<ScalarLanes, float>(),
    };

    /// <summary><c>target += left * right</c> in complex numbers; <paramref name="sign"/> is 1, or -1 where the conjugate of the right is meant.</summary>
    public abstract void AddComplexProduct(float* left, float* right, float sign, float* target, int count);

    /// <summary><c>gradient += scale * |x| * x</c>, coordinate by coordinate.</summary>
    public abstract void AddCubes(float scale, float* values, float* gradient, int count);

    /// <summary>The same with moduli of complex coordinates.</summary>
    public abstract void AddComplexCubes(float scale, float* values, float* gradient, int count);

    /// <summary>Replaces squares of distances, less a number, by the negative distances.</summary>
    public abstract void NegativeDistances(float* squares, float missing, int count);

    /// <summary>Replaces gradients by themselves over the distances, and returns the sum of what comes out.</summary>
    public abstract float DivideByDistances(float* gradients, float* negativeDistances, int count);

    /// <summary>
    /// Replaces scores of negatives by the gradients of <c>sum(p * log(1 + e^(score + margin)))</c>, times a scale, where the probabilities <paramref name="p"/> are fixed; returns the sum.
    /// </summary>
    public abstract double SelfAdversarial(float* scores, float* p, float margin, float scale, int count);
}

/// <inheritdoc/>
internal sealed unsafe class LinkKernels<TLanes, TVector> : LinkKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Squares below it are what rounding leaves of zero.
    private const float LeastSquare = 1e-6f;

    /// <inheritdoc/>
    public override void AddComplexProduct(float* left, float* right, float sign, float* target, int count)
    {
        var signs = TLanes.Create(sign);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TVector leftReal = TLanes.Load(left + index), leftImaginary = TLanes.Load(left + count + index);
            TVector rightReal = TLanes.Load(right + index), rightImaginary = TLanes.Multiply(signs, TLanes.Load(right + count + index));
            var real = TLanes.MultiplyAdd(leftReal, rightReal, TLanes.Load(target + index));
            var imaginary = TLanes.MultiplyAdd(leftImaginary, rightReal, TLanes.Load(target + count + index));
            TLanes.Store(TLanes.MultiplySubtract(leftImaginary, rightImaginary, real), target + index);
            TLanes.Store(TLanes.MultiplyAdd(leftReal, rightImaginary, imaginary), target + count + index);
        }

        for (; index < count; index++)
        {
            float leftReal = left[index], leftImaginary = left[count + index], rightReal = right[index], rightImaginary = sign * right[count + index];
            target[index] += (leftReal * rightReal) - (leftImaginary * rightImaginary);
            target[count + index] += (leftImaginary * rightReal) + (leftReal * rightImaginary);
        }
    }

    /// <inheritdoc/>
    public override void AddCubes(float scale, float* values, float* gradient, int count)
    {
        var (scales, zero) = (TLanes.Create(scale), TLanes.Create(0));
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var x = TLanes.Load(values + index);
            var size = TLanes.Max(x, TLanes.Subtract(zero, x));
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Multiply(scales, size), x, TLanes.Load(gradient + index)), gradient + index);
        }

        for (; index < count; index++)
        {
            gradient[index] += scale * MathF.Abs(values[index]) * values[index];
        }
    }

    /// <inheritdoc/>
    public override void AddComplexCubes(float scale, float* values, float* gradient, int count)
    {
        var scales = TLanes.Create(scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TVector real = TLanes.Load(values + index), imaginary = TLanes.Load(values + count + index);
            var factor = TLanes.Multiply(scales, TLanes.SquareRoot(TLanes.MultiplyAdd(real, real, TLanes.Multiply(imaginary, imaginary))));
            TLanes.Store(TLanes.MultiplyAdd(factor, real, TLanes.Load(gradient + index)), gradient + index);
            TLanes.Store(TLanes.MultiplyAdd(factor, imaginary, TLanes.Load(gradient + count + index)), gradient + count + index);
        }

        for (; index < count; index++)
        {
            float real = values[index], imaginary = values[count + index];
            var factor = scale * MathF.Sqrt((real * real) + (imaginary * imaginary));
            gradient[index] += factor * real;
            gradient[count + index] += factor * imaginary;
        }
    }

    /// <inheritdoc/>
    public override void NegativeDistances(float* squares, float missing, int count)
    {
        var (more, least, zero) = (TLanes.Create(missing), TLanes.Create(LeastSquare), TLanes.Create(0));
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var square = TLanes.Max(least, TLanes.Add(TLanes.Load(squares + index), more));
            TLanes.Store(TLanes.Subtract(zero, TLanes.SquareRoot(square)), squares + index);
        }

        for (; index < count; index++)
        {
            squares[index] = -MathF.Sqrt(MathF.Max(LeastSquare, squares[index] + missing));
        }
    }

    /// <inheritdoc/>
    public override float DivideByDistances(float* gradients, float* negativeDistances, int count)
    {
        var (zero, sums) = (TLanes.Create(0), TLanes.Create(0));
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var weight = TLanes.Divide(TLanes.Load(gradients + index), TLanes.Subtract(zero, TLanes.Load(negativeDistances + index)));
            TLanes.Store(weight, gradients + index);
            sums = TLanes.Add(sums, weight);
        }

        var sum = TLanes.Sum(sums);
        for (; index < count; index++)
        {
            gradients[index] /= -negativeDistances[index];
            sum += gradients[index];
        }

        return sum;
    }

    /// <inheritdoc/>
    public override double SelfAdversarial(float* scores, float* p, float margin, float scale, int count)
    {
        var (zero, one, margins, scales, sums) = (TLanes.Create(0), TLanes.Create(1), TLanes.Create(margin), TLanes.Create(scale), TLanes.Create(0));
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var x = TLanes.Add(TLanes.Load(scores + index), margins);
            var probability = TLanes.Load(p + index);
            // Of minus the absolute value, so that nothing overflows.
            var exponential = TLanes.Exp(TLanes.Min(TLanes.Subtract(zero, x), x));
            var loss = TLanes.Add(ElementaryFunctions.LogOnePlus<TLanes, TVector>(exponential), TLanes.Max(zero, x));
            var sigmoid = TLanes.Divide(TLanes.Select(x, zero, one, exponential), TLanes.Add(one, exponential));
            sums = TLanes.MultiplyAdd(probability, loss, sums);
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(scales, probability), sigmoid), scores + index);
        }

        double sum = TLanes.Sum(sums);
        for (; index < count; index++)
        {
            var x = scores[index] + margin;
            var exponential = MathF.Exp(-MathF.Abs(x));
            sum += p[index] * (MathF.Log(1 + exponential) + MathF.Max(0, x));
            scores[index] = scale * p[index] * (x > 0 ? 1 : exponential) / (1 + exponential);
        }

        return sum;
    }
}
