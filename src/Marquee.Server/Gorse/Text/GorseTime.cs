using System.Globalization;
using System.Text.RegularExpressions;

namespace Marquee.Server;

/// <summary>
/// Moments as Gorse reads and writes them: in, nearly any spelling, with nothing for no time; out, RFC 3339 in UTC with as many digits after the second as are needed, and the first
/// moment of the year 1 for no time.
/// </summary>
internal static partial class GorseTime
{
    /// <summary>What stands for no time.</summary>
    public const string None = "0001-01-01T00:00:00Z";

    private const DateTimeStyles Style =
        DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;

    private static readonly string[] s_formats =
    [
        "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmmssK", "ddd MMM d HH:mm:ss yyyy", "ddd MMM d HH:mm:ss K yyyy", "ddd MMM d yyyy HH:mm:ss K", "yyyy.MM.dd", "yyyy.MM.dd HH:mm:ss",
        "M/d/yy", "M/d/yy HH:mm", "M/d/yy HH:mm:ss", "yyyy-MM", "yyyy/MM", "dd/MMM/yyyy:HH:mm:ss K", "yyyy:MM:dd HH:mm:ss",
    ];

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text; empty for no time.</param>
    /// <param name="time">The moment in UTC; null where there is none.</param>
    /// <returns>Whether the text could be understood.</returns>
    public static bool TryParse(string text, out DateTimeOffset? time)
    {
        text = text.Trim();
        time = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (text.All(char.IsAsciiDigit))
        {
            time = Digits(text);
        }
        else if (text.Any(char.IsAsciiDigit))
        {
            time = Words(Plain(text));
        }

        // The year 1 is how Gorse itself spells no time.
        var understood = time is not null;
        time = time is { Year: 1 } ? null : time;
        return understood;
    }

    /// <summary>Writes a moment.</summary>
    public static string Format(DateTimeOffset? time) => time is { } moment
        ? moment.UtcDateTime.ToString(moment.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : None;

    /// <summary>Numbers by their length: a year, a day, or the time since 1970 in seconds, milliseconds, microseconds or nanoseconds.</summary>
    private static DateTimeOffset? Digits(string text) => text.Length switch
    {
        4 => Exactly(text, "yyyy"),
        6 => Exactly(text, "yyyyMM"),
        8 => Exactly(text, "yyyyMMdd"),
        14 => Exactly(text, "yyyyMMddHHmmss"),
        10 => DateTimeOffset.UnixEpoch.AddSeconds(long.Parse(text)),
        13 => DateTimeOffset.UnixEpoch.AddMilliseconds(long.Parse(text)),
        16 => DateTimeOffset.UnixEpoch.AddTicks(long.Parse(text) * TimeSpan.TicksPerMicrosecond),
        19 => long.TryParse(text, out var nanoseconds) ? DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null,
        _ => null,
    };

    private static DateTimeOffset? Words(string text)
    {
        if (!DateTime.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, Style & ~DateTimeStyles.NoCurrentDateDefault, out var moment)
            && (!Year().IsMatch(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, Style, out moment)))
        {
            return null;
        }

        return new DateTimeOffset(moment, TimeSpan.Zero);
    }

    private static DateTimeOffset? Exactly(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? new DateTimeOffset(moment, TimeSpan.Zero)
            : null;

    /// <summary>Takes away what programs of other languages add: names of zones behind offsets, monotonic clocks, names in brackets, digits after the second that nothing here keeps.</summary>
    private static string Plain(string text)
    {
        text = Brackets().Replace(text, "");
        text = Monotonic().Replace(text, "");
        text = Fraction().Replace(text, "$1.$2");
        text = text.Replace("GMT+", "+", StringComparison.Ordinal).Replace("GMT-", "-", StringComparison.Ordinal).Replace("UTC+", "+", StringComparison.Ordinal);
        text = ZoneName().Replace(text, "$1");
        return Zulu().Replace(text, "Z").Trim();
    }

    [GeneratedRegex(@"\([^)]*\)\s*$")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\s+m=[+-][0-9.]+$")]
    private static partial Regex Monotonic();

    [GeneratedRegex(@"(:[0-9]{2})[.,]([0-9]{1,7})[0-9]*")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"([+-][0-9]{2}:?[0-9]{2})\s+[A-Z]{1,5}$")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"\s*(UTC|GMT)$")]
    private static partial Regex Zulu();

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])")]
    private static partial Regex Year();
}
