using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>A density over points of a search space: a kernel on each of some points and a wide one over everything, all of the same weight.</summary>
/// <remarks>
/// A kernel is a product over the dimensions: for a number a normal distribution cut off at the bounds, for a word the word itself with a small chance of any other. Its width is <c>0.2 n^(-1 / (d + 4))</c> of the range for <c>n</c>
/// points and <c>d</c> dimensions (Scott's rule of thumb), at least <c>1 / (n + 2)</c>; the wide kernel has the whole range for its width, so that nothing is ever ruled out.
/// </remarks>
internal sealed class ParzenMixture
{
    private readonly IReadOnlyList<SearchDimension> _dimensions;
    private readonly double[][] _centres;
    private readonly double _width;
    private readonly double _otherWord;

    /// <summary>Puts a kernel on each point.</summary>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="points">The points; there may be none.</param>
    public ParzenMixture(IReadOnlyList<SearchDimension> dimensions, double[][] points)
    {
        _dimensions = dimensions;
        _centres = points;
        _width = Math.Clamp(0.2 * Math.Pow(Math.Max(1, points.Length), -1.0 / (dimensions.Count + 4)), 1.0 / (points.Length + 2), 1);
        _otherWord = 1.0 / (points.Length + 2);
    }

    /// <summary>Draws a point.</summary>
    public double[] Draw(SplittableRandom random)
    {
        var kernel = random.Next(_centres.Length + 1);
        var point = new double[_dimensions.Count];
        for (var dimension = 0; dimension < point.Length; dimension++)
        {
            var words = _dimensions[dimension].Words.Count;
            point[dimension] = kernel == _centres.Length ? (words > 0 ? random.Next(words) : DrawNumber(0.5, 1, random))
                : words == 0 ? DrawNumber(_centres[kernel][dimension], _width, random)
                : random.NextDouble() < _otherWord ? random.Next(words)
                : _centres[kernel][dimension];
        }

        return point;
    }

    /// <summary>Natural logarithm of the density at a point.</summary>
    public double LogDensity(ReadOnlySpan<double> point)
    {
        var logs = new double[_centres.Length + 1];
        for (var kernel = 0; kernel < logs.Length; kernel++)
        {
            for (var dimension = 0; dimension < point.Length; dimension++)
            {
                var words = _dimensions[dimension].Words.Count;
                var place = point[dimension];
                logs[kernel] += Math.Log(
                    kernel == _centres.Length ? (words > 0 ? 1.0 / words : Density(place, 0.5, 1))
                    : words == 0 ? Density(place, _centres[kernel][dimension], _width)
                    : (_otherWord / words) + (_centres[kernel][dimension] == place ? 1 - _otherWord : 0));
            }
        }

        // The largest is taken out so that no exponential underflows.
        var largest = logs.Max();
        return largest + Math.Log(logs.Sum(log => Math.Exp(log - largest)) / logs.Length);
    }

    /// <summary>A normal number between 0 and 1, by drawing until one is; at least every third is, since the centre lies inside and the width is at most 1.</summary>
    private static double DrawNumber(double centre, double width, SplittableRandom random)
    {
        double number;
        do
        {
            number = centre + (width * random.NextGaussian());
        }
        while (number is < 0 or > 1);
        return number;
    }

    private static double Density(double place, double centre, double width)
    {
        var z = (place - centre) / width;
        var inside = NormalDistribution.Cumulative((1 - centre) / width) - NormalDistribution.Cumulative(-centre / width);
        // Not below the smallest normal number, so that its logarithm is finite however far off the centre lies.
        return Math.Max(Math.Exp(-0.5 * z * z) / (width * Math.Sqrt(2 * Math.PI) * inside), 1e-300);
    }
}
