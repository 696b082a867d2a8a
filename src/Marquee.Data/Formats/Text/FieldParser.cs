using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Marquee.Data;

/// <summary>Numbers and moments from text. Each method returns what is wrong, as a sentence without a full stop, or none.</summary>
internal static partial class FieldParser
{
    /// <summary>First moment that is taken for a mistake: the start of the year 2200.</summary>
    public static readonly DateTimeOffset EndOfTime = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly long EndOfTimeSeconds = EndOfTime.ToUnixTimeSeconds();

    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>A finite number.</summary>
    public static string? Number(ReadOnlySpan<byte> text, string name, out float value)
    {
        if (text.Length == 1 && text[0] is >= (byte)'0' and <= (byte)'9')
        {
            value = text[0] - '0';
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!float.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
        {
            return text.IsEmpty ? $"the {name} is empty; a number is expected" : $"the {name} '{Excerpt.Of(text)}' is not a number";
        }

        return float.IsFinite(value) ? null : $"the {name} '{Excerpt.Of(text)}' is not a finite number";
    }

    /// <summary>A number from 0 to 1.</summary>
    public static string? Progress(ReadOnlySpan<byte> text, string name, out float value) =>
        Number(text, name, out value) ?? Progress(value, name);

    /// <summary>What is wrong with a progress, if anything.</summary>
    public static string? Progress(float value, string name) => value switch
    {
        >= 0 and <= 1 => null,
        > 1 and <= 100 => $"the {name} {value} is not between 0 and 1; if it is a percentage, divide it by 100",
        _ => $"the {name} {value} is not between 0 and 1",
    };

    /// <summary>The moment of an interaction, from 1970 to 2200: seconds since 1970, with or without a fraction, or a date and time in ISO 8601 (UTC where it names no zone).</summary>
    public static string? InteractionTime(ReadOnlySpan<byte> text, string name, out DateTimeOffset time)
    {
        if (Utf8Parser.TryParse(text, out long whole, out var used) && used == text.Length && whole >= 0 && whole < EndOfTimeSeconds)
        {
            time = DateTimeOffset.FromUnixTimeSeconds(whole);
            return null;
        }

        if (!TryOwnMoment(text, out time) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return FromSeconds(seconds, text, name, out time);
        }

        return Moment(text, name, out time) ?? Within(time, name);
    }

    /// <summary>A number of milliseconds since 1970, from 1970 to 2200.</summary>
    public static string? InteractionMilliseconds(ReadOnlySpan<byte> text, string name, out DateTimeOffset time)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return FromSeconds(milliseconds / 1000, text, name, out time);
        }

        time = default;
        return $"the {name} '{Excerpt.Of(text)}' is not a number of milliseconds since 1970";
    }

    /// <summary>A date and time in ISO 8601, in UTC where it names no zone, to the millisecond.</summary>
    public static string? Moment(ReadOnlySpan<byte> text, string name, out DateTimeOffset time)
    {
        if (TryOwnMoment(text, out time))
        {
            return null;
        }

        var written = SuperfluousDigits().Replace(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)]), "$1");
        if (DateTimeOffset.TryParseExact(written, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time))
        {
            time = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
            return null;
        }

        return text.IsEmpty
            ? $"the {name} is empty; seconds since 1970 or a date such as 2024-05-01T20:15:00Z is expected"
            : $"the {name} '{Excerpt.Of(text)}' is neither seconds since 1970 nor a date such as 2024-05-01T20:15:00Z";
    }

    /// <summary>A day such as 2024-05-01.</summary>
    public static string? Day(string text, string name, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            ? null
            : $"the {name} '{Excerpt.Of(text)}' is not a day such as 2024-05-01";

    /// <summary>What is wrong with the moment of an interaction, if anything.</summary>
    public static string? Within(DateTimeOffset time, string name) =>
        time < DateTimeOffset.UnixEpoch ? $"the {name} {time:yyyy-MM-dd} lies before 1970"
        : time >= EndOfTime ? $"the {name} {time:yyyy-MM-dd} lies after the year 2199"
        : null;

    /// <summary>A moment as Marquee writes it, 2024-05-01T20:15:00.250Z, without the cost of looking for other spellings.</summary>
    private static bool TryOwnMoment(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != 24 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || !TryDigits(text[20..23], out var millisecond)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTimeOffset(year, month, day, hour, minute, second, millisecond, TimeSpan.Zero);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }

    // Some programs write nanoseconds; .NET reads a fraction of at most seven digits.
    [GeneratedRegex(@"(\.\d{7})\d+")]
    private static partial Regex SuperfluousDigits();

    private static string? FromSeconds(double seconds, ReadOnlySpan<byte> text, string name, out DateTimeOffset time)
    {
        time = default;
        if (!double.IsFinite(seconds))
        {
            return $"the {name} '{Excerpt.Of(text)}' is not a finite number of seconds since 1970";
        }

        if (seconds < 0)
        {
            return $"the {name} '{Excerpt.Of(text)}' is negative, before 1970; seconds since 1970 are expected";
        }

        if (seconds >= EndOfTimeSeconds)
        {
            return seconds / 1000 < EndOfTimeSeconds
                ? $"the {name} '{Excerpt.Of(text)}' lies after the year 2199; it looks like milliseconds where seconds since 1970 are expected"
                : $"the {name} '{Excerpt.Of(text)}' lies after the year 2199; seconds since 1970 are expected";
        }

        time = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000));
        return null;
    }
}
