namespace Marquee.Content;

/// <summary>The part of errors between which a share of them lies, for launches to come.</summary>
/// <param name="Low">Lower end: truth less estimate.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct ConformalErrors(double Low, double High)
{
    /// <summary>Takes the ends at ranks <c>(n + 1) * (1 - level) / 2</c> from below and from above, so that a new error exchangeable with these lies between them with at least the level (where there are enough of them).</summary>
    /// <param name="errors">Truth less estimate, at least one.</param>
    /// <param name="level">The share.</param>
    public static ConformalErrors Of(double[] errors, double level)
    {
        var sorted = errors.Order().ToArray();
        var outside = (1 - level) / 2 * (sorted.Length + 1);
        var rank = Math.Clamp((int)Math.Floor(outside) - 1, 0, (sorted.Length - 1) / 2);
        return new ConformalErrors(sorted[rank], sorted[sorted.Length - 1 - rank]);
    }
}
