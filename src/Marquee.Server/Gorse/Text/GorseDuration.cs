using System.Buffers;
using System.Globalization;

namespace Marquee.Server;

/// <summary>Durations in Go's spelling: a sign and numbers with units, such as <c>1h30m</c>, <c>-1.5h</c>, <c>300ms</c>.</summary>
internal static class GorseDuration
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text; empty for none.</param>
    /// <param name="duration">The duration; zero where there is none.</param>
    /// <returns>Whether the text could be understood.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.Length == 0)
        {
            return true;
        }

        // A plus of a query string arrives as a space.
        var rest = text.AsSpan().TrimStart();
        var negative = rest.StartsWith("-");
        rest = rest.TrimStart("+-") is var unsigned && rest.Length - unsigned.Length <= 1 ? unsigned : default;
        if (rest is "0")
        {
            return true;
        }

        var ticks = 0.0;
        var understood = rest.Length > 0;
        while (understood && rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(s_digits);
            var unit = digits < 0 ? -1 : rest[digits..].IndexOfAny(s_digits);
            unit = digits < 0 ? rest.Length : unit < 0 ? rest.Length : digits + unit;
            understood = digits > 0
                && double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && Ticks(rest[digits..unit]) is { } perUnit
                && (ticks += number * perUnit) <= TimeSpan.MaxValue.Ticks / 2;
            rest = rest[unit..];
        }

        duration = understood ? TimeSpan.FromTicks((long)(negative ? -ticks : ticks)) : TimeSpan.Zero;
        return understood;
    }

    private static double? Ticks(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 0.01,
        "us" or "µs" or "μs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        _ => null,
    };
}
