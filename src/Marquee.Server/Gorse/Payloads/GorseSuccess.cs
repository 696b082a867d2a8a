namespace Marquee.Server;

/// <summary>What a change answers.</summary>
/// <param name="RowAffected">How many records it was about.</param>
internal sealed record GorseSuccess(int RowAffected);
