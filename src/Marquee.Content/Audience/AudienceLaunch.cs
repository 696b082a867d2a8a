using Marquee.Data;

namespace Marquee.Content;

/// <summary>One item that came out, or will: in one country, or everywhere at once.</summary>
/// <param name="Item">The item, with whatever is known of it before its launch.</param>
/// <param name="Date">The day of the launch.</param>
/// <param name="Audience">How large its audience was: people, views, any measure that is not negative. 0 where it is asked for.</param>
/// <param name="Country">The country of the audience (ISO 3166-1 alpha-2); nothing where audiences are not told apart by country.</param>
public sealed record AudienceLaunch(Item Item, DateOnly Date, double Audience = 0, string? Country = null);
