namespace Marquee.Live;

/// <summary>A row of a home page.</summary>
/// <param name="Key">What kind of row, and of what: <c>continue</c>, <c>for-you</c>, <c>because:ITEM</c>, <c>trending</c>, <c>new</c>, <c>hidden-gems</c>, <c>category:NAME</c>.</param>
/// <param name="Title">The same for a person, in English.</param>
/// <param name="List">Its items, as they were served.</param>
public sealed record HomeRow(string Key, string Title, AnsweredList List);
