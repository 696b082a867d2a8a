using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>Vector loops over numbers side by side that several operations share, for one vector width. Memory may coincide, but must not overlap otherwise.</summary>
internal abstract unsafe class ElementKernels
{
    private const int PartLength = 1024;

    /// <summary>The form for the width in use.</summary>
    public static ElementKernels Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static ElementKernels For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new ElementKernels<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new ElementKernels<Vector256Lanes, Vector256<float>>(),
        _ => new ElementKernels<ScalarLanes, float>(),
    };

    /// <summary><c>target += source</c>.</summary>
    public abstract void Add(float* source, float* target, int count);

    /// <summary><c>target += scale * source</c>.</summary>
    public abstract void AddScaled(float scale, float* source, float* target, int count);

    /// <summary><c>target += left * right</c>.</summary>
    public abstract void AddProduct(float* left, float* right, float* target, int count);

    /// <summary><c>target = scale * source</c>.</summary>
    public abstract void Scale(float scale, float* source, float* target, int count);

    /// <summary>The sum of the numbers.</summary>
    public abstract float Sum(float* source, int count);

    /// <summary>The sum of many numbers: parts in single precision, their sum in double.</summary>
    public double LongSum(float* source, int count)
    {
        var sum = 0.0;
        for (var from = 0; from < count; from += PartLength)
        {
            sum += Sum(source + from, Math.Min(PartLength, count - from));
        }

        return sum;
    }

    /// <summary><c>sum of left * right</c> of many numbers: parts in single precision, their sum in double.</summary>
    public double LongDot(float* left, float* right, int count)
    {
        var sum = 0.0;
        for (var from = 0; from < count; from += PartLength)
        {
            sum += Dot(left + from, right + from, Math.Min(PartLength, count - from));
        }

        return sum;
    }

    /// <summary>The largest number; negative infinity where there is none.</summary>
    public abstract float Largest(float* source, int count);

    /// <summary><c>sum of left * right</c>.</summary>
    public abstract float Dot(float* left, float* right, int count);
}

/// <inheritdoc/>
internal sealed unsafe class ElementKernels<TLanes, TVector> : ElementKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Add(float* source, float* target, int count)
    {
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TLanes.Add(TLanes.Load(target + index), TLanes.Load(source + index)), target + index);
        }

        if (index < count)
        {
            TLanes.StoreFirst(TLanes.Add(First(target + index, count - index), First(source + index, count - index)), target + index, count - index);
        }
    }

    /// <inheritdoc/>
    public override void AddScaled(float scale, float* source, float* target, int count)
    {
        var scales = TLanes.Create(scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TLanes.MultiplyAdd(scales, TLanes.Load(source + index), TLanes.Load(target + index)), target + index);
        }

        if (index < count)
        {
            TLanes.StoreFirst(TLanes.MultiplyAdd(scales, First(source + index, count - index), First(target + index, count - index)), target + index, count - index);
        }
    }

    /// <inheritdoc/>
    public override void AddProduct(float* left, float* right, float* target, int count)
    {
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(left + index), TLanes.Load(right + index), TLanes.Load(target + index)), target + index);
        }

        if (index < count)
        {
            var sum = TLanes.MultiplyAdd(First(left + index, count - index), First(right + index, count - index), First(target + index, count - index));
            TLanes.StoreFirst(sum, target + index, count - index);
        }
    }

    /// <inheritdoc/>
    public override void Scale(float scale, float* source, float* target, int count)
    {
        var scales = TLanes.Create(scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TLanes.Multiply(scales, TLanes.Load(source + index)), target + index);
        }

        if (index < count)
        {
            TLanes.StoreFirst(TLanes.Multiply(scales, First(source + index, count - index)), target + index, count - index);
        }
    }

    /// <inheritdoc/>
    public override float Sum(float* source, int count)
    {
        // Two sums, so that an addition need not wait for the one before.
        TVector first = default, second = default;
        var index = 0;
        for (; index + 2 * TLanes.Count <= count; index += 2 * TLanes.Count)
        {
            first = TLanes.Add(first, TLanes.Load(source + index));
            second = TLanes.Add(second, TLanes.Load(source + index + TLanes.Count));
        }

        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            first = TLanes.Add(first, TLanes.Load(source + index));
        }

        if (index < count)
        {
            second = TLanes.Add(second, First(source + index, count - index));
        }

        return TLanes.Sum(TLanes.Add(first, second));
    }

    /// <inheritdoc/>
    public override float Largest(float* source, int count)
    {
        var largest = TLanes.Create(float.NegativeInfinity);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            largest = TLanes.Max(largest, TLanes.Load(source + index));
        }

        if (index < count)
        {
            largest = TLanes.Max(largest, TLanes.LoadFirst(source + index, count - index, largest));
        }

        return TLanes.Largest(largest);
    }

    /// <inheritdoc/>
    public override float Dot(float* left, float* right, int count)
    {
        TVector first = default, second = default;
        var index = 0;
        for (; index + 2 * TLanes.Count <= count; index += 2 * TLanes.Count)
        {
            first = TLanes.MultiplyAdd(TLanes.Load(left + index), TLanes.Load(right + index), first);
            second = TLanes.MultiplyAdd(TLanes.Load(left + index + TLanes.Count), TLanes.Load(right + index + TLanes.Count), second);
        }

        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            first = TLanes.MultiplyAdd(TLanes.Load(left + index), TLanes.Load(right + index), first);
        }

        if (index < count)
        {
            second = TLanes.MultiplyAdd(First(left + index, count - index), First(right + index, count - index), second);
        }

        return TLanes.Sum(TLanes.Add(first, second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(float* address, int count) => TLanes.LoadFirst(address, count, default);
}
