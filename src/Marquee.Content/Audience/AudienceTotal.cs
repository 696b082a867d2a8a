namespace Marquee.Content;

/// <summary>An estimate over several countries.</summary>
/// <param name="Value">The sum of the estimates.</param>
/// <param name="Low">Lower end of the interval, in which the sums of the validation lay as often as it promises.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record AudienceTotal(double Value, double Low, double High);
