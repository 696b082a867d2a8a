namespace Marquee.Content;

/// <summary>The part of errors between which a share of them lies, for launches to come.</summary>
/// <param name="Low">Lower end: truth less estimate.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct ConformalErrors(double Low, double High)
{
    /// <summary>
    /// Takes the two errors nearest to each other with the level of all between them, <c>(n + 1) * level</c> rounded up: the shortest interval, so that where many launches have no audience at all, it begins there and ends where the level is
    /// reached, instead of leaving out as many above as could lie below. O(n log n).
    /// </summary>
    /// <param name="errors">Truth less estimate, at least one.</param>
    /// <param name="level">The share.</param>
    public static ConformalErrors Of(double[] errors, double level)
    {
        var sorted = errors.Order().ToArray();
        var count = Math.Min(sorted.Length, (int)Math.Ceiling((sorted.Length + 1) * level));
        var first = Enumerable.Range(0, sorted.Length - count + 1).MinBy(start => sorted[start + count - 1] - sorted[start]);
        return new ConformalErrors(sorted[first], sorted[first + count - 1]);
    }
}
