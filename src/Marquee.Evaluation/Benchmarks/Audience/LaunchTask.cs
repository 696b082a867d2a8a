using Marquee.Content;

namespace Marquee.Evaluation;

/// <summary>Launches to learn from, and later ones to estimate.</summary>
/// <param name="Earlier">What is learned from.</param>
/// <param name="Later">What is asked.</param>
/// <param name="Cuts">Where the validation inside the earlier ones is cut.</param>
internal sealed record LaunchTask(IReadOnlyList<AudienceLaunch> Earlier, IReadOnlyList<AudienceLaunch> Later, IReadOnlyList<DateOnly> Cuts);
