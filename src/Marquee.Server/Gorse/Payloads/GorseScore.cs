namespace Marquee.Server;

/// <summary>An item or a user with a score, higher is better.</summary>
/// <param name="Id">The id.</param>
/// <param name="Score">The score; compares within one list only.</param>
internal sealed record GorseScore(string Id, double Score);
