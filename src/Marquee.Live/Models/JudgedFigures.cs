namespace Marquee.Live;

/// <summary>What a new model and the one that was served reached on the latest events, which neither knew.</summary>
/// <param name="Metric">What was compared, such as <c>ndcg@10</c>.</param>
/// <param name="Candidate">Figure of the new one, trained without those events.</param>
/// <param name="Current">Figure of the one that was served.</param>
/// <param name="Users">How many users had such events.</param>
/// <param name="Against">The one that was served, such as <c>ease/3</c>.</param>
public sealed record JudgedFigures(string Metric, double Candidate, double Current, int Users, string Against);
