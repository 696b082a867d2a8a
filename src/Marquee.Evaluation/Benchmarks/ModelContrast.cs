namespace Marquee.Evaluation;

/// <summary>A comparison that a suite names beforehand: one of its models beside others, user by user.</summary>
/// <param name="Model">Label or family of the one.</param>
/// <param name="Others">Labels or families of the others: p-values are corrected for so many.</param>
public sealed record ModelContrast(string Model, params IReadOnlyList<string> Others);
