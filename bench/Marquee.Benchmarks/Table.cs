namespace Marquee.Benchmarks;

/// <summary>A plain table: the first column to the left, the others to the right, each as wide as it needs to be.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var widths = Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            Console.WriteLine(string.Join("  ", row.Select(
                (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        }
    }

    /// <summary>The same table as Markdown.</summary>
    public void PrintMarkdown()
    {
        Console.WriteLine($"| {string.Join(" | ", headings)} |");
        Console.WriteLine($"|---|{string.Concat(headings.Skip(1).Select(_ => "---:|"))}");
        foreach (var row in _rows.Skip(1))
        {
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        }
    }
}
