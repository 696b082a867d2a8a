using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>Forces worked out on a grid by Fourier transforms. O(items + nodes log nodes).</summary>
/// <remarks>
/// Each item is shared out over the 4 x 4 nodes around it by cubic interpolation; the density on the nodes is convolved with the force itself, <c>(dx + i dy) / (1 + d^2)^2</c>, in one complex transform there and one back; forces are
/// read off between the nodes by the same polynomials. The divisor is the sum over frequencies of the squared spectrum of the density times the spectrum of <c>1 / (1 + d^2)</c>, so that it needs no way back.
/// Source: Linderman, Rachh, Hoskins, Steinerberger and Kluger, Fast Interpolation-based t-SNE, Nature Methods 2019. Differs in that polynomials are centred at the item instead of being those of fixed intervals, in that the force is the kernel in
/// place of four charges whose sums must cancel, and in that the kernels' spectra are kept while the grid stays the same.
/// </remarks>
internal sealed unsafe class GridRepulsion : Repulsion
{
    private const int Lanes = FourierTransform.Lanes;

    // The density is summed in so many parts, whatever the number of threads.
    private const int Parts = 4;
    private const int ItemsPerBlock = 1024;

    // A small map gets a finer grid, a huge one a coarser.
    private const int FewestSpacings = 48;
    private const int MostSpacings = 1000;

    private readonly double _finest;
    private readonly int _items;
    private readonly float[][] _density = [.. Enumerable.Repeat(Array.Empty<float>(), Parts)];
    private readonly float[][] _scratch;
    private readonly Action<int, int> _spread, _down, _across, _up, _read, _kernelDown, _kernelAcross;
    private FourierTransform _transform = new(1);
    private int _nodes, _length;
    private float _spacing, _originX, _originY;
    private float[] _firstReal = [], _firstImaginary = [], _secondReal = [], _secondImaginary = [], _fieldReal = [], _fieldImaginary = [];
    private float[] _kernelFirst = [], _kernelFirstImaginary = [], _near = [], _pushReal = [], _pushImaginary = [];
    private readonly double[] _selves;
    private readonly float[] _selfKernel = new float[16];
    private double[] _parts = [];
    private bool _isNearKernel;
    private float[] _x = [], _y = [], _forceX = [], _forceY = [];

    /// <summary>Prepares for the steps of one map.</summary>
    public GridRepulsion(int items, double spacing, int threads)
    {
        (_items, _finest) = (items, spacing);
        _selves = new double[(items + ItemsPerBlock - 1) / ItemsPerBlock];
        _scratch = [.. Enumerable.Repeat(Array.Empty<float>(), threads)];
        (_spread, _down, _across, _up, _read, _kernelDown, _kernelAcross) = (Spread, Down, Across, Up, Read, KernelDown, KernelAcross);
    }

    /// <inheritdoc/>
    public override double Compute(float[] x, float[] y, float[] forceX, float[] forceY, WorkerTeam team)
    {
        (_x, _y, _forceX, _forceY) = (x, y, forceX, forceY);
        LayGrid(team);
        team.Run(Parts, _spread);
        team.Run(_nodes / Lanes, _down);
        team.Run(_length / Lanes, _across);
        team.Run(_nodes / Lanes, _up);
        team.Run(_selves.Length, _read);
        return Sum(_parts) - Sum(_selves);
    }

    private void LayGrid(WorkerTeam team)
    {
        var (leastX, leastY, mostX, mostY) = (_x[0], _y[0], _x[0], _y[0]);
        for (var item = 1; item < _items; item++)
        {
            (leastX, mostX) = (Math.Min(leastX, _x[item]), Math.Max(mostX, _x[item]));
            (leastY, mostY) = (Math.Min(leastY, _y[item]), Math.Max(mostY, _y[item]));
        }

        double span = Math.Max(Math.Max(mostX - leastX, mostY - leastY), 1e-12f);
        var spacing = (float)(span < FewestSpacings * _finest
            ? _finest * Math.Pow(2, Math.Floor(Math.Log2(span / (FewestSpacings * _finest))))
            : Math.Max(_finest, _finest * Math.Pow(2, Math.Ceiling(4 * Math.Log2(span / (MostSpacings * _finest))) / 4)));
        (_originX, _originY) = (leastX - (1.5f * spacing), leastY - (1.5f * spacing));
        var nodes = ((int)(span / spacing) + 6 + Lanes - 1) / Lanes * Lanes;
        if (nodes == _nodes && spacing == _spacing)
        {
            return;
        }

        (_nodes, _spacing) = (nodes, spacing);
        var length = FourierTransform.LengthOf(2 * nodes);
        for (var part = 0; part < Parts; part++)
        {
            Ensure(ref _density[part], nodes * nodes);
        }

        Ensure(ref _firstReal, nodes * length);
        Ensure(ref _firstImaginary, nodes * length);
        Ensure(ref _secondReal, nodes * length);
        Ensure(ref _secondImaginary, nodes * length);
        Ensure(ref _fieldReal, nodes * nodes);
        Ensure(ref _fieldImaginary, nodes * nodes);
        if (length != _length)
        {
            (_length, _transform) = (length, new FourierTransform(length));
            _parts = new double[length / Lanes];
            Ensure(ref _kernelFirst, length * length);
            Ensure(ref _kernelFirstImaginary, length * length);
            Ensure(ref _near, length * length);
            Ensure(ref _pushReal, length * length);
            Ensure(ref _pushImaginary, length * length);
            for (var worker = 0; worker < _scratch.Length; worker++)
            {
                Ensure(ref _scratch[worker], 4 * Lanes * length);
            }
        }

        for (var at = 0; at < 16; at++)
        {
            var (gapX, gapY) = ((at & 3) * (double)spacing, (at >> 2) * (double)spacing);
            _selfKernel[at] = (float)(((at & 3) == 0 ? 1 : 2) * (at >> 2 == 0 ? 1 : 2) / (1 + (gapX * gapX) + (gapY * gapY)));
        }

        foreach (var isNear in (ReadOnlySpan<bool>)[true, false])
        {
            _isNearKernel = isNear;
            team.Run(_length / Lanes, _kernelDown);
            team.Run(_length / Lanes, _kernelAcross);
        }
    }

    private static void Ensure(ref float[] memory, int length)
    {
        if (memory.Length < length)
        {
            memory = new float[length + (length / 4)];
        }
    }

    /// <summary>The weights of the four nodes around a place between the second and the third.</summary>
    private static Vector128<float> Weights(float t) => Vector128.Create(
        -t * (t - 1) * (t - 2) / 6, (t + 1) * (t - 1) * (t - 2) / 2, -(t + 1) * t * (t - 2) / 2, (t + 1) * t * (t - 1) / 6);

    private void Spread(int part, int worker)
    {
        var density = _density[part];
        density.AsSpan(0, _nodes * _nodes).Clear();
        var (start, end) = ((int)((long)_items * part / Parts), (int)((long)_items * (part + 1) / Parts));
        var scale = 1 / _spacing;
        fixed (float* grid = density)
        {
            for (var item = start; item < end; item++)
            {
                var (u, v) = ((_x[item] - _originX) * scale, (_y[item] - _originY) * scale);
                var (column, row) = ((int)u, (int)v);
                var (across, down) = (Weights(u - column), Weights(v - row));
                var at = grid + ((nint)(row - 1) * _nodes) + column - 1;
                for (var step = 0; step < 4; step++, at += _nodes)
                {
                    Vector128.Store(Vector128.Load(at) + (across * down[step]), at);
                }
            }
        }
    }

    // Columns of the density; what lies beyond the grid is zero. Each becomes a row.
    private void Down(int panel, int worker)
    {
        fixed (float* scratch = _scratch[worker], a = _density[0], b = _density[1], c = _density[2], d = _density[3])
        {
            var real = scratch;
            var imaginary = scratch + (Lanes * _length);
            for (var row = 0; row < _nodes; row++)
            {
                var at = ((nint)row * _nodes) + (panel * Lanes);
                Vector512.Store((Vector512.Load(a + at) + Vector512.Load(b + at)) + (Vector512.Load(c + at) + Vector512.Load(d + at)), real + (row * Lanes));
            }

            new Span<float>(real + (_nodes * Lanes), (_length - _nodes) * Lanes).Clear();
            new Span<float>(imaginary, _length * Lanes).Clear();
            Transform(real, imaginary, scratch);
            Turn(real, _firstReal, panel, _length, _length);
            Turn(imaginary, _firstImaginary, panel, _length, _length);
        }
    }

    // The other direction there, the product with the kernels, and the same direction back.
    private void Across(int panel, int worker)
    {
        fixed (float* scratch = _scratch[worker], firstReal = _firstReal, firstImaginary = _firstImaginary, near = _near, pushReal = _pushReal, pushImaginary = _pushImaginary)
        {
            var real = scratch;
            var imaginary = scratch + (Lanes * _length);
            for (var column = 0; column < _nodes; column++)
            {
                var at = ((nint)column * _length) + (panel * Lanes);
                Vector512.Store(Vector512.Load(firstReal + at), real + (column * Lanes));
                Vector512.Store(Vector512.Load(firstImaginary + at), imaginary + (column * Lanes));
            }

            new Span<float>(real + (_nodes * Lanes), (_length - _nodes) * Lanes).Clear();
            new Span<float>(imaginary + (_nodes * Lanes), (_length - _nodes) * Lanes).Clear();
            Transform(real, imaginary, scratch);
            var total = 0.0;
            var kernel = (nint)panel * _length * Lanes;
            for (var start = 0; start < _length; start += Lanes)
            {
                var sum = Vector512<float>.Zero;
                for (var at = start * Lanes; at < (start + Lanes) * Lanes; at += Lanes)
                {
                    var (r, i) = (Vector512.Load(real + at), Vector512.Load(imaginary + at));
                    sum += ((r * r) + (i * i)) * Vector512.Load(near + kernel + at);
                    var (kernelR, kernelI) = (Vector512.Load(pushReal + kernel + at), Vector512.Load(pushImaginary + kernel + at));
                    Vector512.Store((r * kernelR) - (i * kernelI), real + at);
                    Vector512.Store((r * kernelI) + (i * kernelR), imaginary + at);
                }

                total += Vector512.Sum(sum);
            }

            _parts[panel] = total;
            Transform(imaginary, real, scratch);
            Turn(real, _secondReal, panel, _nodes, _nodes);
            Turn(imaginary, _secondImaginary, panel, _nodes, _nodes);
        }
    }

    private void Up(int panel, int worker)
    {
        fixed (float* scratch = _scratch[worker], secondReal = _secondReal, secondImaginary = _secondImaginary, fieldReal = _fieldReal, fieldImaginary = _fieldImaginary)
        {
            var real = scratch;
            var imaginary = scratch + (Lanes * _length);
            for (var row = 0; row < _length; row++)
            {
                var at = ((nint)row * _nodes) + (panel * Lanes);
                Vector512.Store(Vector512.Load(secondReal + at), real + (row * Lanes));
                Vector512.Store(Vector512.Load(secondImaginary + at), imaginary + (row * Lanes));
            }

            Transform(imaginary, real, scratch);
            for (var row = 0; row < _nodes; row++)
            {
                var at = ((nint)row * _nodes) + (panel * Lanes);
                Vector512.Store(Vector512.Load(real + (row * Lanes)), fieldReal + at);
                Vector512.Store(Vector512.Load(imaginary + (row * Lanes)), fieldImaginary + at);
            }
        }
    }

    private void Read(int block, int worker)
    {
        var scale = 1 / _spacing;
        var end = Math.Min((block + 1) * ItemsPerBlock, _items);
        var selves = 0.0;
        fixed (float* fieldX = _fieldReal, fieldY = _fieldImaginary)
        {
            for (var item = block * ItemsPerBlock; item < end; item++)
            {
                var (u, v) = ((_x[item] - _originX) * scale, (_y[item] - _originY) * scale);
                var (column, row) = ((int)u, (int)v);
                var (across, down) = (Weights(u - column), Weights(v - row));
                var at = ((nint)(row - 1) * _nodes) + column - 1;
                var (sumX, sumY) = (Vector128<float>.Zero, Vector128<float>.Zero);
                for (var step = 0; step < 4; step++, at += _nodes)
                {
                    sumX += Vector128.Load(fieldX + at) * down[step];
                    sumY += Vector128.Load(fieldY + at) * down[step];
                }

                (_forceX[item], _forceY[item]) = (Vector128.Sum(sumX * across), Vector128.Sum(sumY * across));
                selves += Self(across, down);
            }
        }

        _selves[block] = selves;
    }

    /// <summary>What an item, shared out over its nodes, is to itself: near 1. Its force on itself is nothing, as the kernel is odd.</summary>
    private float Self(Vector128<float> across, Vector128<float> down)
    {
        var (x, y) = (Overlaps(across), Overlaps(down));
        var sum = Vector128<float>.Zero;
        for (var row = 0; row < 4; row++)
        {
            sum += x * y[row] * Vector128.Create(_selfKernel.AsSpan(4 * row, 4));
        }

        return Vector128.Sum(sum);
    }

    // Sums of products of weights that are 0, 1, 2 and 3 nodes apart.
    private static Vector128<float> Overlaps(Vector128<float> weights)
    {
        var (a, b, c, d) = (weights[0], weights[1], weights[2], weights[3]);
        return Vector128.Create((a * a) + (b * b) + (c * c) + (d * d), (a * b) + (b * c) + (c * d), (a * c) + (b * d), a * d);
    }

    // The kernels, laid around the corners of a torus twice as wide as the grid.
    private void KernelDown(int panel, int worker)
    {
        fixed (float* scratch = _scratch[worker])
        {
            var real = scratch;
            var imaginary = scratch + (Lanes * _length);
            var scale = 1.0 / _length / _length;
            for (var row = 0; row < _length; row++)
            {
                double gapY = (row <= _length / 2 ? row : row - _length) * (double)_spacing;
                for (var lane = 0; lane < Lanes; lane++)
                {
                    var column = (panel * Lanes) + lane;
                    var gapX = (column <= _length / 2 ? column : column - _length) * (double)_spacing;
                    var near = 1 / (1 + (gapX * gapX) + (gapY * gapY));
                    real[(row * Lanes) + lane] = (float)(scale * (_isNearKernel ? near : near * near * gapX));
                    imaginary[(row * Lanes) + lane] = (float)(scale * (_isNearKernel ? 0 : near * near * gapY));
                }
            }

            Transform(real, imaginary, scratch);
            Turn(real, _kernelFirst, panel, _length, _length);
            Turn(imaginary, _kernelFirstImaginary, panel, _length, _length);
        }
    }

    private void KernelAcross(int panel, int worker)
    {
        fixed (float* scratch = _scratch[worker], first = _kernelFirst, firstImaginary = _kernelFirstImaginary)
        {
            var real = scratch;
            var imaginary = scratch + (Lanes * _length);
            for (var column = 0; column < _length; column++)
            {
                var at = ((nint)column * _length) + (panel * Lanes);
                Vector512.Store(Vector512.Load(first + at), real + (column * Lanes));
                Vector512.Store(Vector512.Load(firstImaginary + at), imaginary + (column * Lanes));
            }

            Transform(real, imaginary, scratch);
            var (spectrum, start) = (Lanes * _length, panel * Lanes * _length);
            new Span<float>(real, spectrum).CopyTo((_isNearKernel ? _near : _pushReal).AsSpan(start));
            if (!_isNearKernel)
            {
                new Span<float>(imaginary, spectrum).CopyTo(_pushImaginary.AsSpan(start));
            }
        }
    }

    private void Transform(float* real, float* imaginary, float* scratch) =>
        _transform.Transform(real, imaginary, scratch + (2 * Lanes * _length), scratch + (3 * Lanes * _length));

    // Sequence s of a panel becomes row 16 panel + s.
    private static void Turn(float* sequences, float[] rows, int panel, int stride, int count)
    {
        fixed (float* target = rows)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var row = target + ((nint)((panel * Lanes) + lane) * stride);
                for (var at = 0; at < count; at++)
                {
                    row[at] = sequences[(at * Lanes) + lane];
                }
            }
        }
    }
}
