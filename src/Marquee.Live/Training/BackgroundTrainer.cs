using System.Diagnostics;
using System.Text.Json;
using Marquee.Data;
using Marquee.Recommenders;
using Marquee.Storage;

namespace Marquee.Live;

/// <summary>
/// Trains models while requests are answered, on a schedule, after so many new interactions or when asked, and publishes one only if it is not worse than the one that is served, on the latest events, which neither knows.
/// </summary>
/// <remarks>Every training is a job of the queue, which carries out one at a time. Each outcome, both figures with it, is kept in <c>reports/training.jsonl</c>.</remarks>
public sealed class BackgroundTrainer : IAsyncDisposable
{
    private const int MostOutcomes = 200;

    private readonly LiveEngine _engine;
    private readonly Workspace _workspace;
    private readonly JobQueue _jobs;
    private readonly TrainingPlan _plan;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer? _timer;
    private readonly Lock _noting = new();
    private readonly Lock _writing = new();
    private readonly List<TrainingOutcome> _outcomes = [];
    private Task _running = Task.CompletedTask;
    private int _newEvents;
    private bool _isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="engine">What is trained on, and where models are served.</param>
    /// <param name="workspace">Where models are published and outcomes are kept.</param>
    /// <param name="jobs">Carries the trainings out; to be disposed of after the trainer and before the engine.</param>
    /// <param name="plan">What is trained, and when.</param>
    /// <param name="time">The clock.</param>
    public BackgroundTrainer(LiveEngine engine, Workspace workspace, JobQueue jobs, TrainingPlan plan, TimeProvider time)
    {
        _engine = engine;
        _workspace = workspace;
        _jobs = jobs;
        _plan = plan;
        _time = time;
        if (plan.Models.Count > 0)
        {
            engine.NewEvents += Count;
            _timer = plan.Every is { } every ? time.CreateTimer(_ => Begin(), null, every, every) : null;
        }
    }

    /// <summary>What came of the trainings since the start, latest last; of one that was cancelled nothing did.</summary>
    public IReadOnlyList<TrainingOutcome> Outcomes
    {
        get
        {
            lock (_noting)
            {
                return [.. _outcomes];
            }
        }
    }

    /// <summary>Whether a training is at work or waits.</summary>
    public bool IsTraining => _jobs.All.Any(job => job is { IsOpen: true, Type: TrainingWork.Kind });

    /// <summary>The training of a model as work for the queue.</summary>
    /// <param name="setup">What to train; its name is what it is published under.</param>
    /// <param name="hold">Whether to publish it whatever the comparison says, and go on serving what is served until another version is chosen.</param>
    public IJobWork Work(ModelSetup setup, bool hold = false) => new TrainingWork(this, setup, hold);

    /// <summary>Trains a model after the jobs in line, and waits for it.</summary>
    /// <param name="setup">What to train.</param>
    /// <param name="cancellationToken">Stops it; nothing is published then.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="StoreException">The training failed; the message says why.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the queue was closed.</exception>
    public async Task<TrainingOutcome> Train(ModelSetup setup, CancellationToken cancellationToken)
    {
        var work = new TrainingWork(this, setup, hold: false);
        var job = _jobs.Add(work);
        await using var cancelling = cancellationToken.Register(() => _jobs.Cancel(job.Id));
        var ended = await _jobs.Ended(job.Id).ConfigureAwait(false);
        return ended.State switch
        {
            JobState.Done => work.Outcome!,
            JobState.Cancelled => throw new OperationCanceledException(ended.Error ?? "The training was cancelled.", cancellationToken),
            _ => throw new StoreException(ended.Error!),
        };
    }

    /// <summary>Begins no further training, and stops the scheduled one at work, if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        _engine.NewEvents -= Count;
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        Task running;
        lock (_noting)
        {
            _isDisposed = true;
            running = _running;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Carries a training out, on the thread of its job.</summary>
    internal TrainingOutcome Carry(ModelSetup setup, bool hold, JobMeter meter, CancellationToken cancellationToken)
    {
        var started = _time.GetUtcNow();
        var clock = Stopwatch.StartNew();
        try
        {
            Interlocked.Exchange(ref _newEvents, 0);
            meter.Plan(new JobPart("read", "reading the data", 3), new JobPart("train", $"training {setup.Name}", 97), new JobPart("publish", "publishing", 0));
            var snapshot = _engine.Reload(cancellationToken).GetAwaiter().GetResult();
            var outcome = Train(setup, hold, snapshot, started, clock, meter, cancellationToken);
            Note(outcome);
            return outcome;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What the store or the training says names nobody.
            var reason = exception is StoreException or OptionException or InvalidDataException or NotSupportedException ? exception.Message : exception.GetType().Name;
            Note(new TrainingOutcome(setup.Name, started, clock.Elapsed, null, ModelJudge.Metric, null, null, 0, $"failed: {reason}"));
            throw;
        }
    }

    private void Count(int events)
    {
        if (Interlocked.Add(ref _newEvents, events) >= _plan.AfterEvents)
        {
            Begin();
        }
    }

    private void Begin()
    {
        lock (_noting)
        {
            if (_running.IsCompleted && !_isDisposed)
            {
                _running = Task.Run(TrainAll, _stop.Token);
            }
        }
    }

    private async Task TrainAll()
    {
        foreach (var setup in _plan.Models)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            Job job;
            try
            {
                job = _jobs.Add(Work(setup));
            }
            catch (StoreException exception)
            {
                // The service goes on with what it has; the next training may do better.
                Note(new TrainingOutcome(setup.Name, _time.GetUtcNow(), TimeSpan.Zero, null, ModelJudge.Metric, null, null, 0, $"failed: {exception.Message}"));
                continue;
            }

            await using var stopping = _stop.Token.Register(() => _jobs.Cancel(job.Id));
            await _jobs.Ended(job.Id).ConfigureAwait(false);
        }
    }

    private TrainingOutcome Train(ModelSetup setup, bool hold, Snapshot snapshot, DateTimeOffset started, Stopwatch clock, JobMeter meter, CancellationToken cancellationToken)
    {
        var current = _engine.Models.Find(setup.Name) is { Version: > 0 } served ? served : null;
        (double Candidate, double Current, int Users)? judged = null;
        if (current is not null)
        {
            judged = ModelJudge.Compare(setup, current.Model, current.TrainedUntil, snapshot, _engine.Now, _plan, meter, cancellationToken);
        }

        if (!hold && judged is { } worse && worse.Candidate < worse.Current * (1 - _plan.Tolerance))
        {
            return Outcome(null, $"worse than {current!.Label}, which stays");
        }

        if (!hold && current is not null && judged is null && _time.GetUtcNow() - PublishedAt(current) < _plan.ReplaceUnjudgedAfter)
        {
            return Outcome(null, $"too few events that {current.Label} does not know to compare them; it stays until it is {_plan.ReplaceUnjudgedAfter.TotalDays:0.#} days old");
        }

        meter.Next();
        var training = Stopwatch.StartNew();
        var model = setup.Family.Train(snapshot, setup.Options, new TrainingContext
        {
            Seed = _plan.Seed,
            MaxDegreeOfParallelism = _plan.MaxDegreeOfParallelism,
            Progress = meter,
            CancellationToken = cancellationToken,
        });
        var took = training.Elapsed;
        cancellationToken.ThrowIfCancellationRequested();

        // From here on it is published or not, and cannot be cancelled.
        meter.Next();
        var version = Publish();
        if (hold)
        {
            return Outcome(version, $"held back; {(current is null ? $"no version of {setup.Name} is served" : $"{current.Label} goes on being served")} until a version is chosen");
        }

        var pinned = _engine.Models.Find(setup.Name)?.Version == version ? "" : "; another version is chosen and goes on being served";
        return Outcome(version, (current is null ? "the first of its name" : judged is null ? $"{current.Label} is old" : $"not worse than {current.Label}") + pinned);

        int Publish()
        {
            var undo = hold ? _engine.Hold(setup.Name) : null;
            ModelVersion published;
            try
            {
                published = _workspace.Models.Publish(setup.Name, writer =>
                {
                    ModelArchive.Save(setup.Family, model, snapshot, writer, _engine.Now);
                    PublishedModels.Describe(
                        writer, _plan.Seed, took, hold, judged is { } compared ? new JudgedFigures(ModelJudge.Metric, compared.Candidate, compared.Current, compared.Users, current!.Label) : null);
                });
            }
            catch when (undo is not null)
            {
                undo();
                throw;
            }

            _engine.RefreshModels();
            return published.Version;
        }

        TrainingOutcome Outcome(int? version, string reason) =>
            new(setup.Name, started, clock.Elapsed, version, ModelJudge.Metric, judged?.Candidate, judged?.Current, judged?.Users ?? 0, reason) { Held = hold && version is not null };
    }

    private DateTimeOffset PublishedAt(ServedModel model) =>
        _workspace.Models.List(model.Name).FirstOrDefault(version => version.Version == model.Version) is { } found
            ? Directory.GetLastWriteTimeUtc(found.Directory)
            : DateTimeOffset.MinValue;

    private void Note(TrainingOutcome outcome)
    {
        lock (_noting)
        {
            _outcomes.Add(outcome);
            if (_outcomes.Count > MostOutcomes)
            {
                _outcomes.RemoveAt(0);
            }
        }

        lock (_writing)
        {
            try
            {
                Directory.CreateDirectory(_workspace.ReportsDirectory);
                File.AppendAllText(Path.Combine(_workspace.ReportsDirectory, "training.jsonl"), JsonSerializer.Serialize(outcome, JsonSerializerOptions.Web) + "\n");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A full disk: the outcome is still among those that are told.
            }
        }
    }
}
