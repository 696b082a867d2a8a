using System.Numerics;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The points that cut numbers into ratings, drawn given what is expected of each number: the likelihood of a rating is the normal probability between its two points.</summary>
/// <remarks>
/// Metropolis and Hastings with an independent proposal: Student's t with few degrees of freedom around the most likely points, which Newton's method finds since the logarithm of the likelihood is concave, as wide as its
/// curvature there. All orders other than the ascending one have no likelihood; the prior is flat.
/// </remarks>
internal sealed class Cutpoints
{
    private const int BlockSize = 4096;
    private const int MaximumSteps = 20;
    private const double Degrees = 6;

    private readonly int[] _classes;
    private readonly SplittableRandom _random;
    private readonly double[] _best;
    private readonly Sums[] _sums;

    /// <summary>Starts with the points that give each value its share of the ratings.</summary>
    /// <param name="classes">Which value each rating has.</param>
    /// <param name="count">How many values there are, at least 2; each has ratings.</param>
    /// <param name="random">Chance.</param>
    public Cutpoints(int[] classes, int count, SplittableRandom random)
    {
        _classes = classes;
        _random = random;
        _sums = [.. Enumerable.Range(0, (classes.Length / BlockSize) + 1).Select(_ => new Sums(count - 1))];
        var counts = new int[count];
        foreach (var own in classes)
        {
            counts[own]++;
        }

        Points = new double[count - 1];
        var below = 0;
        for (var point = 0; point < Points.Length; point++)
        {
            below += counts[point];
            Points[point] = NormalDistribution.Quantile((double)below / classes.Length);
        }

        _best = [.. Points];
    }

    /// <summary>The points, ascending.</summary>
    public double[] Points { get; private set; }

    /// <summary>Draws new points, or stays.</summary>
    public void Draw(float[] expected, TrainingContext context)
    {
        var curvature = FindBest(expected, context);
        var proposal = new double[Points.Length];
        var scale = Math.Sqrt(2 * _random.NextGamma(Degrees / 2) / Degrees);
        for (var point = 0; point < proposal.Length; point++)
        {
            proposal[point] = _random.NextGaussian() / scale;
        }

        curvature.Spread(proposal);
        for (var point = 0; point < proposal.Length; point++)
        {
            proposal[point] += _best[point];
        }

        var luck = Math.Log(1 - _random.NextDouble());
        if (!Ascends(proposal))
        {
            return;
        }

        var gain = LogLikelihood(proposal, expected, context) - LogLikelihood(Points, expected, context) + LogDensity(Points) - LogDensity(proposal);
        if (luck < gain)
        {
            Points = proposal;
        }

        double LogDensity(double[] points) => -0.5 * (Degrees + points.Length) * Math.Log(1 + (curvature.Distance(points, _best) / Degrees));
    }

    /// <summary>The logarithm of the likelihood of all ratings.</summary>
    internal double LogLikelihood(double[] points, float[] expected, TrainingContext context) => Gather(points, expected, derivatives: false, context).LogLikelihood;

    /// <summary>Its derivatives by the points, and the negative of its curvature.</summary>
    internal (double[] Gradient, Tridiagonal Curvature) Derivatives(double[] points, float[] expected, TrainingContext context)
    {
        var sums = Gather(points, expected, derivatives: true, context);
        return (sums.Gradient, new Tridiagonal(sums.Diagonal, sums.Beside));
    }

    private static bool Ascends(double[] points)
    {
        for (var point = 1; point < points.Length; point++)
        {
            if (points[point] <= points[point - 1])
            {
                return false;
            }
        }

        return Array.TrueForAll(points, double.IsFinite);
    }

    private Tridiagonal FindBest(float[] expected, TrainingContext context)
    {
        for (var step = 1; ; step++)
        {
            var (gradient, curvature) = Derivatives(_best, expected, context);
            curvature.Factor();
            var change = curvature.Solve(gradient);
            // No point may pass another, and in places of little likelihood a whole step goes too far.
            var length = 1.0;
            var next = new double[_best.Length];
            do
            {
                for (var point = 0; point < next.Length; point++)
                {
                    next[point] = _best[point] + (length * Math.Clamp(change[point], -1, 1));
                }

                length /= 2;
            }
            while (!Ascends(next) && length > 1e-6);

            // In units of the width of the proposal; Newton's method squares what is left, so that behind such a step next to nothing is.
            var isThere = curvature.Distance(next, _best) < 0.25;
            next.CopyTo(_best, 0);
            if (isThere || step == MaximumSteps)
            {
                return curvature;
            }
        }
    }

    private Sums Gather(double[] points, float[] expected, bool derivatives, TrainingContext context)
    {
        ParallelBlocks.For(
            _classes.Length,
            BlockSize,
            context.MaxDegreeOfParallelism,
            () => new Bounds(),
            (start, end, block, bounds) =>
            {
                bounds.Fill(_classes.AsSpan(start..end), points, expected.AsSpan(start..end));
                _sums[block].Clear();
                if (derivatives)
                {
                    _sums[block].AddDerivatives(_classes.AsSpan(start..end), bounds);
                }
                else
                {
                    _sums[block].AddLogarithms(end - start, bounds);
                }
            },
            context.CancellationToken);
        var total = new Sums(points.Length);
        foreach (var sums in _sums)
        {
            total.Add(sums);
        }

        return total;
    }

    /// <summary>Between which bounds the noise of each rating of a block lies, in whole vectors: behind the last rating are bounds that hold everything.</summary>
    private sealed class Bounds
    {
        public double[] Low { get; } = new double[BlockSize];

        public double[] High { get; } = new double[BlockSize];

        public double[] LowDensity { get; } = new double[BlockSize];

        public double[] HighDensity { get; } = new double[BlockSize];

        public void Fill(ReadOnlySpan<int> classes, double[] points, ReadOnlySpan<float> expected)
        {
            for (var at = 0; at < classes.Length; at++)
            {
                var own = classes[at];
                Low[at] = own == 0 ? -NormalLanes.Infinity : Math.Clamp(points[own - 1] - expected[at], -NormalLanes.Infinity, NormalLanes.Infinity);
                High[at] = own == points.Length ? NormalLanes.Infinity : Math.Clamp(points[own] - expected[at], -NormalLanes.Infinity, NormalLanes.Infinity);
            }

            Low.AsSpan(classes.Length).Fill(-NormalLanes.Infinity);
            High.AsSpan(classes.Length).Fill(NormalLanes.Infinity);
        }
    }

    /// <summary>Sums over ratings.</summary>
    private sealed class Sums(int points)
    {
        public double LogLikelihood { get; private set; }

        public double[] Gradient { get; } = new double[points];

        public double[] Diagonal { get; } = new double[points];

        public double[] Beside { get; } = new double[Math.Max(0, points - 1)];

        public void Clear()
        {
            LogLikelihood = 0;
            Array.Clear(Gradient);
            Array.Clear(Diagonal);
            Array.Clear(Beside);
        }

        public void Add(Sums other)
        {
            LogLikelihood += other.LogLikelihood;
            for (var point = 0; point < points; point++)
            {
                Gradient[point] += other.Gradient[point];
                Diagonal[point] += other.Diagonal[point];
            }

            for (var point = 0; point < Beside.Length; point++)
            {
                Beside[point] += other.Beside[point];
            }
        }

        public void AddLogarithms(int count, Bounds bounds)
        {
            var sum = Vector<double>.Zero;
            for (var at = 0; at < count; at += Vector<double>.Count)
            {
                sum += Vector.Log(NormalLanes.Between(new Vector<double>(bounds.Low, at), new Vector<double>(bounds.High, at)));
            }

            LogLikelihood += Vector.Sum(sum);
        }

        public void AddDerivatives(ReadOnlySpan<int> classes, Bounds bounds)
        {
            for (var at = 0; at < classes.Length; at += Vector<double>.Count)
            {
                var (low, high) = (new Vector<double>(bounds.Low, at), new Vector<double>(bounds.High, at));
                var probability = NormalLanes.Between(low, high);
                (NormalLanes.Density(low) / probability).CopyTo(bounds.LowDensity, at);
                (NormalLanes.Density(high) / probability).CopyTo(bounds.HighDensity, at);
            }

            for (var at = 0; at < classes.Length; at++)
            {
                var own = classes[at];
                var (lowDensity, highDensity) = (bounds.LowDensity[at], bounds.HighDensity[at]);
                if (own < points)
                {
                    Gradient[own] += highDensity;
                    Diagonal[own] += highDensity * (highDensity + bounds.High[at]);
                }

                if (own > 0)
                {
                    Gradient[own - 1] -= lowDensity;
                    Diagonal[own - 1] += lowDensity * (lowDensity - bounds.Low[at]);
                    if (own < points)
                    {
                        Beside[own - 1] -= lowDensity * highDensity;
                    }
                }
            }
        }
    }
}
