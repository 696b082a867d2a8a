namespace Marquee.Content;

/// <summary>How far sums of estimates over countries lay from what came of them, launch by launch of the validation.</summary>
internal sealed class SumErrors
{
    private readonly (string? Country, double Truth, double Estimate)[][] _launches;

    /// <summary>Notes every launch.</summary>
    /// <param name="later">The launches of the validation.</param>
    /// <param name="estimates">The logarithms that were estimated of them.</param>
    public SumErrors(AudienceLaunch[] later, double[] estimates) =>
        _launches =
        [
            .. Enumerable.Range(0, later.Length).GroupBy(row => (later[row].Item.Id, later[row].Date))
                .Select(rows => rows.Select(row => (later[row].Country, later[row].Audience, AudienceEstimate.Inverse(estimates[row]))).ToArray()),
        ];

    /// <summary>The errors of sums over some countries: those of countries go together, so that they are neither the sum of the countries' errors nor as small as if each were alone. O(launches x countries).</summary>
    /// <param name="countries">The countries.</param>
    /// <param name="level">The share of the errors.</param>
    public ConformalErrors Of(IReadOnlySet<string?> countries, double level) => ConformalErrors.Of(
        [
            .. _launches.Select(launch => launch.Where(one => countries.Contains(one.Country)).ToArray()).Where(launch => launch.Length > 0)
                .Select(launch => Math.Log(1 + launch.Sum(one => one.Truth)) - Math.Log(1 + launch.Sum(one => one.Estimate))),
        ],
        level);
}
