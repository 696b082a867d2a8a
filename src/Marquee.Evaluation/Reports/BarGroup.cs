namespace Marquee.Evaluation;

/// <summary>The bars that belong to one name: a model, a group of users.</summary>
/// <param name="Label">The name.</param>
/// <param name="Bars">One bar for each series of the chart; none where there is no figure.</param>
/// <param name="Note">Said in place of the bars where there are none: why there is no figure.</param>
public sealed record BarGroup(string Label, IReadOnlyList<Bar> Bars, string? Note = null)
{
    /// <summary>Whether its bars are drawn in a quieter tone: figures to compare with, such as published ones.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>A name with a single bar.</summary>
    public BarGroup(string label, double value, Interval? interval = null)
        : this(label, [new Bar(value, interval)])
    {
    }
}
