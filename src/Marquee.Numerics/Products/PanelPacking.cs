using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>
/// Copies a strip of a matrix into a panel: for each step of the depth, <c>width</c> neighbouring numbers. Where the
/// strip is narrower than the panel the rest is zero.
/// </summary>
internal static unsafe class PanelPacking
{
    /// <summary>Packs a strip whose lanes lie side by side: <c>panel[k * width + lane] = source[k * stride + lane]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRows(float* source, nint stride, int lanes, int depth, int width, float* panel)
    {
        if (lanes < width || width % 4 != 0)
        {
            for (var k = 0; k < depth; k++)
            {
                var row = new Span<float>(panel, width);
                new ReadOnlySpan<float>(source, lanes).CopyTo(row);
                row[lanes..].Clear();
                panel += width;
                source += stride;
            }

            return;
        }

        if (Vector512.IsHardwareAccelerated && width % 16 == 0)
        {
            for (var k = 0; k < depth; k++)
            {
                for (var lane = 0; lane < width; lane += 16)
                {
                    Vector512.Store(Vector512.Load(source + lane), panel + lane);
                }

                panel += width;
                source += stride;
            }

            return;
        }

        for (var k = 0; k < depth; k++)
        {
            for (var lane = 0; lane < width; lane += 4)
            {
                Vector128.Store(Vector128.Load(source + lane), panel + lane);
            }

            panel += width;
            source += stride;
        }
    }

    /// <summary>Packs a strip whose lanes are rows: <c>panel[k * width + lane] = source[lane * stride + k]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackColumns(float* source, nint stride, int lanes, int depth, int width, float* panel)
    {
        var lane = 0;
        // Four rows at a time: few enough streams to read in step even where their distance is a power of two.
        for (; lane + 4 <= lanes; lane += 4)
        {
            PackFourColumns(source + lane * stride, stride, depth, width, panel + lane);
        }

        for (; lane < width; lane++)
        {
            var row = source + lane * stride;
            for (var k = 0; k < depth; k++)
            {
                panel[k * width + lane] = lane < lanes ? row[k] : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PackFourColumns(float* row0, nint stride, int depth, int width, float* panel)
    {
        var row1 = row0 + stride;
        var row2 = row1 + stride;
        var row3 = row2 + stride;
        var k = 0;
        if (Sse.IsSupported)
        {
            for (; k + 4 <= depth; k += 4)
            {
                var a = Vector128.Load(row0 + k);
                var b = Vector128.Load(row1 + k);
                var c = Vector128.Load(row2 + k);
                var d = Vector128.Load(row3 + k);
                var lowAb = Sse.UnpackLow(a, b);
                var highAb = Sse.UnpackHigh(a, b);
                var lowCd = Sse.UnpackLow(c, d);
                var highCd = Sse.UnpackHigh(c, d);
                Vector128.Store(Sse.MoveLowToHigh(lowAb, lowCd), panel);
                Vector128.Store(Sse.MoveHighToLow(lowCd, lowAb), panel + width);
                Vector128.Store(Sse.MoveLowToHigh(highAb, highCd), panel + 2 * width);
                Vector128.Store(Sse.MoveHighToLow(highCd, highAb), panel + 3 * width);
                panel += 4 * width;
            }
        }

        for (; k < depth; k++)
        {
            panel[0] = row0[k];
            panel[1] = row1[k];
            panel[2] = row2[k];
            panel[3] = row3[k];
            panel += width;
        }
    }
}
