namespace Marquee.Evaluation;

/// <summary>A range in which a figure lies with some confidence.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies inside, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}
