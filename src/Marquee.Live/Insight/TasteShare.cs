namespace Marquee.Live;

/// <summary>How much of a history and of a list has one value.</summary>
/// <param name="Value">The value.</param>
/// <param name="History">Its share of the history, 0 to 1.</param>
/// <param name="List">Its share of the list, 0 to 1.</param>
public readonly record struct TasteShare(string Value, double History, double List);
