using System.Globalization;
using System.Xml.Linq;

namespace Marquee.Evaluation;

/// <summary>Lying bars, one group under the other, with whiskers where intervals are known. All bars begin at 0.</summary>
public sealed record BarChart
{
    /// <summary>What the chart is called; a heading above it.</summary>
    public required string Title { get; init; }

    /// <summary>What the bars are, in one sentence, for readers who do not see them.</summary>
    public required string Description { get; init; }

    /// <summary>Names of the bars of each group, shown as a legend; empty where each group has one bar.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>The groups, from the top.</summary>
    public required IReadOnlyList<BarGroup> Groups { get; init; }

    /// <summary>What groups in a quieter tone are, shown as a legend where there are some: <c>published</c>.</summary>
    public string Quiet { get; init; } = "to compare with";

    /// <summary>How values are written, as .NET number formats say it.</summary>
    public string Format { get; init; } = "0.000";

    /// <summary>Where the scale should end at least, so that charts beside each other compare; 0 to let the values decide.</summary>
    public double Maximum { get; init; }

    /// <summary>The chart as an SVG picture, with a title and a description of every value. Its colours are those of the page it stands on: see <see cref="HtmlReport"/>.</summary>
    /// <param name="id">A name that no other part of the page has.</param>
    /// <exception cref="ArgumentException">A group has bars, but not one for each series, or a value that is no finite number.</exception>
    public XElement ToSvg(string id)
    {
        foreach (var group in Groups)
        {
            if (group.Bars.Count > 0 && group.Bars.Count != Math.Max(1, Series.Count))
            {
                throw new ArgumentException($"'{group.Label}' has {group.Bars.Count} bars; the chart '{Title}' has {Math.Max(1, Series.Count)} in each group.");
            }

            if (group.Bars.Any(bar => !double.IsFinite(bar.Value) || (bar.Interval is { } interval && !(double.IsFinite(interval.Low) && double.IsFinite(interval.High)))))
            {
                throw new ArgumentException($"'{group.Label}' has a value that is no finite number; leave out its bars and say why in its note.");
            }
        }

        return new BarChartDrawing(this).Draw(id);
    }

    /// <summary>A value as the chart writes it.</summary>
    internal string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>A group's values in words.</summary>
    internal string InWords(BarGroup group) =>
        $"{group.Label}: {(group.Bars.Count == 0 ? group.Note ?? "no figure" : string.Join(", ", group.Bars.Select(InWords)))}";

    /// <summary>A bar's value in words, with the name of its series.</summary>
    internal string InWords(Bar bar, int series) =>
        (Series.Count > 0 ? $"{Series[series]} " : string.Empty) + Text(bar.Value)
        + (bar.Interval is { } interval ? $" ({Text(interval.Low)} to {Text(interval.High)})" : string.Empty);
}
