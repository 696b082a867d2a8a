using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Evaluation;

/// <summary>Seasons and films of the weekly top tens of the world: what is known after two weeks, and the hours in the top ten altogether.</summary>
internal sealed class NetflixHours
{
    private NetflixHours(DenseMatrix features, DenseMatrix logFeatures, double[] hours, double[] known)
    {
        (Features, LogFeatures, Hours, Known) = (features, logFeatures, hours, known);
    }

    /// <summary>Million hours and ranks of the first and second week, and the list; NaN where there was no second week.</summary>
    public DenseMatrix Features { get; }

    /// <summary>The same for models that multiply: logarithms, and nothing missing.</summary>
    public DenseMatrix LogFeatures { get; }

    /// <summary>Million hours in the top ten altogether.</summary>
    public double[] Hours { get; }

    /// <summary>Million hours of the first two weeks.</summary>
    public double[] Known { get; }

    /// <summary>Reads them.</summary>
    /// <param name="all">The weekly top tens of the world.</param>
    /// <param name="lastWeek">Weeks behind this one are left out.</param>
    public static NetflixHours Of(IEnumerable<NetflixTopRow> all, DateOnly lastWeek)
    {
        var rows = all.Where(row => row.Week <= lastWeek).ToArray();
        string[] categories = [.. rows.Select(row => row.Category).Distinct().Order(StringComparer.Ordinal)];
        var launches = rows.GroupBy(row => (row.Show, row.Season, row.Category)).Select(weeks => weeks.OrderBy(row => row.Week).ToArray()).ToArray();
        var totals = Array.ConvertAll(launches, weeks => weeks.Sum(row => row.HoursViewed ?? 0) / 1e6);
        var (low, high) = Fences(totals);
        var kept = Enumerable.Range(0, launches.Length).Where(launch => totals[launch] >= low && totals[launch] <= high).ToArray();
        var features = new DenseMatrix(kept.Length, 5 + categories.Length);
        var logs = new DenseMatrix(kept.Length, 6 + categories.Length);
        for (var row = 0; row < kept.Length; row++)
        {
            var weeks = launches[kept[row]];
            var (first, second) = (weeks[0], weeks.Length > 1 ? weeks[1] : null);
            var (hours, later) = ((first.HoursViewed ?? 0) / 1e6, second is null ? double.NaN : (second.HoursViewed ?? 0) / 1e6);
            ReadOnlySpan<double> plain = [hours, later, first.Rank, second?.Rank ?? double.NaN, later / hours];
            ReadOnlySpan<double> bent = [Math.Log(hours), second is null ? 0 : Math.Log(later), Math.Log(first.Rank), second is null ? Math.Log(11) : Math.Log(second.Rank), second is null ? 1 : 0, Math.Log(hours + (second is null ? 0 : later))];
            for (var column = 0; column < plain.Length; column++)
            {
                features[row, column] = (float)plain[column];
            }

            for (var column = 0; column < bent.Length; column++)
            {
                logs[row, column] = (float)bent[column];
            }

            var category = Array.IndexOf(categories, first.Category);
            features[row, plain.Length + category] = 1;
            logs[row, bent.Length + category] = 1;
        }

        return new NetflixHours(
            features,
            logs,
            [.. kept.Select(launch => totals[launch])],
            [.. kept.Select(launch => launches[launch].Take(2).Sum(row => row.HoursViewed ?? 0) / 1e6)]);
    }

    /// <summary>One and a half times the interquartile range beyond the quartiles (Tukey), quartiles interpolated.</summary>
    private static (double Low, double High) Fences(double[] values)
    {
        var sorted = values.Order().ToArray();
        var (first, third) = (At(0.25), At(0.75));
        return (first - (1.5 * (third - first)), third + (1.5 * (third - first)));

        double At(double share)
        {
            var place = share * (sorted.Length - 1);
            var below = (int)place;
            return below + 1 >= sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
        }
    }
}
