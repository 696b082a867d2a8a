namespace Marquee.Media;

/// <summary>A picture or sound of an item.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Path">Where the file is.</param>
public sealed record ItemFile(string Item, string Path);
