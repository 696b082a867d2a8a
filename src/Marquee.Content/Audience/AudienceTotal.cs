namespace Marquee.Content;

/// <summary>An estimate over several countries.</summary>
/// <param name="Value">The sum, corrected by how sums turned out in the validation.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record AudienceTotal(double Value, double Low, double High);
