namespace Marquee.Server;

/// <summary>Users in order of their ids.</summary>
/// <param name="Cursor">Asks for what follows; empty at the end.</param>
/// <param name="Users">The users.</param>
internal sealed record GorseUserPage(string Cursor, IReadOnlyList<GorseUser> Users);
