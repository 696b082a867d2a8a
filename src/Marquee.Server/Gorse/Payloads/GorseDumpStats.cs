namespace Marquee.Server;

/// <summary>What a dump or a restore moved.</summary>
/// <param name="Users">Number of users.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Feedback">Number of feedback.</param>
/// <param name="Duration">How long it took, in nanoseconds.</param>
internal sealed record GorseDumpStats(int Users, int Items, int Feedback, long Duration);
