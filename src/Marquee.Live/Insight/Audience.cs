namespace Marquee.Live;

/// <summary>Who watches an item: users who dealt with it in any way but having been shown it, and who did not opt out.</summary>
/// <param name="Viewers">How many.</param>
/// <param name="Events">What they did with it, impressions left out.</param>
/// <param name="Kinds">What they did with it by kind, impressions too; most frequent first.</param>
/// <param name="Groups">The viewers by what is known of them: <c>country</c> and <c>ageGroup</c> first, then every attribute with few enough values to group by.</param>
public sealed record Audience(int Viewers, int Events, IReadOnlyList<KindCount> Kinds, IReadOnlyList<AudienceGroup> Groups);
