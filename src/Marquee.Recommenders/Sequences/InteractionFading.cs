using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>How much the interactions of the training count by their age.</summary>
internal static class InteractionFading
{
    private const double MillisecondsOfDay = 24 * 60 * 60 * 1000;

    /// <summary>Multiplies the weight of each interaction by <c>2^(-age / halfLife)</c>, with its age counted back from the newest; one without a time is as old as the oldest.</summary>
    /// <param name="interactions">The interactions.</param>
    /// <param name="weights">A weight for each of them, in their order.</param>
    /// <param name="halfLifeDays">Positive.</param>
    public static void Apply(InteractionMatrix interactions, Span<float> weights, double halfLifeDays)
    {
        var (oldest, newest) = (long.MaxValue, long.MinValue);
        foreach (var time in interactions.Times)
        {
            if (time != EventLog.NoTime)
            {
                oldest = Math.Min(oldest, time);
                newest = Math.Max(newest, time);
            }
        }

        if (newest < oldest)
        {
            return;
        }

        for (var entry = 0; entry < weights.Length; entry++)
        {
            var time = interactions.Times[entry] == EventLog.NoTime ? oldest : interactions.Times[entry];
            weights[entry] *= (float)Math.Pow(2, (time - newest) / MillisecondsOfDay / halfLifeDays);
        }
    }
}
