using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>How neighbours draw each other near: for each <c>i</c> the force <c>sum over j of P(i, j) q(i, j) (y(j) - y(i))</c>, over the few <c>j</c> whose share is not zero.</summary>
internal sealed unsafe class Attraction
{
    private const int ItemsPerBlock = 256;
    private const int Chunk = 64;

    private readonly SparseMatrix _shares;
    private readonly Action<int, int> _pull, _measure;
    private readonly double[] _parts;
    private float[] _x = [], _y = [], _forceX = [], _forceY = [];

    public Attraction(SparseMatrix shares)
    {
        _shares = shares;
        _parts = new double[(shares.Rows + ItemsPerBlock - 1) / ItemsPerBlock];
        _pull = SimdWidths.Chosen switch
        {
            SimdWidth.Vector512 => Pull<Vector512Lanes, Vector512<float>>,
            SimdWidth.Vector256 => Pull<Vector256Lanes, Vector256<float>>,
            _ => Pull<ScalarLanes, float>,
        };
        _measure = Measure;
    }

    /// <summary>Computes the forces.</summary>
    public void Compute(float[] x, float[] y, float[] forceX, float[] forceY, WorkerTeam team)
    {
        (_x, _y, _forceX, _forceY) = (x, y, forceX, forceY);
        team.Run(_parts.Length, _pull);
    }

    /// <summary>How far the map is from the shares: <c>sum of P log(P / Q)</c>, where <c>Q = q / divisor</c>.</summary>
    public double Divergence(float[] x, float[] y, double divisor, WorkerTeam team)
    {
        (_x, _y) = (x, y);
        team.Run(_parts.Length, _measure);
        var (sum, all) = (0.0, 0.0);
        foreach (var part in _parts)
        {
            sum += part;
        }

        foreach (var share in _shares.Values)
        {
            all += share;
        }

        return sum + (all * Math.Log(divisor));
    }

    private void Pull<TLanes, TVector>(int block, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var end = Math.Min((block + 1) * ItemsPerBlock, _shares.Rows);
        var offsets = _shares.RowOffsets;

        // Positions are collected first, so that what follows is arithmetic on whole vectors; what lies behind the last has share zero.
        var near = stackalloc float[2 * Chunk];
        var one = TLanes.Create(1);
        fixed (int* columns = _shares.ColumnIndices)
        fixed (float* shares = _shares.Values, x = _x, y = _y)
        {
            for (var item = block * ItemsPerBlock; item < end; item++)
            {
                var (ownX, ownY) = (TLanes.Create(x[item]), TLanes.Create(y[item]));
                var (sumX, sumY) = (TLanes.Create(0), TLanes.Create(0));
                var last = offsets[item + 1];
                for (var start = offsets[item]; start < last; start += Chunk)
                {
                    var count = Math.Min(Chunk, last - start);
                    var column = columns + start;
                    for (var at = 0; at < count; at++)
                    {
                        var other = column[at];
                        near[at] = x[other];
                        near[Chunk + at] = y[other];
                    }

                    for (var at = 0; at < count; at += TLanes.Count)
                    {
                        var share = count - at >= TLanes.Count ? TLanes.Load(shares + start + at) : TLanes.LoadFirst(shares + start + at, count - at, TLanes.Create(0));
                        var gapX = TLanes.Subtract(TLanes.Load(near + at), ownX);
                        var gapY = TLanes.Subtract(TLanes.Load(near + Chunk + at), ownY);
                        var pull = TLanes.Divide(share, TLanes.MultiplyAdd(gapX, gapX, TLanes.MultiplyAdd(gapY, gapY, one)));
                        sumX = TLanes.MultiplyAdd(pull, gapX, sumX);
                        sumY = TLanes.MultiplyAdd(pull, gapY, sumY);
                    }
                }

                (_forceX[item], _forceY[item]) = (TLanes.Sum(sumX), TLanes.Sum(sumY));
            }
        }
    }

    private void Measure(int block, int worker)
    {
        var part = 0.0;
        var end = Math.Min((block + 1) * ItemsPerBlock, _shares.Rows);
        for (var item = block * ItemsPerBlock; item < end; item++)
        {
            var columns = _shares.RowIndices(item);
            var shares = _shares.RowValues(item);
            for (var at = 0; at < columns.Length; at++)
            {
                double gapX = _x[item] - _x[columns[at]], gapY = _y[item] - _y[columns[at]];
                part += shares[at] > 0 ? shares[at] * Math.Log(shares[at] * (1 + (gapX * gapX) + (gapY * gapY))) : 0;
            }
        }

        _parts[block] = part;
    }
}
