using System.Globalization;
using Marquee.Data;

namespace Marquee.Live;

/// <summary>Ages put together.</summary>
internal static class AgeGroup
{
    /// <summary>The group of a user: what the attribute <c>ageGroup</c> says, else the band of <c>age</c> or of the age that <c>birthYear</c> gives; null where none is known.</summary>
    /// <param name="attributes">What is known of the user.</param>
    /// <param name="year">The year of now.</param>
    public static string? Of(AttributeMap attributes, int year) =>
        attributes["ageGroup"] is { Length: > 0 } group ? group
        : Number(attributes["age"]) is { } age ? Band(age)
        : Number(attributes["birthYear"]) is { } born && born <= year ? Band(year - born)
        : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Band(int age) => age switch
    {
        < 18 => "under 18",
        < 25 => "18-24",
        < 35 => "25-34",
        < 45 => "35-44",
        < 55 => "45-54",
        < 65 => "55-64",
        <= 120 => "65+",
        _ => null,
    };
}
