namespace Marquee.Cli;

/// <summary>A command cannot do what was asked, for a reason that a person can mend: no such user, nothing trained yet.</summary>
public sealed class CommandException(string message) : Exception(message);
