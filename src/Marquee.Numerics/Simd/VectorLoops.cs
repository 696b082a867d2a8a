using System.Numerics;
using System.Runtime.InteropServices;

namespace Marquee.Numerics;

/// <summary>Loops over short vectors that fit no matrix product.</summary>
internal static class VectorLoops
{
    /// <summary>The dot product of two vectors of the same length.</summary>
    public static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var ones = MemoryMarshal.Cast<float, Vector<float>>(one);
        var others = MemoryMarshal.Cast<float, Vector<float>>(other);
        var sums = Vector<float>.Zero;
        for (var lane = 0; lane < ones.Length; lane++)
        {
            sums += ones[lane] * others[lane];
        }

        var sum = Vector.Sum(sums);
        for (var index = ones.Length * Vector<float>.Count; index < one.Length; index++)
        {
            sum += one[index] * other[index];
        }

        return sum;
    }

    /// <summary>Adds a vector times a number to another of the same length.</summary>
    public static void AddScaled(float scale, ReadOnlySpan<float> source, Span<float> target)
    {
        var sources = MemoryMarshal.Cast<float, Vector<float>>(source);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var lane = 0; lane < sources.Length; lane++)
        {
            targets[lane] += scale * sources[lane];
        }

        for (var index = sources.Length * Vector<float>.Count; index < source.Length; index++)
        {
            target[index] += scale * source[index];
        }
    }
}
