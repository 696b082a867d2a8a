namespace Marquee.Live;

/// <summary>What a commit brought.</summary>
/// <param name="Version">Version of the store that has it.</param>
/// <param name="Events">The interactions that are new, each with the index of its user.</param>
/// <param name="Reloaded">Whether everything was read anew instead, because somebody else wrote: then there is no list of events.</param>
internal sealed record LiveCommit(long Version, IReadOnlyList<(int User, UserEvent Event)> Events, bool Reloaded);
