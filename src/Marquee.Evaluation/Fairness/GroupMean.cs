namespace Marquee.Evaluation;

/// <summary>How well one group of users is served.</summary>
/// <param name="Name">The group.</param>
/// <param name="Users">Number of its users for whom the metric is defined.</param>
/// <param name="Mean">Mean of the metric over them; NaN where there are none.</param>
/// <param name="Interval">Its 95% bootstrap interval.</param>
/// <param name="Difference">The mean less that of all other users who are in a group.</param>
/// <param name="P">
/// P-value of the difference, corrected for the number of groups; NaN where the group has fewer than <see cref="GroupComparison.MinimumUsers"/> users or is the only one.
/// </param>
public sealed record GroupMean(string Name, int Users, double Mean, Interval Interval, double Difference, double P);
