namespace Marquee.Live;

/// <summary>One thing that a user did, in indices.</summary>
/// <param name="Item">Item index; -1 for a search.</param>
/// <param name="Kind">Index of the kind, see <see cref="KindTable"/>.</param>
/// <param name="Value">Its value; NaN where it has none.</param>
/// <param name="Progress">Its progress, 0 to 1; NaN where it has none.</param>
/// <param name="Time">Milliseconds since 1970 UTC; <see cref="Marquee.Data.EventLog.NoTime"/> where it has none.</param>
/// <param name="Text">The words that came with it, if any.</param>
/// <param name="Session">The visit it was part of, if that is known.</param>
public readonly record struct UserEvent(int Item, short Kind, float Value, float Progress, long Time, string? Text, string? Session = null);
