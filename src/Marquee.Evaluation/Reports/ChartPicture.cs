using System.Globalization;
using System.Xml.Linq;

namespace Marquee.Evaluation;

/// <summary>Charts as a picture of their own, one below the other under their titles: an SVG file for a document. It has a ground of its own and is light or dark as the reader's system is, so that it can be read on any page.</summary>
public static class ChartPicture
{
    private const double Margin = 16;
    private const double TitleHeight = 26;
    private const string Text = """
        .chart { font: 13px system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        .ground { fill: var(--paper); stroke: var(--rule); }
        .heading { fill: var(--ink); font-weight: 600; font-size: 15px; }

        """;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture.</summary>
    /// <param name="charts">The charts, from the top; at least one.</param>
    /// <exception cref="ArgumentException">There is no chart, or see <see cref="BarChart.ToSvg"/>.</exception>
    public static string Write(IReadOnlyList<BarChart> charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        if (charts.Count == 0)
        {
            throw new ArgumentException("There is no chart to draw.", nameof(charts));
        }

        var parts = new List<XElement>();
        var y = Margin;
        foreach (var (number, chart) in charts.Index())
        {
            var drawn = chart.ToSvg(string.Create(CultureInfo.InvariantCulture, $"chart-{number + 1}"));
            var height = double.Parse(drawn.Attribute("viewBox")!.Value.Split(' ')[^1], CultureInfo.InvariantCulture);
            parts.Add(new XElement(_svg + "text", new XAttribute("class", "heading"), new XAttribute("x", Margin + 8), new XAttribute("y", Length(y + 16)), PageText.Of(chart.Title)));
            drawn.Add(new XAttribute("x", Margin), new XAttribute("y", Length(y + TitleHeight)), new XAttribute("width", BarChartDrawing.Width), new XAttribute("height", Length(height)));
            parts.Add(drawn);
            y += TitleHeight + height + Margin;
        }

        var (width, whole) = (Length(BarChartDrawing.Width + (2 * Margin)), Length(y));
        return new XElement(
            _svg + "svg",
            new XAttribute("viewBox", $"0 0 {width} {whole}"),
            new XAttribute("width", width),
            new XAttribute("height", whole),
            new XAttribute("class", "chart"),
            new XElement(_svg + "style", ReportStyle.Colours + ReportStyle.Charts + Text),
            new XElement(
                _svg + "rect",
                new XAttribute("class", "ground"),
                new XAttribute("x", "0.5"),
                new XAttribute("y", "0.5"),
                new XAttribute("width", Length(BarChartDrawing.Width + (2 * Margin) - 1)),
                new XAttribute("height", Length(y - 1)),
                new XAttribute("rx", "8")),
            parts).ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static string Length(double pixels) => pixels.ToString("0.##", CultureInfo.InvariantCulture);
}
