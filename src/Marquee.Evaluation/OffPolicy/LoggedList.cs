using Marquee.Data;

namespace Marquee.Evaluation;

/// <summary>A served list and what came of it.</summary>
/// <param name="Served">The list.</param>
/// <param name="Rewards">What came of each item of it.</param>
public sealed record LoggedList(ServedList Served, double[] Rewards);
