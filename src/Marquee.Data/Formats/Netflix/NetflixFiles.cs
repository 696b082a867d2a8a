using System.Globalization;
using System.Text;

namespace Marquee.Data;

/// <summary>Reads the tables that Netflix publishes of what was watched, and the public list of its titles. No data set of users: nobody is in them.</summary>
/// <remarks>Files with a header, columns by name, in any order. Bad lines are rejected or skipped as the <see cref="ReadContext"/> says.</remarks>
public static class NetflixFiles
{
    /// <summary>Usual name of the engagement reports of all half-years in one table.</summary>
    public const string Engagement = "engagement_all.csv";

    /// <summary>Usual name of the weekly top tens of the world.</summary>
    public const string GlobalWeeks = "all-weeks-global.tsv";

    /// <summary>Usual name of the weekly top tens of countries.</summary>
    public const string CountryWeeks = "all-weeks-countries.tsv";

    /// <summary>Usual name of the list of titles with cast, countries, genres and descriptions.</summary>
    public const string Titles = "netflix_titles.csv";

    private const string None = "N/A";

    /// <summary>Reads engagement reports.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">How bad lines are treated.</param>
    /// <exception cref="DatasetException">The file is missing or lacks a column, or a line is bad and not to be skipped.</exception>
    public static IReadOnlyList<NetflixEngagement> ReadEngagement(string path, ReadContext context)
    {
        var session = new ReadSession(context, path);
        using var rows = new CsvTable(session, path);
        var (period, section, title, global) = (rows.Require("period"), rows.Require("section"), rows.Require("title"), rows.Require("available_globally"));
        var (release, hours, runtime, views) = (rows.Require("release_date"), rows.Require("hours_viewed"), rows.Require("runtime"), rows.Require("views"));
        var read = new List<NetflixEngagement>();
        while (rows.Read())
        {
            DateOnly? released = null;
            float? counted = null;
            if (!rows.TryFlag(global, out var everywhere) || !rows.TryNumber(hours, out var viewed)
                || !rows.Accept(PeriodOf(rows.Text(period), out var start)) || !rows.Accept(HoursOf(rows.TextOrNone(runtime), out var runs))
                || (rows.TextOrNone(release) is { } day && !rows.Accept(DayOf(day, out released)))
                || (rows.TextOrNone(views) is not (null or "*") && !TryCount(rows, views, out counted)))
            {
                continue;
            }

            string[] titles = [.. rows.Text(title).Split(" // ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            if (titles.Length == 0)
            {
                rows.Reject("the title is empty; every row is about a film or a season");
                continue;
            }

            read.Add(new NetflixEngagement
            {
                PeriodStart = start,
                Titles = titles,
                IsFilm = rows.Text(section) switch { "Film" or "Movies" => true, "TV" or "Shows" => false, _ => null },
                AvailableGlobally = everywhere,
                ReleaseDate = released,
                HoursViewed = viewed,
                Runtime = runs,
                Views = counted,
            });
        }

        session.Finish();
        return read;
    }

    /// <summary>Reads weekly top tens, of the world or of countries.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">How bad lines are treated.</param>
    /// <exception cref="DatasetException">The file is missing or lacks a column, or a line is bad and not to be skipped.</exception>
    public static IReadOnlyList<NetflixTopRow> ReadWeeks(string path, ReadContext context)
    {
        var session = new ReadSession(context, path);
        // Quotes are letters in these files, so they are no CSV.
        var lines = new LineReader(session, path);
        var headers = lines.Read() ? Encoding.UTF8.GetString(lines.Line).Split('\t').ToList() : [];
        using var rows = new DelimitedReader(lines, "\t", headers);
        var (week, category, rank, show, season) = (Require("week"), Require("category"), Require("weekly_rank"), Require("show_title"), Require("season_title"));
        var (country, name, hours) = (headers.IndexOf("country_iso2"), headers.IndexOf("country_name"), headers.IndexOf("weekly_hours_viewed"));
        var texts = new TextCache();
        var read = new List<NetflixTopRow>();
        while (rows.Read())
        {
            float? viewed = null;
            if (!rows.Accept(DayOf(rows.Text(week), out var day)) || !rows.TryInteger(rank, out var place) || (rows.TextOrNone(hours) is not null && !TryCount(rows, hours, out viewed)))
            {
                continue;
            }

            read.Add(new NetflixTopRow
            {
                Country = country < 0 ? null : Cached(rows, texts, country),
                CountryName = name < 0 ? null : Cached(rows, texts, name),
                Week = day!.Value,
                Category = Cached(rows, texts, category),
                Rank = place,
                Show = Cached(rows, texts, show),
                Season = rows.TextOrNone(season) is { } text and not None ? text : null,
                HoursViewed = viewed,
            });
        }

        session.Finish();
        return read;

        int Require(string column) => headers.IndexOf(column) is >= 0 and var index
            ? index
            : throw ReadSession.Refuse(path, $"has no column '{column}'; its columns are {TableColumns.Shown(headers)}");
    }

    /// <summary>Reads the list of titles as items: <c>film</c> or <c>series</c>, genres as categories, directors and cast as people, the rating as <c>maturity</c>, minutes as <c>runtime</c>, the number of seasons as <c>seasons</c>, and the day it came to Netflix as <c>added</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">How bad lines are treated.</param>
    /// <exception cref="DatasetException">The file is missing or lacks a column, or a line is bad and not to be skipped.</exception>
    public static IReadOnlyList<Item> ReadTitles(string path, ReadContext context)
    {
        var session = new ReadSession(context, path);
        using var rows = new CsvTable(session, path);
        var (id, type, title, director, cast, country) = (rows.Require("show_id"), rows.Require("type"), rows.Require("title"), rows.Require("director"), rows.Require("cast"), rows.Require("country"));
        var (added, year, rating, duration, genres, description) =
            (rows.Require("date_added"), rows.Require("release_year"), rows.Require("rating"), rows.Require("duration"), rows.Require("listed_in"), rows.Require("description"));
        var ids = new IdLines();
        var texts = new TextCache();
        var read = new List<Item>();
        while (rows.Read())
        {
            if (!rows.TryId(id, texts, out var known) || !rows.TryNew(ids, known, "title") || !rows.TryInteger(year, out var released))
            {
                continue;
            }

            // In three rows the running time stands where the rating belongs.
            var length = rows.TextOrNone(duration) ?? (rows.Text(rating).EndsWith(" min", StringComparison.Ordinal) ? rows.Text(rating) : null);
            var number = length?.Split(' ')[0];
            var attributes = new List<KeyValuePair<string, string>>();
            Add("maturity", rows.TextOrNone(rating) is { } text && !text.EndsWith(" min", StringComparison.Ordinal) ? text : null);
            Add("runtime", length is not null && length.EndsWith(" min", StringComparison.Ordinal) ? number : null);
            Add("seasons", length is not null && length.Contains("Season", StringComparison.Ordinal) ? number : null);
            Add("added", DateOnly.TryParseExact(rows.Text(added).Trim(), "MMMM d, yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
            read.Add(new Item
            {
                Id = known,
                Title = rows.TextOrNone(title),
                Kind = rows.Text(type) == "Movie" ? "film" : "series",
                Year = released,
                Countries = [.. List(country).Select(CountryNames.CodeOf).Distinct(StringComparer.Ordinal)],
                Categories = [.. List(genres)],
                People = [.. List(director).Select(who => new Person(who, "director")), .. List(cast).Select(who => new Person(who, "actor"))],
                Summary = rows.TextOrNone(description),
                Attributes = new AttributeMap(attributes),
            });

            void Add(string name, string? value)
            {
                if (value is not null)
                {
                    attributes.Add(new(name, value));
                }
            }
        }

        session.Finish();
        return read;

        IEnumerable<string> List(int column) => rows.Text(column).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal);
    }

    private static string Cached(RowReader rows, TextCache texts, int column) => Ascii.IsValid(rows[column]) ? texts.Get(rows[column]) : rows.Text(column);

    private static bool TryCount(RowReader rows, int column, out float? value)
    {
        var isNumber = rows.TryNumber(column, out var number);
        value = isNumber ? number : null;
        return isNumber;
    }

    private static string? DayOf(string text, out DateOnly? day)
    {
        var problem = FieldParser.Day(text, "day", out var found);
        day = problem is null ? found : null;
        return problem;
    }

    /// <summary>The half-year of a text such as <c>2023Jul-Dec</c>.</summary>
    private static string? PeriodOf(string text, out DateOnly start)
    {
        start = default;
        if (text.Length != 11 || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2200 || text[4..] is not ("Jan-Jun" or "Jul-Dec"))
        {
            return $"the period '{Excerpt.Of(text)}' is not a half-year such as 2023Jan-Jun or 2023Jul-Dec";
        }

        start = new DateOnly(year, text[4..] == "Jan-Jun" ? 1 : 7, 1);
        return null;
    }

    /// <summary>Hours of a running time such as <c>7:34</c>.</summary>
    private static string? HoursOf(string? text, out double? hours)
    {
        hours = null;
        // A star stands in the place of a running time, or behind one that is still growing, such as that of a series whose episodes come week by week.
        text = text?.TrimEnd('*');
        if (text is null or None or "")
        {
            return null;
        }

        var parts = text.Split(':');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var whole) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59)
        {
            return $"the runtime '{Excerpt.Of(text)}' is not hours and minutes such as 7:34";
        }

        hours = whole + (minutes / 60.0);
        return null;
    }
}
