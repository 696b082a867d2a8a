namespace Marquee.Evaluation;

/// <summary>A table of a page. The first column names the rows.</summary>
/// <param name="caption">What the table shows.</param>
public sealed class ReportTable(string caption)
{
    private readonly List<(string Heading, bool Numeric)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>What the table shows.</summary>
    public string Caption { get; } = caption;

    /// <summary>Headings, and whether a column holds numbers.</summary>
    public IReadOnlyList<(string Heading, bool Numeric)> Columns => _columns;

    /// <summary>The cells, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>Adds a column of words, set to the left.</summary>
    public ReportTable Words(string heading) => Column(heading, numeric: false);

    /// <summary>Adds a column of numbers, set to the right.</summary>
    public ReportTable Numbers(string heading) => Column(heading, numeric: true);

    /// <summary>Adds a row of cells, as many as there are columns.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public ReportTable Row(params string[] cells)
    {
        if (cells.Length != _columns.Count)
        {
            throw new ArgumentException($"The table has {_columns.Count} columns; the row has {cells.Length} cells.", nameof(cells));
        }

        _rows.Add(cells);
        return this;
    }

    private ReportTable Column(string heading, bool numeric)
    {
        _columns.Add((heading, numeric));
        return this;
    }
}
