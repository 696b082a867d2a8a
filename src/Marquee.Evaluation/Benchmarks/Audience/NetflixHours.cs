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
    /// <param name="told">
    /// Where given, columns follow that tell more than hours, ranks and list: weeks between the two listings, weeks until the lists end (20 at most), days from the premiere on Netflix to the end of the first listed week (60 at most),
    /// running time in hours, and known hours divided by it; NaN where not known.
    /// </param>
    public static NetflixHours Of(IEnumerable<NetflixTopRow> all, DateOnly lastWeek, IReadOnlyList<NetflixEngagement>? told = null)
    {
        var rows = all.Where(row => row.Week <= lastWeek).ToArray();
        string[] categories = [.. rows.Select(row => row.Category).Distinct().Order(StringComparer.Ordinal)];
        var launches = rows.GroupBy(row => (row.Show, row.Season, row.Category)).Select(weeks => weeks.OrderBy(row => row.Week).ToArray()).ToArray();
        var totals = Array.ConvertAll(launches, weeks => weeks.Sum(row => row.HoursViewed ?? 0) / 1e6);
        var (low, high) = Fences(totals);
        var kept = Enumerable.Range(0, launches.Length).Where(launch => totals[launch] >= low && totals[launch] <= high).ToArray();
        var more = told is null ? null : new Premieres(told, rows.Max(row => row.Week));
        var features = new List<double[]>();
        var logs = new List<double[]>();
        foreach (var weeks in kept.Select(launch => launches[launch]))
        {
            var (first, second) = (weeks[0], weeks.Length > 1 ? weeks[1] : null);
            var (hours, later) = ((first.HoursViewed ?? 0) / 1e6, second is null ? double.NaN : (second.HoursViewed ?? 0) / 1e6);
            var list = categories.Select(category => category == first.Category ? 1.0 : 0);
            var known = more?.Of(first, second, hours + (second is null ? 0 : later)) ?? [];
            features.Add([hours, later, first.Rank, second?.Rank ?? double.NaN, later / hours, .. list, .. known]);
            logs.Add(
            [
                Math.Log(hours), second is null ? 0 : Math.Log(later), Math.Log(first.Rank), second is null ? Math.Log(11) : Math.Log(second.Rank), second is null ? 1 : 0, Math.Log(hours + (second is null ? 0 : later)),
                .. list, .. known.Select(value => Math.Log(1 + value)),
            ]);
        }

        return new NetflixHours(
            Table(features),
            Table(logs),
            [.. kept.Select(launch => totals[launch])],
            [.. kept.Select(launch => launches[launch].Take(2).Sum(row => row.HoursViewed ?? 0) / 1e6)]);
    }

    private static DenseMatrix Table(List<double[]> rows)
    {
        var table = new DenseMatrix(rows.Count, rows[0].Length);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < table.Columns; column++)
            {
                table[row, column] = (float)rows[row][column];
            }
        }

        return table;
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

    /// <summary>When films and seasons came out on Netflix, and how long they run, by title.</summary>
    private sealed class Premieres
    {
        private const int MostWeeks = 20;
        private const int MostDays = 60;

        private readonly Dictionary<string, DateOnly> _days = [];
        private readonly Dictionary<string, double> _hours = [];
        private readonly DateOnly _end;

        public Premieres(IEnumerable<NetflixEngagement> told, DateOnly end)
        {
            _end = end;
            foreach (var (row, title) in told.SelectMany(row => row.Titles.Select(title => (row, title))))
            {
                if (row.ReleaseDate is { } day)
                {
                    _days.TryAdd(title, day);
                }

                if (row.Runtime > 0)
                {
                    _hours.TryAdd(title, row.Runtime.Value);
                }
            }
        }

        /// <summary>What is told of a launch.</summary>
        public double[] Of(NetflixTopRow first, NetflixTopRow? second, double hours)
        {
            string[] titles = [first.Season ?? first.Show, first.Show];
            var day = titles.Where(_days.ContainsKey).Select(title => (DateOnly?)_days[title]).FirstOrDefault();
            var runs = titles.Where(_hours.ContainsKey).Select(title => _hours[title]).FirstOrDefault(double.NaN);
            var days = first.Week.DayNumber - day?.DayNumber;
            return
            [
                second is null ? double.NaN : (second.Week.DayNumber - first.Week.DayNumber) / 7.0,
                Math.Min(MostWeeks, (_end.DayNumber - (second ?? first).Week.DayNumber) / 7.0),
                // A title that was there long before it was listed, or that premieres again, is no premiere.
                days is not { } known ? double.NaN : known is >= 0 and < MostDays ? known : MostDays,
                runs,
                hours / runs,
            ];
        }
    }
}
