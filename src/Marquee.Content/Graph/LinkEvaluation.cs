namespace Marquee.Content;

/// <summary>The ranks of held-out facts, as tails and as heads.</summary>
/// <param name="Both">Of both together: the usual figures.</param>
/// <param name="Tails">Of the tails, given head and relation.</param>
/// <param name="Heads">Of the heads, given relation and tail.</param>
public sealed record LinkEvaluation(LinkReport Both, LinkReport Tails, LinkReport Heads);
