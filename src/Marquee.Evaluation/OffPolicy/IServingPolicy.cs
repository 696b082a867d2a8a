using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>A way of making lists that is to be judged by lists that another way made. Immutable; asked from many threads at once.</summary>
public interface IServingPolicy
{
    /// <summary>What it would have put at each place of a served list.</summary>
    /// <param name="served">The list: for whom, when and where it was made, and what stood above each place.</param>
    /// <returns>For each place of the list the items that might stand there, with their chances, given that the items of the served list stand above.</returns>
    PlaceChances[] Decide(ServedList served);
}
