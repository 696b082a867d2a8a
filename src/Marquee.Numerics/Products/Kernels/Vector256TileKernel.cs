using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>A 6 x 16 tile in 12 of the 16 registers of AVX2, with fused multiply-add.</summary>
/// <remarks>
/// Twelve sums cover the latency of the two multiply-add pipes (four to five cycles each).
/// Tiles at the lower and right edge compute only the rows, in steps of two, and the half that they need.
/// </remarks>
internal sealed unsafe class Vector256TileKernel : TileKernel
{
    private const int TileRows = 6;
    private const int Lanes = 8;

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
            switch ((rows - 1) / 2)
            {
                case 0:
                    Multiply<Rows2Both>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                case 1:
                    Multiply<Rows4Both>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                default:
                    Multiply<Rows6Both>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
            }
        }
        else
        {
            switch ((rows - 1) / 2)
            {
                case 0:
                    Multiply<Rows2Low>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                case 1:
                    Multiply<Rows4Low>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
                default:
                    Multiply<Rows6Low>(rows, columns, depth, left, right, rightStride, c, cStride, alpha, beta);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TShape>(
        int rows, int columns, int depth, float* left, float* right, nint rightStride, float* c, nint cStride, float alpha, float beta)
        where TShape : struct, IShape
    {
        Vector256<float> low0 = default, high0 = default;
        Vector256<float> low1 = default, high1 = default;
        Vector256<float> low2 = default, high2 = default;
        Vector256<float> low3 = default, high3 = default;
        Vector256<float> low4 = default, high4 = default;
        Vector256<float> low5 = default, high5 = default;
        for (; depth > 0; depth--)
        {
            var low = Vector256.Load(right);
            var high = TShape.BothHalves ? Vector256.Load(right + Lanes) : default;
            Vector256<float> factor;
            factor = Vector256.Create(left[0]);
            low0 = Vector256.FusedMultiplyAdd(factor, low, low0);
            high0 = TShape.BothHalves ? Vector256.FusedMultiplyAdd(factor, high, high0) : default;
            factor = Vector256.Create(left[1]);
            low1 = Vector256.FusedMultiplyAdd(factor, low, low1);
            high1 = TShape.BothHalves ? Vector256.FusedMultiplyAdd(factor, high, high1) : default;

            if (TShape.Rows > 2)
            {
                factor = Vector256.Create(left[2]);
                low2 = Vector256.FusedMultiplyAdd(factor, low, low2);
                high2 = TShape.BothHalves ? Vector256.FusedMultiplyAdd(factor, high, high2) : default;
                factor = Vector256.Create(left[3]);
                low3 = Vector256.FusedMultiplyAdd(factor, low, low3);
                high3 = TShape.BothHalves ? Vector256.FusedMultiplyAdd(factor, high, high3) : default;
            }

            if (TShape.Rows > 4)
            {
                factor = Vector256.Create(left[4]);
                low4 = Vector256.FusedMultiplyAdd(factor, low, low4);
                high4 = TShape.BothHalves ? Vector256.FusedMultiplyAdd(factor, high, high4) : default;
                factor = Vector256.Create(left[5]);
                low5 = Vector256.FusedMultiplyAdd(factor, low, low5);
                high5 = TShape.BothHalves ? Vector256.FusedMultiplyAdd(factor, high, high5) : default;
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
    }

    /// <summary>Writes rows of a tile, leaving alone the columns beyond its edge.</summary>
    private readonly struct RowWriter(int columns, float alpha, float beta)
    {
        private readonly Vector256<float> _alpha = Vector256.Create(alpha);
        private readonly Vector256<float> _beta = Vector256.Create(beta);
        private readonly Vector256<float> _lowMask = Mask(columns);
        private readonly Vector256<float> _highMask = Mask(columns - Lanes);
        private readonly bool _reads = beta != 0;
        private readonly bool _bothHalves = columns > Lanes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Write(float* target, Vector256<float> low, Vector256<float> high)
        {
            WriteHalf(target, low, _lowMask);
            if (_bothHalves)
            {
                WriteHalf(target + Lanes, high, _highMask);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void WriteHalf(float* target, Vector256<float> sum, Vector256<float> mask)
        {
            sum *= _alpha;
            if (_reads)
            {
                sum = Vector256.FusedMultiplyAdd(_beta, Avx.MaskLoad(target, mask), sum);
            }

            Avx.MaskStore(target, mask, sum);
        }

        private static Vector256<float> Mask(int lanes) =>
            Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(lanes)).AsSingle();
    }

    private readonly struct Rows2Both : IShape
    {
        public static int Rows => 2;

        public static bool BothHalves => true;
    }

    private readonly struct Rows4Both : IShape
    {
        public static int Rows => 4;

        public static bool BothHalves => true;
    }

    private readonly struct Rows6Both : IShape
    {
        public static int Rows => 6;

        public static bool BothHalves => true;
    }

    private readonly struct Rows2Low : IShape
    {
        public static int Rows => 2;

        public static bool BothHalves => false;
    }

    private readonly struct Rows4Low : IShape
    {
        public static int Rows => 4;

        public static bool BothHalves => false;
    }

    private readonly struct Rows6Low : IShape
    {
        public static int Rows => 6;

        public static bool BothHalves => false;
    }
}
