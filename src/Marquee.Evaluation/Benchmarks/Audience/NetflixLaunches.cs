using System.Globalization;
using Marquee.Content;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>Launches as Netflix's files tell of them.</summary>
internal static class NetflixLaunches
{
    /// <summary>Weeks after a launch in which presence in the top ten of a country counts.</summary>
    public const int Weeks = 8;

    /// <summary>Attributes that are known of a launch beforehand, besides what the list of titles tells.</summary>
    public static IReadOnlyList<string> Attributes { get; } = ["season", "everywhere", "coming", "days"];

    /// <summary>
    /// Films and seasons with the views of the half-year in which they were first reported. What was there when reports began is <c>standing</c>, what premiered in the half-year is <c>new</c>, the rest is <c>returning</c>: licensed
    /// anew or reported for the first time. Views of the first report, which gives hours alone, are hours divided by the running time that later reports give.
    /// </summary>
    /// <param name="engagement">The reports.</param>
    /// <param name="catalogue">The list of titles; what it does not have is left out.</param>
    /// <returns>The launches, and the half-year in which each was first reported.</returns>
    public static IReadOnlyList<(AudienceLaunch Launch, DateOnly Period)> OfEngagement(IReadOnlyList<NetflixEngagement> engagement, NetflixCatalogue catalogue)
    {
        var begin = engagement.Min(row => row.PeriodStart);
        var launches = new List<(AudienceLaunch, DateOnly)>();
        foreach (var rows in engagement.GroupBy(row => row.Titles[0]))
        {
            var first = rows.MinBy(row => row.PeriodStart)!;
            var isFilm = rows.Select(row => row.IsFilm).FirstOrDefault(known => known is not null);
            var runtime = rows.Select(row => row.Runtime).FirstOrDefault(known => known > 0);
            if (catalogue.Find(first.Titles, isFilm, first.ReleaseDate, runtime * 60) is not { } title)
            {
                continue;
            }

            runtime ??= title.Attributes["runtime"] is { } minutes ? double.Parse(minutes, CultureInfo.InvariantCulture) / 60 : null;
            if ((first.Views ?? first.HoursViewed / runtime) is not { } views)
            {
                continue;
            }

            var isNew = first.ReleaseDate >= first.PeriodStart;
            var date = first.PeriodStart == begin ? first.ReleaseDate ?? begin : isNew ? first.ReleaseDate!.Value : first.PeriodStart;
            var days = first.PeriodStart.AddMonths(6).DayNumber - Math.Max(date.DayNumber, first.PeriodStart.DayNumber);
            var item = Describe(title, rows.Key, runtime,
            [
                new("everywhere", first.AvailableGlobally ? "yes" : "no"),
                new("coming", isNew ? "new" : first.PeriodStart == begin ? "standing" : "returning"),
                new("days", days.ToString(CultureInfo.InvariantCulture)),
            ]);
            launches.Add((new AudienceLaunch(item, date, views), first.PeriodStart));
        }

        return launches;
    }

    /// <summary>
    /// Films and seasons with their presence in the weekly top tens of each country that had lists then: the sum of <c>11 - rank</c> over the first eight weeks after they were first in any country's list. Those of the first week of
    /// all, which may have been there before, and those of the last eight are left out.
    /// </summary>
    /// <param name="weeks">The lists.</param>
    /// <param name="catalogue">The list of titles; nothing for all launches with nothing known but title and kind.</param>
    public static IReadOnlyList<AudienceLaunch> OfCountries(IReadOnlyList<NetflixTopRow> weeks, NetflixCatalogue? catalogue)
    {
        var (begin, end) = (weeks.Min(row => row.Week), weeks.Max(row => row.Week));
        var listed = weeks.Select(row => (row.Country!, row.Week)).ToHashSet();
        string[] countries = [.. weeks.Select(row => row.Country!).Distinct().Order(StringComparer.Ordinal)];
        var launches = new List<AudienceLaunch>();
        foreach (var rows in weeks.GroupBy(row => (row.Show, row.Season, row.IsFilm)))
        {
            var date = rows.Min(row => row.Week);
            var last = date.AddDays(7 * (Weeks - 1));
            var title = rows.Key.Season ?? rows.Key.Show;
            // Neither the day of release nor the running time is in these lists.
            var known = catalogue is null
                ? new Item { Id = title, Title = title, Kind = rows.Key.IsFilm ? "film" : "series" }
                : catalogue.Find([.. new[] { rows.Key.Season, rows.Key.Show }.OfType<string>()], rows.Key.IsFilm, null, null);
            if (date == begin || last > end || known is null)
            {
                continue;
            }

            var item = catalogue is null ? known : Describe(known, $"{rows.Key.Show}/{rows.Key.Season}/{rows.Key.IsFilm}", null, [], title);
            var presence = rows.Where(row => row.Week <= last).GroupBy(row => row.Country!).ToDictionary(own => own.Key, own => own.Sum(row => 11.0 - row.Rank));
            launches.AddRange(countries.Where(country => listed.Contains((country, date))).Select(country => new AudienceLaunch(item, date, presence.GetValueOrDefault(country), country)));
        }

        return launches;
    }

    private static Item Describe(Item title, string id, double? runtime, IEnumerable<KeyValuePair<string, string>> more, string? name = null)
    {
        var season = NetflixCatalogue.NumberOf(NetflixCatalogue.Split(name ?? id).Season);
        var attributes = title.Attributes.Where(attribute => attribute.Key is not ("runtime" or "seasons" or "added")).Concat(more)
            .Append(new("series", title.Id)).Append(new("season", season.ToString(CultureInfo.InvariantCulture)));
        if (runtime is { } hours)
        {
            attributes = attributes.Append(new("runtime", Math.Round(hours * 60).ToString(CultureInfo.InvariantCulture)));
        }

        return title with { Id = id, Title = name ?? id, Attributes = new AttributeMap(attributes) };
    }
}
