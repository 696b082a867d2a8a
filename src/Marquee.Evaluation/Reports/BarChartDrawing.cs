using System.Globalization;
using System.Xml.Linq;

namespace Marquee.Evaluation;

/// <summary>Where everything of a <see cref="BarChart"/> is drawn. Lengths are pixels of a page that is wide enough.</summary>
internal sealed class BarChartDrawing
{
    /// <summary>How wide all pictures are.</summary>
    public const double Width = 760;

    private const double BarHeight = 16;
    private const double BarGap = 2;
    private const double GroupGap = 10;
    private const double LegendHeight = 28;
    private const double AxisHeight = 24;
    private const int LongestLine = 38;
    private const int MostLines = 3;
    private const double LineHeight = 15;

    // No font is at hand to measure with: this is a little more than an average letter of the page's font takes.
    private const double LetterWidth = 7.3;

    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";

    private readonly BarChart _chart;
    private readonly double _left;
    private readonly double _right;
    private readonly double _top;
    private readonly double _low;
    private readonly double _high;
    private readonly double _tick;

    public BarChartDrawing(BarChart chart)
    {
        _chart = chart;
        var bars = chart.Groups.SelectMany(group => group.Bars).ToArray();
        var ends = bars.SelectMany(bar => bar.Interval is { } interval ? new[] { bar.Value, interval.Low, interval.High } : [bar.Value]).Append(0).ToArray();
        var (low, high) = (ends.Min(), Math.Max(ends.Max(), chart.Maximum));
        high = high > low ? high : low + 1;
        _tick = Tick(high - low);
        _low = Math.Floor(low / _tick) * _tick;
        _high = Math.Ceiling(high / _tick) * _tick;
        _left = 8 + (LetterWidth * chart.Groups.SelectMany(group => Lines(group.Label)).Select(line => line.Length).DefaultIfEmpty(0).Max());
        _right = Width - 14 - (LetterWidth * bars.Select(bar => chart.Text(bar.Value).Length).DefaultIfEmpty(0).Max());
        _top = chart.Series.Count > 0 || chart.Groups.Any(group => group.IsQuiet) ? LegendHeight : 4;
    }

    public XElement Draw(string id)
    {
        var groups = new List<XElement>();
        var y = _top + (GroupGap / 2);
        foreach (var group in _chart.Groups)
        {
            groups.Add(Group(group, y));
            y += GroupHeight(group) + GroupGap;
        }

        var bottom = y - (GroupGap / 2);
        return new XElement(
            _svg + "svg",
            new XAttribute("class", "chart"),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}-title {id}-description"),
            new XAttribute("viewBox", $"0 0 {Length(Width)} {Length(bottom + AxisHeight)}"),
            new XElement(_svg + "title", new XAttribute("id", $"{id}-title"), PageText.Of(_chart.Title)),
            new XElement(
                _svg + "desc",
                new XAttribute("id", $"{id}-description"),
                PageText.Of($"{_chart.Description} {string.Join("; ", _chart.Groups.Select(_chart.InWords))}.")),
            Legend(),
            Axis(bottom),
            groups);
    }

    private static double GroupHeight(BarGroup group) => Math.Max(BarsHeight(group), (Lines(group.Label).Count * LineHeight) + BarGap);

    private static double BarsHeight(BarGroup group) => (Math.Max(1, group.Bars.Count) * (BarHeight + BarGap)) - BarGap;

    /// <summary>A label in lines that are not too long, broken between words; the last line may be cut off.</summary>
    private static List<string> Lines(string label)
    {
        List<string> lines = [string.Empty];
        foreach (var word in label.Split(' '))
        {
            if (lines[^1].Length == 0 || lines[^1].Length + 1 + word.Length <= LongestLine)
            {
                lines[^1] += lines[^1].Length == 0 ? word : " " + word;
            }
            else if (lines.Count < MostLines)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] += " …";
                break;
            }
        }

        return [.. lines.Select(line => line.Length <= LongestLine + 2 ? line : line[..(LongestLine + 1)] + "…")];
    }

    /// <summary>1, 2 or 5 times a power of ten, so that there are 4 to 10 of them on the scale.</summary>
    private static double Tick(double range)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / 4)));
        return (range / 4 / power) switch { < 2 => power, < 5 => 2 * power, _ => 5 * power };
    }

    private double X(double value) => _left + ((value - _low) / (_high - _low) * (_right - _left));

    private IEnumerable<XElement> Legend()
    {
        var x = _left;
        var entries = _chart.Series.Select((name, series) => (Name: name, Kind: Kind(series, isQuiet: false)));
        foreach (var (name, kind) in _chart.Groups.Any(group => group.IsQuiet) ? entries.Append((_chart.Quiet, Kind(0, isQuiet: true))) : entries)
        {
            yield return Rectangle(kind, x, 6, 12, 12);
            yield return Text("label", x + 18, 16, "start", name);
            x += 18 + (LetterWidth * name.Length) + 20;
        }
    }

    private IEnumerable<XElement> Axis(double bottom)
    {
        var ticks = (int)Math.Round((_high - _low) / _tick);
        var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(_tick)));
        for (var tick = 0; tick <= ticks; tick++)
        {
            // Rounding takes away what adding up leaves, down to the sign of a zero.
            var value = Math.Round(_low + (tick * _tick), digits) + 0.0;
            yield return Line(value == 0 ? "zero" : "grid", X(value), _top, X(value), bottom);
            yield return Text("tick", X(value), bottom + 16, "middle", value.ToString($"F{digits}", CultureInfo.InvariantCulture));
        }
    }

    private XElement Group(BarGroup group, double y)
    {
        var middle = y + (GroupHeight(group) / 2);
        var lines = Lines(group.Label);
        var first = middle + 4.5 - ((lines.Count - 1) * LineHeight / 2);
        var element = new XElement(
            _svg + "g", lines.Select((line, number) => Text("label", _left - 8, first + (number * LineHeight), "end", line)), new XElement(_svg + "title", PageText.Of(_chart.InWords(group))));
        y = middle - (BarsHeight(group) / 2);
        if (group.Bars.Count == 0)
        {
            element.Add(Text("note", X(0) + 6, middle + 4.5, "start", group.Note ?? "no figure"));
        }

        for (var series = 0; series < group.Bars.Count; series++)
        {
            var bar = group.Bars[series];
            var end = X(bar.Value);
            element.Add(Rectangle(Kind(series, group.IsQuiet), Math.Min(X(0), end), y, Math.Abs(end - X(0)), BarHeight));
            var furthest = Math.Max(X(0), end);
            if (bar.Interval is { } interval)
            {
                element.Add(Whisker(X(interval.Low), X(interval.High), y + (BarHeight / 2)));
                furthest = Math.Max(furthest, X(interval.High));
            }

            element.Add(Text("value", furthest + 6, y + (BarHeight / 2) + 4.5, "start", _chart.Text(bar.Value)));
            y += BarHeight + BarGap;
        }

        return element;
    }

    private static string Kind(int series, bool isQuiet) => string.Create(CultureInfo.InvariantCulture, $"bar series-{series % 6}{(isQuiet ? " quiet" : string.Empty)}");

    private static XElement Whisker(double low, double high, double y) => new(
        _svg + "path",
        new XAttribute("class", "whisker"),
        new XAttribute("d", $"M{Length(low)} {Length(y)}H{Length(high)}M{Length(low)} {Length(y - 4)}v8M{Length(high)} {Length(y - 4)}v8"));

    private static XElement Rectangle(string kind, double x, double y, double width, double height) => new(
        _svg + "rect",
        new XAttribute("class", kind),
        new XAttribute("x", Length(x)),
        new XAttribute("y", Length(y)),
        new XAttribute("width", Length(width)),
        new XAttribute("height", Length(height)),
        new XAttribute("rx", "2"));

    private static XElement Line(string kind, double x1, double y1, double x2, double y2) => new(
        _svg + "line",
        new XAttribute("class", kind),
        new XAttribute("x1", Length(x1)),
        new XAttribute("y1", Length(y1)),
        new XAttribute("x2", Length(x2)),
        new XAttribute("y2", Length(y2)));

    private static XElement Text(string kind, double x, double y, string anchor, string text) => new(
        _svg + "text",
        new XAttribute("class", kind),
        new XAttribute("x", Length(x)),
        new XAttribute("y", Length(y)),
        new XAttribute("text-anchor", anchor),
        PageText.Of(text));

    private static string Length(double pixels) => pixels.ToString("0.##", CultureInfo.InvariantCulture);
}
