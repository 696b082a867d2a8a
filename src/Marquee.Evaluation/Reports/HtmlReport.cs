using System.Globalization;
using System.Xml.Linq;

namespace Marquee.Evaluation;

/// <summary>
/// A page in one file: headings, words, tables and charts, with its style inside. It loads nothing and runs no script, is light or dark as the reader's
/// system is, prints, and fits a telephone.
/// </summary>
public sealed class HtmlReport
{
    private readonly string _title;
    private readonly List<XElement> _parts = [];
    private int _charts;

    /// <summary>Begins a page.</summary>
    /// <param name="title">Its title and first heading.</param>
    /// <param name="summary">What it is, in a sentence or two.</param>
    public HtmlReport(string title, string? summary = null)
    {
        _title = PageText.Of(title);
        _parts.Add(Element("h1", title));
        if (summary is not null)
        {
            _parts.Add(new XElement("p", new XAttribute("class", "summary"), PageText.Of(summary)));
        }
    }

    /// <summary>Begins a section.</summary>
    public HtmlReport Heading(string text) => Add(Element("h2", text));

    /// <summary>Adds a paragraph.</summary>
    public HtmlReport Paragraph(string text) => Add(Element("p", text));

    /// <summary>Adds what an output or a file shows as it is, such as a command to type.</summary>
    public HtmlReport Code(string text) => Add(Element("pre", text));

    /// <summary>Adds words and what they mean.</summary>
    public HtmlReport Definitions(params IEnumerable<(string Term, string Meaning)> entries) =>
        Add(new XElement("dl", entries.Select(entry => new[] { Element("dt", entry.Term), Element("dd", entry.Meaning) })));

    /// <summary>Adds a chart under its title.</summary>
    /// <exception cref="ArgumentException">See <see cref="BarChart.ToSvg"/>.</exception>
    public HtmlReport Chart(BarChart chart)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"chart-{++_charts}");
        return Add(new XElement("figure", Element("figcaption", chart.Title), new XElement("div", new XAttribute("class", "wide"), chart.ToSvg(id))));
    }

    /// <summary>Adds a table.</summary>
    public HtmlReport Table(ReportTable table) => Add(new XElement(
        "div",
        new XAttribute("class", "wide"),
        new XElement(
            "table",
            Element("caption", table.Caption),
            new XElement("thead", new XElement("tr", table.Columns.Select(column => Cell("th", column.Heading, column.Numeric, "col")))),
            new XElement("tbody", table.Rows.Select(row => new XElement(
                "tr",
                row.Select((cell, index) => Cell(index == 0 ? "th" : "td", cell, table.Columns[index].Numeric, index == 0 ? "row" : null))))))));

    /// <summary>The page.</summary>
    public override string ToString()
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                new XElement("title", _title),
                new XElement("style", ReportStyle.Sheet)),
            new XElement("body", new XElement("main", _parts)));
        return "<!DOCTYPE html>\n" + page.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private HtmlReport Add(XElement part)
    {
        _parts.Add(part);
        return this;
    }

    // An empty text keeps the writer from shortening <td></td> to <td/>, which no browser takes for an end.
    private static XElement Element(string name, string text) => new(name, PageText.Of(text));

    private static XElement Cell(string name, string text, bool numeric, string? scope) => new(
        name,
        scope is null ? null : new XAttribute("scope", scope),
        numeric ? new XAttribute("class", "number") : null,
        PageText.Of(text));
}
