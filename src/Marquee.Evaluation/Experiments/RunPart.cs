namespace Marquee.Evaluation;

/// <summary>One part of a figure, such as a cut in time.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Users">How many users it asked about, mean over seeds.</param>
/// <param name="Means">The mean of each metric over these users, then over seeds, by key.</param>
public sealed record RunPart(string Name, int Users, IReadOnlyList<KeyValuePair<string, double>> Means);
