using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>The vector loops of <see cref="ElementKernels"/> on spans.</summary>
internal static unsafe class VectorLoops
{
    /// <summary><c>target += scale * source</c>; the target is at least as long as the source.</summary>
    public static void AddScaled(float scale, ReadOnlySpan<float> source, Span<float> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, source.Length, nameof(target));
        fixed (float* from = source, to = target)
        {
            ElementKernels.Chosen.AddScaled(scale, from, to, source.Length);
        }
    }

    /// <summary><c>sum of left * right</c> of two vectors of equal length.</summary>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, left.Length, nameof(right));
        fixed (float* first = left, second = right)
        {
            return ElementKernels.Chosen.Dot(first, second, left.Length);
        }
    }
}
