namespace Marquee.Server;

/// <summary>Items in order of their ids.</summary>
/// <param name="Cursor">Asks for what follows; empty at the end.</param>
/// <param name="Items">The items.</param>
internal sealed record GorseItemPage(string Cursor, IReadOnlyList<GorseItem> Items);
