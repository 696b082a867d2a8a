using Spectre.Console;

namespace Marquee.Cli;

/// <summary>
/// A table for a person: ruled and coloured on a terminal, plain aligned columns when piped. The first column names the rows and is never broken.
/// </summary>
public sealed class TextTable
{
    // Words are broken between lines down to this width before a table is folded.
    private const int NarrowestWords = 12;

    private readonly List<(string Heading, Kind Kind)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>A line above the table.</summary>
    public string? Title { get; init; }

    /// <summary>Adds a column of words, set to the left.</summary>
    public TextTable Words(string heading) => Column(heading, Kind.Words);

    /// <summary>Adds a column of numbers, set to the right.</summary>
    public TextTable Numbers(string heading) => Column(heading, Kind.Numbers);

    /// <summary>Adds a column that a terminal shows and a pipe does not, such as of <see cref="TextBar"/>s.</summary>
    public TextTable Pictures(string heading) => Column(heading, Kind.Pictures);

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

    /// <summary>
    /// Draws the table on a terminal. Where its numbers do not fit side by side it is folded: the columns that are left follow in a table of their own,
    /// beginning with the names of the rows again.
    /// </summary>
    internal void WriteTo(IAnsiConsole console)
    {
        if (Title is not null)
        {
            console.MarkupLine($"[bold]{Markup.Escape(Title)}[/]");
        }

        foreach (var part in FoldEvenly(console.Profile.Width))
        {
            var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = false };
            foreach (var index in part)
            {
                var (heading, kind) = _columns[index];
                table.AddColumn(new TableColumn($"[grey]{Markup.Escape(heading)}[/]")
                {
                    NoWrap = kind != Kind.Words || index == 0,
                    Alignment = kind == Kind.Numbers ? Justify.Right : Justify.Left,
                });
            }

            foreach (var row in _rows)
            {
                table.AddRow([.. part.Select(index => row[index])]);
            }

            console.Write(table);
        }
    }

    /// <summary>Writes the table without colours and rules, one line a row however long, for other programs to search and cut.</summary>
    internal void WriteTo(TextWriter pipe)
    {
        if (Title is not null)
        {
            pipe.WriteLine(Title);
        }

        int[] shown = [.. Enumerable.Range(0, _columns.Count).Where(index => _columns[index].Kind != Kind.Pictures)];
        var widths = Enumerable.Range(0, _columns.Count).Select(Width).ToArray();
        WriteLine([.. _columns.Select(column => column.Heading)]);
        foreach (var row in _rows)
        {
            WriteLine([.. row.Select(Markup.Remove)]);
        }

        void WriteLine(string[] cells) => pipe.WriteLine(string.Join("  ", shown.Select(index =>
        {
            var gap = new string(' ', widths[index] - cells[index].GetCellWidth());
            return _columns[index].Kind == Kind.Numbers ? gap + cells[index] : cells[index] + gap;
        })).TrimEnd());
    }

    /// <summary>As few parts as the width allows, and these as narrow as so many can be, so that no column is left alone.</summary>
    private List<int[]> FoldEvenly(int width)
    {
        var parts = Fold(width);
        while (parts.Count > 1 && Fold(--width) is var narrower && narrower.Count == parts.Count)
        {
            parts = narrower;
        }

        return parts;
    }

    private List<int[]> Fold(int width)
    {
        // Each column has a blank on both sides and a rule behind it; one more rule opens the table.
        const int Frame = 3;
        var parts = new List<int[]>();
        List<int> part = [0];
        var used = 1 + Width(0) + Frame;
        for (var index = 1; index < _columns.Count; index++)
        {
            var needed = (_columns[index].Kind == Kind.Words ? Math.Min(Width(index), NarrowestWords) : Width(index)) + Frame;
            if (used + needed > width && part.Count > 1)
            {
                parts.Add([.. part]);
                part = [0];
                used = 1 + Width(0) + Frame;
            }

            part.Add(index);
            used += needed;
        }

        parts.Add([.. part]);
        return parts;
    }

    private int Width(int column) =>
        _rows.Select(row => Markup.Remove(row[column]).GetCellWidth()).Append(_columns[column].Heading.GetCellWidth()).Max();

    private TextTable Column(string heading, Kind kind)
    {
        _columns.Add((heading, kind));
        return this;
    }

    private enum Kind
    {
        Words,
        Numbers,
        Pictures,
    }
}
