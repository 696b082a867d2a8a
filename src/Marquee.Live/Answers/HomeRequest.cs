namespace Marquee.Live;

/// <summary>What is asked of a home page, besides for whom.</summary>
public sealed record HomeRequest
{
    /// <summary>Most rows, 1 to 50. Default 8.</summary>
    public int Rows { get; init; } = 8;

    /// <summary>Most items in a row, 1 to 100. Default 12.</summary>
    public int RowLength { get; init; } = 12;

    /// <summary>Where the page before ended: its <see cref="HomePage.Cursor"/>; null for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Limits of every row: filter, ages, country, device, model, reasons. Its count and offset are not looked at.</summary>
    public ListRequest Limits { get; init; } = new();

    /// <exception cref="ArgumentException">A number is outside its range; the message says which and what would be right.</exception>
    internal void Check()
    {
        if (Rows is < 1 or > 50 || RowLength is < 1 or > 100)
        {
            throw new ArgumentException($"A page of {Rows} rows of {RowLength} items was asked for; a page has 1 to 50 rows of 1 to 100 items.");
        }

        Limits.Check();
    }
}
