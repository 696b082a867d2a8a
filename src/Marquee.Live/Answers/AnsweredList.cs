namespace Marquee.Live;

/// <summary>A list as it was served.</summary>
/// <param name="Id">Names the list in the log of served lists; events that it led to may carry it.</param>
/// <param name="Model">Name and version of the model, such as <c>ease/3</c>.</param>
/// <param name="Items">The items, best first.</param>
public sealed record AnsweredList(string Id, string Model, IReadOnlyList<AnsweredItem> Items);
