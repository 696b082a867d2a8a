namespace Marquee.Content;

/// <summary>Something in a bag.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its name.</param>
internal readonly record struct BagTerm(string Kind, string Value);
