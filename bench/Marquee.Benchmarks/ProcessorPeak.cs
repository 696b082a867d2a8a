using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>
/// The most multiply-adds that the processor does: a loop on registers only, with sixteen independent sums of the widest
/// vectors, on one thread or on several at once.
/// </summary>
internal static class ProcessorPeak
{
    private const int Iterations = 200_000;
    private const int Sums = 16;

    /// <summary>10^9 floating-point operations a second (a multiply-add counts two), fastest of many runs.</summary>
    public static double Gigaflops(int threads)
    {
        var lanes = Vector512.IsHardwareAccelerated ? 16 : Vector<float>.Count;
        // Several pieces a thread: a thread that starts late then costs a piece, not the whole measurement.
        const int piecesPerThread = 16;
        var pieces = threads == 1 ? 1 : piecesPerThread * threads;
        var operations = 2.0 * lanes * Sums * Iterations * pieces;
        var measured = Measure.Run(() => ParallelBlocks.For(pieces, 1, threads, (piece, _, _) => Loop(piece)));
        return measured.Gigaflops(operations);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Loop(float start) => Vector512.IsHardwareAccelerated ? Loop512(start) : LoopAny(start);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(float start)
    {
        var x = Vector512.Create(start);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x, m = x, n = x, o = x, p = x;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            a = Vector512.FusedMultiplyAdd(x, x, a);
            b = Vector512.FusedMultiplyAdd(x, x, b);
            c = Vector512.FusedMultiplyAdd(x, x, c);
            d = Vector512.FusedMultiplyAdd(x, x, d);
            e = Vector512.FusedMultiplyAdd(x, x, e);
            f = Vector512.FusedMultiplyAdd(x, x, f);
            g = Vector512.FusedMultiplyAdd(x, x, g);
            h = Vector512.FusedMultiplyAdd(x, x, h);
            i = Vector512.FusedMultiplyAdd(x, x, i);
            j = Vector512.FusedMultiplyAdd(x, x, j);
            k = Vector512.FusedMultiplyAdd(x, x, k);
            l = Vector512.FusedMultiplyAdd(x, x, l);
            m = Vector512.FusedMultiplyAdd(x, x, m);
            n = Vector512.FusedMultiplyAdd(x, x, n);
            o = Vector512.FusedMultiplyAdd(x, x, o);
            p = Vector512.FusedMultiplyAdd(x, x, p);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LoopAny(float start)
    {
        var x = new Vector<float>(start);
        Vector<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x, m = x, n = x, o = x, p = x;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            a = Vector.MultiplyAddEstimate(x, x, a);
            b = Vector.MultiplyAddEstimate(x, x, b);
            c = Vector.MultiplyAddEstimate(x, x, c);
            d = Vector.MultiplyAddEstimate(x, x, d);
            e = Vector.MultiplyAddEstimate(x, x, e);
            f = Vector.MultiplyAddEstimate(x, x, f);
            g = Vector.MultiplyAddEstimate(x, x, g);
            h = Vector.MultiplyAddEstimate(x, x, h);
            i = Vector.MultiplyAddEstimate(x, x, i);
            j = Vector.MultiplyAddEstimate(x, x, j);
            k = Vector.MultiplyAddEstimate(x, x, k);
            l = Vector.MultiplyAddEstimate(x, x, l);
            m = Vector.MultiplyAddEstimate(x, x, m);
            n = Vector.MultiplyAddEstimate(x, x, n);
            o = Vector.MultiplyAddEstimate(x, x, o);
            p = Vector.MultiplyAddEstimate(x, x, p);
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p);
    }
}
