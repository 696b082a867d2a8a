using Marquee.Data;

namespace Marquee.Storage;

/// <summary>Bad lines with the same thing wrong.</summary>
/// <param name="Reason">What is wrong; where the lines differ it says <c>...</c>.</param>
/// <param name="Count">Number of lines.</param>
/// <param name="Examples">The first of them, at most 20.</param>
public sealed record SkippedReason(string Reason, long Count, IReadOnlyList<DatasetProblem> Examples);
