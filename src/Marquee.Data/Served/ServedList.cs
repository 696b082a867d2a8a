namespace Marquee.Data;

/// <summary>A list as it was served, with the chance that each of its items had of standing where it stood: what evaluation needs to ask later what another model would have brought.</summary>
/// <remarks>
/// Users and items by index only, so that erasing a person in the store makes what was served to them anonymous. <see cref="Items"/> and <see cref="Propensities"/> are parallel.
/// </remarks>
/// <param name="Id">Identifies the list.</param>
/// <param name="Time">When it was served, in milliseconds since 1970 UTC.</param>
/// <param name="User">User index; -1 for an anonymous visitor.</param>
/// <param name="Model">The model that made it, and its version, such as <c>ease/3</c>.</param>
/// <param name="Surface">Where it was shown, such as <c>recommend</c> or <c>home/for-you</c>.</param>
/// <param name="Items">Item indices, from the top.</param>
/// <param name="Propensities">For each item the probability with which what made the list would have put it at this place, given what stands above it; above 0 and at most 1.</param>
/// <param name="Offset">Place of the first item, from 0: what stands above it went out with earlier pages.</param>
public sealed record ServedList(string Id, long Time, int User, string Model, string Surface, int[] Items, float[] Propensities, int Offset);
