namespace Marquee.Numerics.Learning;

/// <summary>Checks what objectives are given.</summary>
internal static class Targets
{
    /// <summary>The targets, none of them refused.</summary>
    /// <exception cref="ArgumentException">There are none, or one is not as it must be; the message says which row.</exception>
    public static float[] Checked(ReadOnlySpan<float> targets, Func<float, bool> allowed, string range)
    {
        if (targets.IsEmpty)
        {
            throw new ArgumentException("There are no rows to learn from.", nameof(targets));
        }

        for (var row = 0; row < targets.Length; row++)
        {
            if (!allowed(targets[row]))
            {
                throw new ArgumentException($"The number of row {row} is {targets[row]}; it must be {range}.", nameof(targets));
            }
        }

        return targets.ToArray();
    }
}
