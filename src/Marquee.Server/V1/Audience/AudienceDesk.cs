using Marquee.Content;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>Estimates audiences from what is known of a tenant's own launches. It is learned beside the answering, when it is first asked for and anew when the data were loaded anew; meanwhile what was learned before answers.</summary>
/// <remarks>Nothing is learned before anybody asks: most services never do. One thing is learned at a time.</remarks>
/// <param name="engine">The data.</param>
/// <param name="maxDegreeOfParallelism">Most threads at once; 0 means one a processor.</param>
/// <param name="patience">How long a question waits, holding no thread, for what is learned quickly.</param>
/// <param name="time">The clock.</param>
internal sealed class AudienceDesk(LiveEngine engine, int maxDegreeOfParallelism, TimeSpan patience, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How many numbers of weeks are remembered.</summary>
    private const int MostKept = 4;

    private const int RetryAfter = 2;

    private readonly Lock _choosing = new();
    private readonly CancellationTokenSource _stop = new();
    // By weeks, the one that was asked for last at the end.
    private readonly List<Course> _courses = [];
    private Task _underWay = Task.CompletedTask;

    /// <summary>What is learned of launches, and the day after the last event.</summary>
    /// <param name="weeks">Weeks from a launch in which viewers count.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ProblemException">There are too few launches to learn from, or it is being learned: ask again.</exception>
    public async Task<(AudienceEstimator Estimator, DateOnly End)> Learned(int weeks, CancellationToken cancellationToken)
    {
        if (Choose(weeks) is not { } course)
        {
            throw NotYet();
        }

        if (!course.Learned.IsCompleted && course.Before is { } before)
        {
            return before;
        }

        try
        {
            return await course.Learned.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw NotYet();
        }
    }

    /// <summary>Stops learning.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static ProblemException NotYet() =>
        new(Problem.Unavailable("It is being learned how earlier launches fared, which takes seconds to a minute. Ask again.", RetryAfter));

    /// <summary>What answers for a number of weeks, which is begun where nothing of it is known or the data are newer; null where something else is being learned just now.</summary>
    private Course? Choose(int weeks)
    {
        lock (_choosing)
        {
            var snapshot = engine.Snapshot;
            var known = _courses.Find(course => course.Weeks == weeks);
            if (known is null || known.IsBroken || (!known.IsOf(snapshot) && known.Learned.IsCompleted))
            {
                if (!_underWay.IsCompleted)
                {
                    return known is { IsBroken: false } ? known : null;
                }

                _courses.RemoveAll(course => course == known);
                _courses.RemoveRange(0, Math.Max(0, _courses.Count + 1 - MostKept));
                var learned = Task.Run(() => Learn(snapshot, weeks), _stop.Token);
                known = new Course(weeks, new WeakReference<Snapshot>(snapshot), learned, known is { Learned.IsCompletedSuccessfully: true } ? known.Learned.Result : null);
                _underWay = learned;
            }
            else
            {
                _courses.Remove(known);
            }

            _courses.Add(known);
            return known;
        }
    }

    private (AudienceEstimator Estimator, DateOnly End) Learn(Snapshot snapshot, int weeks)
    {
        var launches = SnapshotLaunches.Of(snapshot, new SnapshotLaunchOptions { Weeks = weeks });
        if (launches.Count < AudienceTrainer.LeastLaunches || SnapshotLaunches.EndOf(snapshot) is not { } end)
        {
            throw new ProblemException(Problem.Conflict($"There are {launches.Count} launches whose first {weeks} weeks are known in full; an estimate needs {AudienceTrainer.LeastLaunches}. Fewer weeks may help."));
        }

        try
        {
            return (AudienceTrainer.Train(launches, new AudienceOptions { WholeNumbers = true, MaxDegreeOfParallelism = maxDegreeOfParallelism }, _stop.Token), end);
        }
        catch (ArgumentException exception)
        {
            throw new ProblemException(Problem.Conflict(exception.Message));
        }
    }

    /// <summary>What is, or is being, learned of launches.</summary>
    /// <param name="Weeks">Weeks from a launch in which viewers count.</param>
    /// <param name="Data">The data that it is learned from; they are not held, since newer ones take their place while what was learned is kept.</param>
    /// <param name="Learned">What is learned.</param>
    /// <param name="Before">What was learned of earlier data.</param>
    private sealed record Course(int Weeks, WeakReference<Snapshot> Data, Task<(AudienceEstimator Estimator, DateOnly End)> Learned, (AudienceEstimator Estimator, DateOnly End)? Before)
    {
        /// <summary>Whether it failed for no reason that lies in the data.</summary>
        public bool IsBroken => Learned.IsCanceled || (Learned.IsFaulted && Learned.Exception.InnerException is not ProblemException);

        /// <summary>Whether it is, or is being, learned from these data.</summary>
        public bool IsOf(Snapshot snapshot) => Data.TryGetTarget(out var own) && own == snapshot;
    }
}
