namespace Marquee.Live;

/// <summary>Rows of a home page. No item comes twice, in no row and on no page that is asked for with the cursor of one before.</summary>
/// <param name="Rows">The rows, from the top; each has at least one item.</param>
/// <param name="Cursor">Asks for the next page; null where there is nothing more.</param>
public sealed record HomePage(IReadOnlyList<HomeRow> Rows, string? Cursor);
