using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>A 12 x 32 tile in 24 of the 32 registers of AVX-512.</summary>
/// <remarks>
/// Twelve broadcasts and two loads feed 24 multiply-adds, so that the two multiply-add pipes, not the two load pipes, set the pace.
/// Tiles at the lower and right edge compute only the rows, in steps of four, and the half that they need.
/// </remarks>
internal sealed unsafe class Vector512TileKernel : TileKernel
{
    private const int TileRows = 12;
    private const int Lanes = 16;

    /// <summary>The part of a tile that is computed: a constant that the compiler folds into the loop.</summary>
    private interface IShape
    {
        static abstract int Rows { get; }

        static abstract bool BothHalves { get; }
    }

    /// <inheritdoc/>
    public override int Rows => TileRows;

    /// <inheritdoc/>
    public override int Columns => 2 * Lanes;

    /// <inheritdoc/>
    public override void Multiply(
        int rows, int columns, int depth, float* left, float* right, nint rightStride, float* c, nint cStride, float alpha, float beta)
    {
        if (columns > Lanes)
        {
            switch ((rows - 1) / 4)
            {
                case 0:
                    Multiply<Rows4Both>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                case 1:
                    Multiply<Rows8Both>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                default:
                    Multiply<Rows12Both>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
            }
        }
        else
        {
            switch ((rows - 1) / 4)
            {
                case 0:
                    Multiply<Rows4Low>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                case 1:
                    Multiply<Rows8Low>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                default:
                    Multiply<Rows12Low>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TShape>(
        int rows, int columns, int depth, float* left, float* right, nint rightStride, float* c, nint cStride, float alpha, float beta)
        where TShape : struct, IShape
    {
        Vector512<float> low0 = default, high0 = default;
        Vector512<float> low1 = default, high1 = default;
        Vector512<float> low2 = default, high2 = default;
        Vector512<float> low3 = default, high3 = default;
        Vector512<float> low4 = default, high4 = default;
        Vector512<float> low5 = default, high5 = default;
        Vector512<float> low6 = default, high6 = default;
        Vector512<float> low7 = default, high7 = default;
        Vector512<float> low8 = default, high8 = default;
        Vector512<float> low9 = default, high9 = default;
        Vector512<float> low10 = default, high10 = default;
        Vector512<float> low11 = default, high11 = default;
        for (; depth > 0; depth--)
        {
            var low = Vector512.Load(right);
            var high = TShape.BothHalves ? Vector512.Load(right + Lanes) : default;
            Vector512<float> factor;
            factor = Vector512.Create(left[0]);
            low0 = Vector512.FusedMultiplyAdd(factor, low, low0);
            high0 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high0) : default;
            factor = Vector512.Create(left[1]);
            low1 = Vector512.FusedMultiplyAdd(factor, low, low1);
            high1 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high1) : default;
            factor = Vector512.Create(left[2]);
            low2 = Vector512.FusedMultiplyAdd(factor, low, low2);
            high2 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high2) : default;
            factor = Vector512.Create(left[3]);
            low3 = Vector512.FusedMultiplyAdd(factor, low, low3);
            high3 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high3) : default;

            if (TShape.Rows > 4)
            {
                factor = Vector512.Create(left[4]);
                low4 = Vector512.FusedMultiplyAdd(factor, low, low4);
                high4 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high4) : default;
                factor = Vector512.Create(left[5]);
                low5 = Vector512.FusedMultiplyAdd(factor, low, low5);
                high5 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high5) : default;
                factor = Vector512.Create(left[6]);
                low6 = Vector512.FusedMultiplyAdd(factor, low, low6);
                high6 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high6) : default;
                factor = Vector512.Create(left[7]);
                low7 = Vector512.FusedMultiplyAdd(factor, low, low7);
                high7 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high7) : default;
            }

            if (TShape.Rows > 8)
            {
                factor = Vector512.Create(left[8]);
                low8 = Vector512.FusedMultiplyAdd(factor, low, low8);
                high8 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high8) : default;
                factor = Vector512.Create(left[9]);
                low9 = Vector512.FusedMultiplyAdd(factor, low, low9);
                high9 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high9) : default;
                factor = Vector512.Create(left[10]);
                low10 = Vector512.FusedMultiplyAdd(factor, low, low10);
                high10 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high10) : default;
                factor = Vector512.Create(left[11]);
                low11 = Vector512.FusedMultiplyAdd(factor, low, low11);
                high11 = TShape.BothHalves ? Vector512.FusedMultiplyAdd(factor, high, high11) : default;
            }

            left += TileRows;
            right += rightStride;
        }

        var writer = new RowWriter(columns, alpha, beta);
        writer.Write(c, low0, high0);
        if (rows > 1) writer.Write(c + cStride, low1, high1);
        if (rows > 2) writer.Write(c + 2 * cStride, low2, high2);
        if (rows > 3) writer.Write(c + 3 * cStride, low3, high3);
        if (rows > 4) writer.Write(c + 4 * cStride, low4, high4);
        if (rows > 5) writer.Write(c + 5 * cStride, low5, high5);
        if (rows > 6) writer.Write(c + 6 * cStride, low6, high6);
        if (rows > 7) writer.Write(c + 7 * cStride, low7, high7);
        if (rows > 8) writer.Write(c + 8 * cStride, low8, high8);
        if (rows > 9) writer.Write(c + 9 * cStride, low9, high9);
        if (rows > 10) writer.Write(c + 10 * cStride, low10, high10);
        if (rows > 11) writer.Write(c + 11 * cStride, low11, high11);
    }

    /// <summary>Writes rows of a tile, leaving alone the columns beyond its edge.</summary>
    private readonly struct RowWriter(int columns, float alpha, float beta)
    {
        private readonly Vector512<float> _alpha = Vector512.Create(alpha);
        private readonly Vector512<float> _beta = Vector512.Create(beta);
        private readonly Vector512<float> _lowMask = Mask(columns);
        private readonly Vector512<float> _highMask = Mask(columns - Lanes);
        private readonly bool _reads = beta != 0;
        private readonly bool _bothHalves = columns > Lanes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(float* target, Vector512<float> low, Vector512<float> high)
        {
            WriteHalf(target, low, _lowMask);
            if (_bothHalves)
            {
                WriteHalf(target + Lanes, high, _highMask);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void WriteHalf(float* target, Vector512<float> sum, Vector512<float> mask)
        {
            sum *= _alpha;
            if (_reads)
            {
                sum = Vector512.FusedMultiplyAdd(_beta, Avx512F.MaskLoad(target, mask, Vector512<float>.Zero), sum);
            }

            Avx512F.MaskStore(target, mask, sum);
        }

        private static Vector512<float> Mask(int lanes) =>
            Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(lanes)).AsSingle();
    }

    private readonly struct Rows4Both : IShape
    {
        public static int Rows => 4;

        public static bool BothHalves => true;
    }

    private readonly struct Rows8Both : IShape
    {
        public static int Rows => 8;

        public static bool BothHalves => true;
    }

    private readonly struct Rows12Both : IShape
    {
        public static int Rows => 12;

        public static bool BothHalves => true;
    }

    private readonly struct Rows4Low : IShape
    {
        public static int Rows => 4;

        public static bool BothHalves => false;
    }

    private readonly struct Rows8Low : IShape
    {
        public static int Rows => 8;

        public static bool BothHalves => false;
    }

    private readonly struct Rows12Low : IShape
    {
        public static int Rows => 12;

        public static bool BothHalves => false;
    }
}
