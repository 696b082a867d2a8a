using Marquee.Numerics;

namespace Marquee.Content;

/// <summary>What all audience models ask of what they learn from.</summary>
internal static class AudienceTargets
{
    /// <summary>Refuses a table without rows or with another number of targets, and targets that are no numbers.</summary>
    public static void Check(DenseMatrix table, ReadOnlySpan<float> targets)
    {
        if (table.Rows == 0 || table.Columns == 0 || table.Rows != targets.Length)
        {
            throw new ArgumentException($"A table of {table} needs at least a row and a feature, and as many targets as rows; there are {targets.Length} targets.", nameof(targets));
        }

        foreach (var target in targets)
        {
            if (!float.IsFinite(target))
            {
                throw new ArgumentException($"A target is {target}; it must be a finite number.", nameof(targets));
            }
        }
    }

    /// <summary>The mean, 0 of nothing.</summary>
    public static double Mean(ReadOnlySpan<float> targets)
    {
        var sum = 0.0;
        foreach (var target in targets)
        {
            sum += target;
        }

        return targets.IsEmpty ? 0 : sum / targets.Length;
    }
}
