using System.Globalization;
using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Sorts users into groups: by any attribute, or by how much is known of them.</summary>
public static class UserGroups
{
    /// <summary>The selector that cuts users at the quartiles of the number of items in their history.</summary>
    public const string HistoryLength = "history";

    /// <summary>Groups the users.</summary>
    /// <param name="users">The users by index.</param>
    /// <param name="historyLength">Number of items in the history of a user; 0 for those who are not asked about.</param>
    /// <param name="selector">
    /// <c>history</c> (number of items in the history) or any attribute, such as <c>gender</c>, <c>country</c>, <c>birthYear</c>; alone, or with <c>=VALUE</c> or
    /// <c>!=VALUE</c> behind it, see <see cref="Grouping"/>. Users without a value are in no group.
    /// </param>
    /// <exception cref="OptionException">No user has the attribute, or none the value.</exception>
    public static Grouping Of(IReadOnlyList<User> users, Func<int, int> historyLength, string selector)
    {
        var attribute = Grouping.Split(selector).Attribute;
        string[][] values = attribute == HistoryLength
            ? [.. Enumerable.Range(0, users.Count).Select(user => historyLength(user) is > 0 and var length ? new[] { length.ToString(CultureInfo.InvariantCulture) } : [])]
            : [.. users.Select(user => user.Attributes.TryGet(attribute, out var value) ? new[] { value } : [])];
        return values.Any(own => own.Length > 0)
            ? Grouping.OfValues(selector, values, unknown: null)
            : throw new OptionException($"No user has '{attribute}'; users are grouped by {string.Join(", ", Known(users))}.");
    }

    /// <summary>All attributes that users can be grouped by.</summary>
    public static IReadOnlyList<string> Known(IReadOnlyList<User> users) =>
        [.. users.SelectMany(user => user.Attributes.Select(attribute => attribute.Key)).Distinct().Order(StringComparer.Ordinal), HistoryLength];
}
