namespace Marquee.Data.Demo;

/// <summary>A country that simulated viewers live in.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Share">Its share of the viewers, relative to the others.</param>
/// <param name="HoursFromUtc">What its clocks show when it is midnight UTC; summer time is left out.</param>
/// <param name="Languages">Languages (ISO 639-1) that are watched there without a second thought.</param>
public sealed record DemoCountry(string Code, int Share, int HoursFromUtc, ValueList<string> Languages)
{
    /// <summary>The twenty countries of the built-in service.</summary>
    public static IReadOnlyList<DemoCountry> All { get; } =
    [
        new("US", 24, -6, ["en", "es"]),
        new("GB", 10, 0, ["en"]),
        new("FR", 8, 1, ["fr"]),
        new("DE", 8, 1, ["de"]),
        new("IN", 8, 5, ["hi", "en", "bn", "ta", "te", "ml"]),
        new("JP", 7, 9, ["ja"]),
        new("BR", 6, -3, ["pt"]),
        new("KR", 5, 9, ["ko"]),
        new("ES", 5, 1, ["es", "ca"]),
        new("IT", 5, 1, ["it"]),
        new("MX", 5, -6, ["es"]),
        new("CA", 4, -5, ["en", "fr"]),
        new("AU", 3, 10, ["en"]),
        new("PL", 3, 1, ["pl"]),
        new("TR", 3, 3, ["tr"]),
        new("SE", 2, 1, ["sv", "en", "no", "da"]),
        new("DK", 2, 1, ["da", "en", "sv", "no"]),
        new("NL", 2, 1, ["nl", "en"]),
        new("AR", 2, -3, ["es"]),
        new("NG", 2, 1, ["en", "yo", "ig"]),
    ];
}
