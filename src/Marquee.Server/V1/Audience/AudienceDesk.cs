using Marquee.Content;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Estimates audiences from what is known of a tenant's own launches. What was learned is kept until the data are loaded anew; who asks first waits for it, seconds for tens of thousands of launches.</summary>
/// <param name="engine">The data.</param>
/// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
internal sealed class AudienceDesk(LiveEngine engine, int maxDegreeOfParallelism)
{
    private readonly Lock _learning = new();
    private (Snapshot Snapshot, int Weeks, (AudienceEstimator Estimator, DateOnly End) Learned)? _kept;

    /// <summary>What is learned of launches, and the day after the last event.</summary>
    /// <param name="weeks">Weeks from a launch in which viewers count.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProblemException">There are too few launches to learn from.</exception>
    public (AudienceEstimator Estimator, DateOnly End) Learned(int weeks, CancellationToken cancellationToken)
    {
        lock (_learning)
        {
            var snapshot = engine.Snapshot;
            if (_kept is { } kept && kept.Snapshot == snapshot && kept.Weeks == weeks)
            {
                return kept.Learned;
            }

            var learned = Learn(snapshot, weeks, cancellationToken);
            _kept = (snapshot, weeks, learned);
            return learned;
        }
    }

    private (AudienceEstimator Estimator, DateOnly End) Learn(Snapshot snapshot, int weeks, CancellationToken cancellationToken)
    {
        var launches = SnapshotLaunches.Of(snapshot, new SnapshotLaunchOptions { Weeks = weeks });
        if (launches.Count < AudienceTrainer.LeastLaunches || SnapshotLaunches.EndOf(snapshot) is not { } end)
        {
            throw new ProblemException(Problem.Conflict($"There are {launches.Count} launches whose first {weeks} weeks are known in full; an estimate needs {AudienceTrainer.LeastLaunches}. Fewer weeks may help."));
        }

        try
        {
            return (AudienceTrainer.Train(launches, new AudienceOptions { WholeNumbers = true, MaxDegreeOfParallelism = maxDegreeOfParallelism }, cancellationToken), end);
        }
        catch (ArgumentException exception)
        {
            throw new ProblemException(Problem.Conflict(exception.Message));
        }
    }
}
