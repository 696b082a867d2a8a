using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>The public list of Netflix's titles, found by the names under which Netflix reports what was watched.</summary>
/// <remarks>
/// Names are compared without case, accents and punctuation, seasons and years cut off; each of a row's alternative titles is tried in turn. Two checks keep namesakes apart: running times of films must agree within ten minutes, and
/// what first came out after the list was made (September 2021) must be a later season of something in it.
/// </remarks>
internal sealed partial class NetflixCatalogue
{
    private static readonly DateOnly Made = new(2021, 10, 1);
    private const double RuntimeMinutes = 10;

    private readonly Dictionary<string, List<Item>> _byName = [];

    /// <summary>Indexes titles by name.</summary>
    public NetflixCatalogue(IEnumerable<Item> titles)
    {
        foreach (var item in titles.Where(item => item.Title is not null))
        {
            var name = Name(item.Title!);
            if (!_byName.TryGetValue(name, out var same))
            {
                _byName[name] = same = [];
            }

            same.Add(item);
        }
    }

    /// <summary>The title of a report's row; nothing where the list does not have it.</summary>
    /// <param name="titles">Its title, and the same in other languages.</param>
    /// <param name="isFilm">Whether it is a film, where that is known.</param>
    /// <param name="released">When it came out, where that is known.</param>
    /// <param name="minutes">How long it runs, where that is known.</param>
    public Item? Find(IReadOnlyList<string> titles, bool? isFilm, DateOnly? released, double? minutes)
    {
        foreach (var title in titles)
        {
            var (show, season) = Split(title);
            var film = isFilm ?? season is null;
            var (name, year) = WithoutYear(show);
            var found = (_byName.GetValueOrDefault(Name(show)) ?? _byName.GetValueOrDefault(Name(name)) ?? [])
                .Where(item => item.Kind == "film" == film && (year is null || item.Year is not { } own || Math.Abs(own - year.Value) <= 1)).ToArray();
            if (found is [var only, ..] && IsSame(only, film, season, released, minutes))
            {
                return only;
            }
        }

        return null;
    }

    /// <summary>A series and its season; no season where the title names none.</summary>
    public static (string Show, string? Season) Split(string title) => SeasonPattern().Match(title) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : (title, null);

    /// <summary>The number of a season; 1 where it names none.</summary>
    public static int NumberOf(string? season) => season is not null && NumberPattern().Match(season) is { Success: true } match ? int.Parse(match.Value, CultureInfo.InvariantCulture) : 1;

    private static bool IsSame(Item item, bool film, string? season, DateOnly? released, double? minutes)
    {
        if (film && minutes is { } runs && item.Attributes["runtime"] is { } text && double.TryParse(text, CultureInfo.InvariantCulture, out var known) && Math.Abs(runs - known) > RuntimeMinutes)
        {
            return false;
        }

        return released is not { } day || day < Made || (!film && NumberOf(season) > 1);
    }

    private static (string Name, int? Year) WithoutYear(string title) =>
        YearPattern().Match(title) is { Success: true } match ? (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)) : (title, null);

    private static string Name(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in title.Replace("&", " and ", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                name.Append(LetterFolding.Fold(rune));
            }
            else if (name.Length > 0 && name[^1] != ' ')
            {
                name.Append(' ');
            }
        }

        return name.ToString().TrimEnd();
    }

    [GeneratedRegex(@"^(.*?): ((?:Season|Series|Part|Volume|Book|Chapter|Collection|Limited Series|Miniseries|Temporada|Staffel|Saison|Stagione)\b.*)$")]
    private static partial Regex SeasonPattern();

    [GeneratedRegex(@"\d{1,3}")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(.*) \((\d{4})\)$")]
    private static partial Regex YearPattern();
}
