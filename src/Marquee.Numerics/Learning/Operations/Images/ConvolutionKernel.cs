using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>
/// The innermost part of a convolution and of its gradients: a strip of the result, a few rows at a time in registers. The left factor is read where it lies, number by number, so that windows of images are never copied out;
/// the right one is packed in panels of <see cref="Columns"/>.
/// </summary>
/// <remarks>
/// <para>As <see cref="TileKernel"/>, but with two steps for the left factor in place of a packed panel: twelve broadcasts and two loads feed 24 multiply-adds, so that it does not matter to the load pipes where the twelve numbers lie.</para>
/// <para>Each number is a sum in the order of the walk, rounded once at each term, then added to what was there: all widths give the same bits.</para>
/// </remarks>
internal abstract unsafe class ConvolutionKernel
{
    /// <summary>The form for the width in use.</summary>
    public static ConvolutionKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>Columns of a panel.</summary>
    public abstract int Columns { get; }

    /// <summary>The form for a width.</summary>
    public static ConvolutionKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new ConvolutionKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new ConvolutionKernel<Vector256Lanes, Vector256<float>>(),
        _ => new ConvolutionKernel<ScalarLanes, float>(),
    };

    /// <summary><c>c[row, column] = sum over steps k of the walk: left[row * rowStep + place of k] * right[k, column]</c>, plus what <c>c</c> held where <paramref name="add"/>.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns to write, 1 to <see cref="Columns"/>.</param>
    /// <param name="walk">Where the numbers of the left factor lie, from the row's first.</param>
    /// <param name="left">First number of the left factor.</param>
    /// <param name="rowStep">Distance between its rows.</param>
    /// <param name="right">A panel: <see cref="Columns"/> readable numbers for each step of the walk.</param>
    /// <param name="c">First number of the result.</param>
    /// <param name="cStep">Distance between its rows.</param>
    /// <param name="add">Whether to add to what it held.</param>
    public abstract void Multiply(int rows, int columns, in WindowWalk walk, float* left, nint rowStep, float* right, float* c, nint cStep, bool add);
}

/// <inheritdoc/>
internal sealed unsafe class ConvolutionKernel<TLanes, TVector> : ConvolutionKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // 24 sums of 32 registers; narrower vectors have 16 registers.
    private static int TileRows => TLanes.Count == 16 ? 12 : 4;

    /// <summary>The part of a tile that is computed: a constant that the compiler folds into the loop.</summary>
    private interface IShape
    {
        static abstract int Rows { get; }

        static abstract bool BothHalves { get; }
    }

    /// <inheritdoc/>
    public override int Columns => 2 * TLanes.Count;

    /// <inheritdoc/>
    public override void Multiply(int rows, int columns, in WindowWalk walk, float* left, nint rowStep, float* right, float* c, nint cStep, bool add)
    {
        while (rows > 0)
        {
            var count = Math.Min(TileRows, rows >= 12 ? 12 : rows >= 8 ? 8 : rows >= 4 ? 4 : rows);
            switch (count)
            {
                case 12:
                    Run<Rows12Both, Rows12Low>(columns, walk, left, rowStep, right, c, cStep, add);
                    break;
                case 8:
                    Run<Rows8Both, Rows8Low>(columns, walk, left, rowStep, right, c, cStep, add);
                    break;
                case 4:
                    Run<Rows4Both, Rows4Low>(columns, walk, left, rowStep, right, c, cStep, add);
                    break;
                case 3:
                    Run<Rows3Both, Rows3Low>(columns, walk, left, rowStep, right, c, cStep, add);
                    break;
                case 2:
                    Run<Rows2Both, Rows2Low>(columns, walk, left, rowStep, right, c, cStep, add);
                    break;
                default:
                    Run<Rows1Both, Rows1Low>(columns, walk, left, rowStep, right, c, cStep, add);
                    break;
            }

            rows -= count;
            left += count * rowStep;
            c += count * cStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TBoth, TLow>(int columns, in WindowWalk walk, float* left, nint rowStep, float* right, float* c, nint cStep, bool add)
        where TBoth : struct, IShape
        where TLow : struct, IShape
    {
        if (columns > TLanes.Count)
        {
            Tile<TBoth>(columns, walk, left, rowStep, right, c, cStep, add);
        }
        else
        {
            Tile<TLow>(columns, walk, left, rowStep, right, c, cStep, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TShape>(int columns, in WindowWalk walk, float* left, nint rowStep, float* right, float* c, nint cStep, bool add)
        where TShape : struct, IShape
    {
        TVector low0 = default, high0 = default;
        TVector low1 = default, high1 = default;
        TVector low2 = default, high2 = default;
        TVector low3 = default, high3 = default;
        TVector low4 = default, high4 = default;
        TVector low5 = default, high5 = default;
        TVector low6 = default, high6 = default;
        TVector low7 = default, high7 = default;
        TVector low8 = default, high8 = default;
        TVector low9 = default, high9 = default;
        TVector low10 = default, high10 = default;
        TVector low11 = default, high11 = default;
        var (second, third) = (2 * rowStep, 3 * rowStep);
        for (var outer = 0; outer < walk.Outer; outer++)
        {
            var line = left + outer * walk.OuterStep;
            for (var middle = 0; middle < walk.Middle; middle++)
            {
                var at0 = line;
                var at4 = at0 + 4 * rowStep;
                var at8 = at4 + 4 * rowStep;
                var step = walk.InnerStep;
                for (var inner = walk.Inner; inner > 0; inner--)
                {
                    var low = TLanes.Load(right);
                    var high = TShape.BothHalves ? TLanes.Load(right + TLanes.Count) : default;
                    TVector factor;
                    factor = TLanes.Create(*at0);
                    low0 = TLanes.MultiplyAdd(factor, low, low0);
                    high0 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high0) : default;
                    if (TShape.Rows > 1)
                    {
                        factor = TLanes.Create(at0[rowStep]);
                        low1 = TLanes.MultiplyAdd(factor, low, low1);
                        high1 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high1) : default;
                    }

                    if (TShape.Rows > 2)
                    {
                        factor = TLanes.Create(at0[second]);
                        low2 = TLanes.MultiplyAdd(factor, low, low2);
                        high2 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high2) : default;
                    }

                    if (TShape.Rows > 3)
                    {
                        factor = TLanes.Create(at0[third]);
                        low3 = TLanes.MultiplyAdd(factor, low, low3);
                        high3 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high3) : default;
                    }

                    if (TShape.Rows > 4)
                    {
                        factor = TLanes.Create(*at4);
                        low4 = TLanes.MultiplyAdd(factor, low, low4);
                        high4 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high4) : default;
                        factor = TLanes.Create(at4[rowStep]);
                        low5 = TLanes.MultiplyAdd(factor, low, low5);
                        high5 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high5) : default;
                        factor = TLanes.Create(at4[second]);
                        low6 = TLanes.MultiplyAdd(factor, low, low6);
                        high6 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high6) : default;
                        factor = TLanes.Create(at4[third]);
                        low7 = TLanes.MultiplyAdd(factor, low, low7);
                        high7 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high7) : default;
                    }

                    if (TShape.Rows > 8)
                    {
                        factor = TLanes.Create(*at8);
                        low8 = TLanes.MultiplyAdd(factor, low, low8);
                        high8 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high8) : default;
                        factor = TLanes.Create(at8[rowStep]);
                        low9 = TLanes.MultiplyAdd(factor, low, low9);
                        high9 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high9) : default;
                        factor = TLanes.Create(at8[second]);
                        low10 = TLanes.MultiplyAdd(factor, low, low10);
                        high10 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high10) : default;
                        factor = TLanes.Create(at8[third]);
                        low11 = TLanes.MultiplyAdd(factor, low, low11);
                        high11 = TShape.BothHalves ? TLanes.MultiplyAdd(factor, high, high11) : default;
                    }

                    right += 2 * TLanes.Count;
                    at0 += step;
                    at4 += step;
                    at8 += step;
                }

                line += walk.MiddleStep;
            }
        }

        Write<TShape>(c, low0, high0, columns, add);
        if (TShape.Rows > 1) Write<TShape>(c + cStep, low1, high1, columns, add);
        if (TShape.Rows > 2) Write<TShape>(c + 2 * cStep, low2, high2, columns, add);
        if (TShape.Rows > 3) Write<TShape>(c + 3 * cStep, low3, high3, columns, add);
        if (TShape.Rows > 4) Write<TShape>(c + 4 * cStep, low4, high4, columns, add);
        if (TShape.Rows > 5) Write<TShape>(c + 5 * cStep, low5, high5, columns, add);
        if (TShape.Rows > 6) Write<TShape>(c + 6 * cStep, low6, high6, columns, add);
        if (TShape.Rows > 7) Write<TShape>(c + 7 * cStep, low7, high7, columns, add);
        if (TShape.Rows > 8) Write<TShape>(c + 8 * cStep, low8, high8, columns, add);
        if (TShape.Rows > 9) Write<TShape>(c + 9 * cStep, low9, high9, columns, add);
        if (TShape.Rows > 10) Write<TShape>(c + 10 * cStep, low10, high10, columns, add);
        if (TShape.Rows > 11) Write<TShape>(c + 11 * cStep, low11, high11, columns, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TShape>(float* target, TVector low, TVector high, int columns, bool add)
        where TShape : struct, IShape
    {
        if (TShape.BothHalves)
        {
            TLanes.Store(add ? TLanes.Add(low, TLanes.Load(target)) : low, target);
            WriteHalf(target + TLanes.Count, high, columns - TLanes.Count, add);
        }
        else
        {
            WriteHalf(target, low, columns, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteHalf(float* target, TVector sum, int columns, bool add)
    {
        if (columns == TLanes.Count)
        {
            TLanes.Store(add ? TLanes.Add(sum, TLanes.Load(target)) : sum, target);
        }
        else
        {
            TLanes.StoreFirst(add ? TLanes.Add(sum, TLanes.LoadFirst(target, columns, default)) : sum, target, columns);
        }
    }

    private readonly struct Rows12Both : IShape
    {
        public static int Rows => 12;

        public static bool BothHalves => true;
    }

    private readonly struct Rows12Low : IShape
    {
        public static int Rows => 12;

        public static bool BothHalves => false;
    }

    private readonly struct Rows8Both : IShape
    {
        public static int Rows => 8;

        public static bool BothHalves => true;
    }

    private readonly struct Rows8Low : IShape
    {
        public static int Rows => 8;

        public static bool BothHalves => false;
    }

    private readonly struct Rows4Both : IShape
    {
        public static int Rows => 4;

        public static bool BothHalves => true;
    }

    private readonly struct Rows4Low : IShape
    {
        public static int Rows => 4;

        public static bool BothHalves => false;
    }

    private readonly struct Rows3Both : IShape
    {
        public static int Rows => 3;

        public static bool BothHalves => true;
    }

    private readonly struct Rows3Low : IShape
    {
        public static int Rows => 3;

        public static bool BothHalves => false;
    }

    private readonly struct Rows2Both : IShape
    {
        public static int Rows => 2;

        public static bool BothHalves => true;
    }

    private readonly struct Rows2Low : IShape
    {
        public static int Rows => 2;

        public static bool BothHalves => false;
    }

    private readonly struct Rows1Both : IShape
    {
        public static int Rows => 1;

        public static bool BothHalves => true;
    }

    private readonly struct Rows1Low : IShape
    {
        public static int Rows => 1;

        public static bool BothHalves => false;
    }
}
