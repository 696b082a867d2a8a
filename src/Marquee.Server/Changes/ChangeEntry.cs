namespace Marquee.Server;

/// <summary>One line of the log of changes.</summary>
/// <param name="Time">When.</param>
/// <param name="Key">Name of the key with which it was asked for; null where none was needed.</param>
/// <param name="Action">What was done: see <see cref="ChangeActions"/>.</param>
/// <param name="Target">To what: the name of a model, a key, a job; never the id of a person.</param>
/// <param name="Detail">More, in words.</param>
internal sealed record ChangeEntry(DateTimeOffset Time, string? Key, string Action, string? Target, string? Detail);
