using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What is known of a user as traits, each a name and one of few values: <c>country=DE</c>, <c>age=30-39</c>, <c>birthYear=1980s</c>.</summary>
internal static class UserTraits
{
    private const string Country = "country";

    /// <summary>The traits of a user, by ascending name. Ages are put together by tens of years; a country that only the circumstances tell counts too.</summary>
    public static IEnumerable<string> Of(HistoryContext context)
    {
        var known = context.Attributes.Select(attribute => (Name: attribute.Key, Value: Binned(attribute.Key, attribute.Value)));
        if (context.Country is { Length: > 0 } country && !context.Attributes.TryGet(Country, out _))
        {
            known = known.Append((Name: Country, Value: country)).OrderBy(attribute => attribute.Name, StringComparer.Ordinal);
        }

        return known.Where(attribute => attribute.Value.Length > 0).Select(attribute => $"{attribute.Name}={attribute.Value}");
    }

    /// <summary>The name of a trait's attribute.</summary>
    public static string NameOf(string trait) => trait[..trait.IndexOf('=')];

    private static string Binned(string name, string value) =>
        name is "age" or "birthYear" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? name == "age" ? $"{number / 10 * 10}-{(number / 10 * 10) + 9}" : $"{number / 10 * 10}s"
            : value.Replace('\0', ' ');
}
