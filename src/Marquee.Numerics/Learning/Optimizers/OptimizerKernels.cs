using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The inner loops of optimisers, for one vector width. Each number is worked on by itself: what comes out does not depend on where a range begins.</summary>
internal abstract unsafe class OptimizerKernels
{
    /// <summary>The form for the width in use.</summary>
    public static OptimizerKernels Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static OptimizerKernels For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new OptimizerKernels<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new OptimizerKernels<Vector256Lanes, Vector256<float>>(),
        _ => new OptimizerKernels<ScalarLanes, float>(),
    };

    /// <summary><c>values = keep * values - rate * gradient</c>.</summary>
    public abstract void Descend(float* values, float* gradient, int count, float keep, float rate);

    /// <summary><c>velocity = momentum * velocity + scale * gradient; values = keep * values - rate * velocity</c>.</summary>
    public abstract void DescendWithMomentum(float* values, float* gradient, float* velocity, int count, float keep, float rate, float scale, float momentum);

    /// <summary><c>squares += (scale * gradient)^2; values = keep * values - rate * scale * gradient / (sqrt(squares) + epsilon)</c>.</summary>
    public abstract void Adagrad(float* values, float* gradient, float* squares, int count, float keep, float rate, float scale, float epsilon);

    /// <summary>
    /// <c>means = b1 * means + a1 * scale * gradient; squares = b2 * squares + a2 * (scale * gradient)^2; values = keep * values - rate * means / (sqrt(squares) + epsilon)</c>.
    /// </summary>
    public abstract void Adam(
        float* values, float* gradient, float* means, float* squares, int count, float keep, float rate, float scale, float epsilon,
        float firstDecay, float firstShare, float secondDecay, float secondShare);

    /// <summary><c>average = keep * average + add * values</c>.</summary>
    public abstract void Average(float* average, float* values, int count, float keep, float add);

    /// <summary>The sum of squares; not finite where a number is not.</summary>
    public double SumOfSquares(float* numbers, int count)
    {
        // In runs, so that a long sum loses no more digits than a short one.
        const int Run = 4096;
        var sum = 0.0;
        for (var start = 0; start < count; start += Run)
        {
            var end = Math.Min(start + Run, count);
            var ofRun = SumOfSquaresInSingle(numbers + start, end - start);
            if (!float.IsFinite(ofRun))
            {
                // A square can be too large for a float where the number is not.
                var wide = 0.0;
                for (var index = start; index < end; index++)
                {
                    wide += (double)numbers[index] * numbers[index];
                }

                sum += wide;
                continue;
            }

            sum += ofRun;
        }

        return sum;
    }

    /// <summary>The sum of squares in single precision.</summary>
    protected abstract float SumOfSquaresInSingle(float* numbers, int count);
}

/// <inheritdoc/>
internal sealed unsafe class OptimizerKernels<TLanes, TVector> : OptimizerKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Descend(float* values, float* gradient, int count, float keep, float rate)
    {
        var whole = Whole(count);
        DescendRange<TLanes, TVector>(values, gradient, 0, whole, keep, rate);
        DescendRange<ScalarLanes, float>(values, gradient, whole, count, keep, rate);
    }

    /// <inheritdoc/>
    public override void DescendWithMomentum(float* values, float* gradient, float* velocity, int count, float keep, float rate, float scale, float momentum)
    {
        var whole = Whole(count);
        MomentumRange<TLanes, TVector>(values, gradient, velocity, 0, whole, keep, rate, scale, momentum);
        MomentumRange<ScalarLanes, float>(values, gradient, velocity, whole, count, keep, rate, scale, momentum);
    }

    /// <inheritdoc/>
    public override void Adagrad(float* values, float* gradient, float* squares, int count, float keep, float rate, float scale, float epsilon)
    {
        var whole = Whole(count);
        AdagradRange<TLanes, TVector>(values, gradient, squares, 0, whole, keep, rate, scale, epsilon);
        AdagradRange<ScalarLanes, float>(values, gradient, squares, whole, count, keep, rate, scale, epsilon);
    }

    /// <inheritdoc/>
    public override void Adam(
        float* values, float* gradient, float* means, float* squares, int count, float keep, float rate, float scale, float epsilon,
        float firstDecay, float firstShare, float secondDecay, float secondShare)
    {
        var whole = Whole(count);
        AdamRange<TLanes, TVector>(values, gradient, means, squares, 0, whole, keep, rate, scale, epsilon, firstDecay, firstShare, secondDecay, secondShare);
        AdamRange<ScalarLanes, float>(values, gradient, means, squares, whole, count, keep, rate, scale, epsilon, firstDecay, firstShare, secondDecay, secondShare);
    }

    /// <inheritdoc/>
    public override void Average(float* average, float* values, int count, float keep, float add)
    {
        var whole = Whole(count);
        AverageRange<TLanes, TVector>(average, values, 0, whole, keep, add);
        AverageRange<ScalarLanes, float>(average, values, whole, count, keep, add);
    }

    /// <inheritdoc/>
    protected override float SumOfSquaresInSingle(float* numbers, int count)
    {
        TVector a = default, b = default, c = default, d = default;
        var index = 0;
        for (; index + 4 * TLanes.Count <= count; index += 4 * TLanes.Count)
        {
            var first = TLanes.Load(numbers + index);
            var second = TLanes.Load(numbers + index + TLanes.Count);
            var third = TLanes.Load(numbers + index + 2 * TLanes.Count);
            var fourth = TLanes.Load(numbers + index + 3 * TLanes.Count);
            a = TLanes.MultiplyAdd(first, first, a);
            b = TLanes.MultiplyAdd(second, second, b);
            c = TLanes.MultiplyAdd(third, third, c);
            d = TLanes.MultiplyAdd(fourth, fourth, d);
        }

        var lanes = stackalloc float[TLanes.Count];
        TLanes.Store(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), lanes);
        var sum = 0f;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            sum += lanes[lane];
        }

        for (; index < count; index++)
        {
            sum = MathF.FusedMultiplyAdd(numbers[index], numbers[index], sum);
        }

        return sum;
    }

    private static int Whole(int count) => count - count % TLanes.Count;

    private static void DescendRange<L, V>(float* values, float* gradient, int start, int end, float keep, float rate)
        where L : struct, ILanes<V>
        where V : struct
    {
        V keeps = L.Create(keep), rates = L.Create(rate);
        for (var index = start; index < end; index += L.Count)
        {
            var kept = L.Multiply(keeps, L.Load(values + index));
            L.Store(L.MultiplySubtract(rates, L.Load(gradient + index), kept), values + index);
        }
    }

    private static void MomentumRange<L, V>(float* values, float* gradient, float* velocity, int start, int end, float keep, float rate, float scale, float momentum)
        where L : struct, ILanes<V>
        where V : struct
    {
        V keeps = L.Create(keep), rates = L.Create(rate), scales = L.Create(scale), momenta = L.Create(momentum);
        for (var index = start; index < end; index += L.Count)
        {
            var speed = L.MultiplyAdd(momenta, L.Load(velocity + index), L.Multiply(scales, L.Load(gradient + index)));
            L.Store(speed, velocity + index);
            L.Store(L.MultiplySubtract(rates, speed, L.Multiply(keeps, L.Load(values + index))), values + index);
        }
    }

    private static void AdagradRange<L, V>(float* values, float* gradient, float* squares, int start, int end, float keep, float rate, float scale, float epsilon)
        where L : struct, ILanes<V>
        where V : struct
    {
        V keeps = L.Create(keep), rates = L.Create(rate), scales = L.Create(scale), epsilons = L.Create(epsilon);
        for (var index = start; index < end; index += L.Count)
        {
            var slope = L.Multiply(scales, L.Load(gradient + index));
            var square = L.MultiplyAdd(slope, slope, L.Load(squares + index));
            L.Store(square, squares + index);
            var step = L.Divide(slope, L.Add(L.SquareRoot(square), epsilons));
            L.Store(L.MultiplySubtract(rates, step, L.Multiply(keeps, L.Load(values + index))), values + index);
        }
    }

    private static void AdamRange<L, V>(
        float* values, float* gradient, float* means, float* squares, int start, int end, float keep, float rate, float scale, float epsilon,
        float firstDecay, float firstShare, float secondDecay, float secondShare)
        where L : struct, ILanes<V>
        where V : struct
    {
        V keeps = L.Create(keep), rates = L.Create(rate), scales = L.Create(scale), epsilons = L.Create(epsilon);
        V firstDecays = L.Create(firstDecay), firstShares = L.Create(firstShare), secondDecays = L.Create(secondDecay), secondShares = L.Create(secondShare);
        for (var index = start; index < end; index += L.Count)
        {
            var slope = L.Multiply(scales, L.Load(gradient + index));
            var mean = L.MultiplyAdd(firstShares, slope, L.Multiply(firstDecays, L.Load(means + index)));
            L.Store(mean, means + index);
            var square = L.MultiplyAdd(secondShares, L.Multiply(slope, slope), L.Multiply(secondDecays, L.Load(squares + index)));
            L.Store(square, squares + index);
            var step = L.Divide(mean, L.Add(L.SquareRoot(square), epsilons));
            L.Store(L.MultiplySubtract(rates, step, L.Multiply(keeps, L.Load(values + index))), values + index);
        }
    }

    private static void AverageRange<L, V>(float* average, float* values, int start, int end, float keep, float add)
        where L : struct, ILanes<V>
        where V : struct
    {
        V keeps = L.Create(keep), adds = L.Create(add);
        for (var index = start; index < end; index += L.Count)
        {
            L.Store(L.MultiplyAdd(adds, L.Load(values + index), L.Multiply(keeps, L.Load(average + index))), average + index);
        }
    }
}
