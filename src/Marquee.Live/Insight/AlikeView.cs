namespace Marquee.Live;

/// <summary>The items most like one, seen in one way.</summary>
/// <param name="Key">Names the view: <c>blend</c>, <c>theme</c>, <c>audience</c>, <c>graph</c>, <c>text</c> (see <see cref="Marquee.Content.ComparableItems"/>), or <c>model:NAME</c>.</param>
/// <param name="Title">What the view goes by, for people.</param>
/// <param name="Model">Name and version of the model; null where none has a part in it.</param>
/// <param name="Items">The items, most alike first.</param>
public sealed record AlikeView(string Key, string Title, string? Model, IReadOnlyList<AlikeItem> Items);
