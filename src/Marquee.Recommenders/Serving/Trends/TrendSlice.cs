namespace Marquee.Recommenders;

/// <summary>Which events a question to a <see cref="TrendCounter"/> is about.</summary>
public readonly record struct TrendSlice
{
    private TrendSlice(string? country, long? moment) => (Country, Moment) = (country, moment);

    /// <summary>All events.</summary>
    public static TrendSlice Everywhere => default;

    /// <summary>The country of the events, if it is about one.</summary>
    public string? Country { get; }

    /// <summary>A moment of the part of the week that it is about, if it is about one, in milliseconds since 1970 UTC.</summary>
    public long? Moment { get; }

    /// <summary>The events of a country.</summary>
    /// <param name="country">The country (ISO 3166-1 alpha-2), upper and lower case being the same; all events where there is none.</param>
    public static TrendSlice In(string? country) => new(country, null);

    /// <summary>The events of the hours of the week around a moment.</summary>
    /// <param name="moment">The moment, in milliseconds since 1970 UTC.</param>
    public static TrendSlice At(long moment) => new(null, moment);
}
