namespace Marquee.Evaluation;

/// <summary>One bar of a chart.</summary>
/// <param name="Value">Where it ends; it begins at 0.</param>
/// <param name="Interval">How sure the value is, drawn as a whisker; nothing where that is not known.</param>
public readonly record struct Bar(double Value, Interval? Interval = null);
