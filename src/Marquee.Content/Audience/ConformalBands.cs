namespace Marquee.Content;

/// <summary>Errors between which a share of launches to come lies, by how large the estimate is: small audiences are estimated with other errors than large ones.</summary>
/// <remarks>
/// Launches are put in order of their estimates and cut into bands of as many each, and the conformal ends of each band (Vovk's taxonomies; Mondrian conformal prediction) are bound by straight lines between the bands' medians. Where launches to come
/// are larger than those that the ends were taken from, ends taken of all together would be those of the small.
/// </remarks>
internal sealed class ConformalBands
{
    private const int LeastLaunches = 100;
    private const int MostBands = 10;

    private readonly double[] _estimates;
    private readonly ConformalErrors[] _errors;

    private ConformalBands(double[] estimates, ConformalErrors[] errors) => (_estimates, _errors) = (estimates, errors);

    /// <summary>Takes the ends of each band. O(launches log launches).</summary>
    /// <param name="truth">What came, at least one.</param>
    /// <param name="estimates">What was estimated.</param>
    /// <param name="level">The share between the ends.</param>
    public static ConformalBands Of(double[] truth, double[] estimates, double level)
    {
        int[] order = [.. Enumerable.Range(0, truth.Length).OrderBy(row => estimates[row])];
        var bands = Math.Clamp(truth.Length / LeastLaunches, 1, MostBands);
        var parts = Enumerable.Range(0, bands).Select(band => order[(int)((long)band * order.Length / bands)..(int)((band + 1L) * order.Length / bands)]).ToArray();
        return new ConformalBands(
            [.. parts.Select(part => estimates[part[part.Length / 2]])],
            [.. parts.Select(part => ConformalErrors.Of([.. part.Select(row => truth[row] - estimates[row])], level))]);
    }

    /// <summary>The ends around an estimate; the estimate itself lies between them.</summary>
    /// <param name="estimate">The estimate.</param>
    public ConformalErrors At(double estimate)
    {
        var above = Array.FindIndex(_estimates, knot => knot >= estimate);
        var errors = above switch
        {
            < 0 => _errors[^1],
            0 => _errors[0],
            _ => Between(above - 1, above, estimate),
        };
        return new ConformalErrors(Math.Min(0, errors.Low), Math.Max(0, errors.High));
    }

    private ConformalErrors Between(int below, int above, double estimate)
    {
        var share = (estimate - _estimates[below]) / (_estimates[above] - _estimates[below]);
        return new ConformalErrors(Mix(_errors[below].Low, _errors[above].Low), Mix(_errors[below].High, _errors[above].High));

        double Mix(double one, double other) => ((1 - share) * one) + (share * other);
    }
}
