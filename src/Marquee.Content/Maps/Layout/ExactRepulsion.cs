using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Every pair. O(items^2).</summary>
internal sealed unsafe class ExactRepulsion : Repulsion
{
    private const int ItemsPerBlock = 64;

    // Sums are carried on in double precision after so many pairs.
    private const int PairsPerSum = 1024;

    private readonly double[] _parts;
    private readonly Action<int, int> _work;
    private float[] _x = [], _y = [], _forceX = [], _forceY = [];

    public ExactRepulsion(int items)
    {
        _parts = new double[(items + ItemsPerBlock - 1) / ItemsPerBlock];
        _work = SimdWidths.Chosen switch
        {
            SimdWidth.Vector512 => Block<Vector512Lanes, Vector512<float>>,
            SimdWidth.Vector256 => Block<Vector256Lanes, Vector256<float>>,
            _ => Block<ScalarLanes, float>,
        };
    }

    /// <inheritdoc/>
    public override double Compute(float[] x, float[] y, float[] forceX, float[] forceY, WorkerTeam team)
    {
        (_x, _y, _forceX, _forceY) = (x, y, forceX, forceY);
        team.Run(_parts.Length, _work);
        return Sum(_parts);
    }

    private void Block<TLanes, TVector>(int block, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var part = 0.0;
        var end = Math.Min((block + 1) * ItemsPerBlock, _x.Length);
        fixed (float* x = _x, y = _y)
        {
            for (var item = block * ItemsPerBlock; item < end; item++)
            {
                double sum = 0, sumX = 0, sumY = 0;
                for (var start = 0; start < _x.Length; start += PairsPerSum)
                {
                    Add<TLanes, TVector>(x, y, start, Math.Min(start + PairsPerSum, _x.Length), item, ref sum, ref sumX, ref sumY);
                }

                // An item is 1 to itself and pushes itself nowhere.
                part += sum - 1;
                (_forceX[item], _forceY[item]) = ((float)sumX, (float)sumY);
            }
        }

        _parts[block] = part;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes, TVector>(float* x, float* y, int start, int end, int item, ref double sum, ref double sumX, ref double sumY)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var (ownX, ownY, one) = (TLanes.Create(x[item]), TLanes.Create(y[item]), TLanes.Create(1));
        var (all, allX, allY) = (TLanes.Create(0), TLanes.Create(0), TLanes.Create(0));
        var at = start;
        for (; at + TLanes.Count <= end; at += TLanes.Count)
        {
            var gapX = TLanes.Subtract(ownX, TLanes.Load(x + at));
            var gapY = TLanes.Subtract(ownY, TLanes.Load(y + at));
            var near = TLanes.Divide(one, TLanes.MultiplyAdd(gapX, gapX, TLanes.MultiplyAdd(gapY, gapY, one)));
            var push = TLanes.Multiply(near, near);
            all = TLanes.Add(all, near);
            allX = TLanes.MultiplyAdd(push, gapX, allX);
            allY = TLanes.MultiplyAdd(push, gapY, allY);
        }

        var (rest, restX, restY) = (TLanes.Sum(all), TLanes.Sum(allX), TLanes.Sum(allY));
        for (; at < end; at++)
        {
            var (gapX, gapY) = (x[item] - x[at], y[item] - y[at]);
            var near = 1 / (1 + (gapX * gapX) + (gapY * gapY));
            rest += near;
            restX += near * near * gapX;
            restY += near * near * gapY;
        }

        sum += rest;
        sumX += restX;
        sumY += restY;
    }
}
