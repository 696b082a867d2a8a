namespace Marquee.Recommenders;

/// <summary>A symmetric positive definite matrix with numbers on and beside its diagonal only, and its factor <c>L L^T</c>.</summary>
/// <param name="diagonal">Its diagonal.</param>
/// <param name="beside">What stands beside the diagonal, one less.</param>
internal sealed class Tridiagonal(double[] diagonal, double[] beside)
{
    // Keeps the factor finite where a value has next to no ratings and the likelihood is flat.
    private const double SmallestPivot = 1e-6;

    private readonly double[] _pivots = new double[diagonal.Length];
    private readonly double[] _below = new double[beside.Length];

    /// <summary>Its diagonal.</summary>
    public double[] Diagonal { get; } = diagonal;

    /// <summary>What stands beside the diagonal.</summary>
    public double[] Beside { get; } = beside;

    /// <summary>Finds the factor, which the other methods use.</summary>
    public void Factor()
    {
        for (var at = 0; at < _pivots.Length; at++)
        {
            var pivot = Diagonal[at];
            if (at > 0)
            {
                _below[at - 1] = Beside[at - 1] / _pivots[at - 1];
                pivot -= _below[at - 1] * _below[at - 1];
            }

            _pivots[at] = Math.Sqrt(Math.Max(SmallestPivot, pivot));
        }
    }

    /// <summary>The solution of <c>A x = right</c>.</summary>
    public double[] Solve(double[] right)
    {
        var solution = (double[])right.Clone();
        for (var at = 0; at < solution.Length; at++)
        {
            solution[at] = (solution[at] - (at > 0 ? _below[at - 1] * solution[at - 1] : 0)) / _pivots[at];
        }

        Spread(solution);
        return solution;
    }

    /// <summary>Overwrites numbers <c>x</c> with <c>L^-T x</c>: of standard normal ones it makes draws whose precision is the matrix.</summary>
    public void Spread(double[] numbers)
    {
        for (var at = numbers.Length - 1; at >= 0; at--)
        {
            numbers[at] = (numbers[at] - (at + 1 < numbers.Length ? _below[at] * numbers[at + 1] : 0)) / _pivots[at];
        }
    }

    /// <summary><c>(x - y)^T A (x - y)</c>, with the matrix that the factor stands for.</summary>
    public double Distance(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var at = 0; at < x.Length; at++)
        {
            var along = (_pivots[at] * (x[at] - y[at])) + (at + 1 < x.Length ? _below[at] * (x[at + 1] - y[at + 1]) : 0);
            sum += along * along;
        }

        return sum;
    }
}
