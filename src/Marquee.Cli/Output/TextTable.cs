using Spectre.Console;

namespace Marquee.Cli;

/// <summary>A table for a person: ruled and coloured on a terminal, plain aligned columns when piped.</summary>
public sealed class TextTable
{
    private readonly List<(string Heading, bool Numeric)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>A line above the table.</summary>
    public string? Title { get; init; }

    /// <summary>Adds a column of words, set to the left.</summary>
    public TextTable Words(string heading) => Column(heading, numeric: false);

    /// <summary>Adds a column of numbers, set to the right.</summary>
    public TextTable Numbers(string heading) => Column(heading, numeric: true);

    /// <summary>Adds a row of cells, as many as there are columns, with Spectre markup.</summary>
    public TextTable Row(params string[] cells)
    {
        if (cells.Length != _columns.Count)
        {
            throw new ArgumentException($"The table has {_columns.Count} columns; the row has {cells.Length} cells.", nameof(cells));
        }

        _rows.Add(cells);
        return this;
    }

    internal void WriteTo(IAnsiConsole console, bool ruled)
    {
        var table = new Table { Border = ruled ? TableBorder.Rounded : TableBorder.None, ShowRowSeparators = false };
        if (Title is not null)
        {
            console.MarkupLine($"[bold]{Markup.Escape(Title)}[/]");
        }

        foreach (var (heading, numeric) in _columns)
        {
            var column = new TableColumn($"[grey]{Markup.Escape(heading)}[/]") { NoWrap = numeric };
            column.Alignment = numeric ? Justify.Right : Justify.Left;
            if (!ruled)
            {
                column.PadLeft(0).PadRight(2);
            }

            table.AddColumn(column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row);
        }

        console.Write(table);
    }

    private TextTable Column(string heading, bool numeric)
    {
        _columns.Add((heading, numeric));
        return this;
    }
}
