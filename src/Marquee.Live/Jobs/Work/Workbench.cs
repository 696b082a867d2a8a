using Marquee.Data;

namespace Marquee.Live;

/// <summary>What evaluating, tuning and looking at fairness are done with.</summary>
/// <param name="Engine">Where the data are.</param>
/// <param name="Dataset">What to call them.</param>
/// <param name="Seed">Seed of all chance where a request names none.</param>
/// <param name="MaxDegreeOfParallelism">Most threads that a job takes, at least 1: what is left answers requests.</param>
/// <param name="Time">The clock.</param>
public sealed record Workbench(LiveEngine Engine, string Dataset, ulong Seed, int MaxDegreeOfParallelism, TimeProvider Time)
{
    /// <summary>The first part of each job.</summary>
    internal static JobPart Reading { get; } = new("read", "reading the data", 0.05);

    /// <summary>The data as they are now.</summary>
    internal Snapshot Read(CancellationToken cancellationToken) => Engine.Reload(cancellationToken).GetAwaiter().GetResult();
}
