namespace Marquee.Content;

/// <summary>A country that behaves like another.</summary>
/// <param name="Country">Its code.</param>
/// <param name="Correlation">Correlation of how the two differ from the mean of all countries, launch by launch, from -1 to 1.</param>
public readonly record struct CountryLikeness(string Country, float Correlation);
